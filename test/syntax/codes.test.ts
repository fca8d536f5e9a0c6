import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { codes } from '../../src/base/codes.ts';
import { readFiles } from '../golden.ts';

it('every code of a syntax error occurs in a case', () => {
  const cases = readFiles(fileURLToPath(new URL('../cases/syntax', import.meta.url)));
  const reported = [...cases]
    .filter(([name]) => name.endsWith('expected/diagnostics.txt'))
    .flatMap(([, text]) => text.match(/FX\d+/g) ?? []);
  const syntaxCodes = Object.values(codes)
    .map(({ id }) => id)
    .filter((id) => id.startsWith('FX1'));
  expect(syntaxCodes.filter((id) => !reported.includes(id))).toEqual([]);
});
