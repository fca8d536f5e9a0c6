import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/base/codes.ts';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { modelOf } from './build.ts';

const cases = fileURLToPath(new URL('../cases/model', import.meta.url));

describe('the mistakes that a model can have', () => {
  it('occur in a case each', () => {
    const texts = readdirSync(cases, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('diagnostics.txt'))
      .map((name) => readFileSync(join(cases, name), 'utf8'))
      .join('\n');
    const own = Object.values(codes).filter(({ id }) => /^FX[234]/.test(id));
    expect(own.filter(({ id }) => !texts.includes(id)).map(({ id }) => id)).toEqual([]);
  });

  it('include chains of functions that are deeper than the stack', () => {
    const chain = Array.from({ length: 5000 }, (_, k) => `f${k + 1}(x) = f${k}(x + 1) * 2`);
    const text = ['param w: real', 'f0(x) = x', ...chain, 'loss f5000(w)'].join('\n');
    expect(() => modelOf(text)).toThrow(FluxionError);
    expect(() => modelOf(text)).toThrow(/FX121/);
  });
});
