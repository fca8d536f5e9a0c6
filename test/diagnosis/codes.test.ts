import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { codes, type Code } from '../../src/base/codes.ts';

const cases = fileURLToPath(new URL('../cases/diagnosis', import.meta.url));

it('every warning occurs in a case, and is known as one', () => {
  const texts = readdirSync(cases, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('warnings.txt'))
    .map((name) => readFileSync(join(cases, name), 'utf8'))
    .join('\n');
  const warnings = Object.values<Code>(codes).filter(({ id }) => /^FX7/.test(id));
  expect(warnings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  expect(warnings.filter(({ id }) => !texts.includes(id)).map(({ id }) => id)).toEqual([]);
});
