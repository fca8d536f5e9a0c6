import { describe, expect, it } from 'vitest';
import { instantiate } from '../../src/compile.ts';
import { analyse } from '../../src/compile.ts';
import type { Data } from '../../src/runtime/index.ts';

const drawn = (text: string): string[] =>
  analyse(text).model.draws.map(({ column }) => column.name);

describe('a column that is drawn element by element', () => {
  it('is drawn in the order of what depends on what', () => {
    const model = instantiate(`
      data x: real[4], w: real
      param a: real
      w ~ normal(x[4], 1e-12)
      x[3:4] ~ normal(10*x[2], 1e-12)
      x[2] ~ normal(a*x[1] + 100, 1e-12)
      x[1] ~ normal(7, 1e-12)
    `);
    const [x, w] = [new Float64Array(8), new Float64Array(2)];
    const data: Data = { x, w, rows: 2, totalWeight: 2 };
    model.sample?.(model.unconstrain({ a: 2 }), data, () => 0.4);
    const row = [7, 114, 1140, 1140];
    [...row, ...row].forEach((value, k) => expect(x[k]).toBeCloseTo(value, 8));
    expect(w[1]).toBeCloseTo(1140, 8);
  });

  it('may be a matrix, of which rows and columns are drawn', () => {
    const model = instantiate(`
      data x: real[2, 3]
      param a: real[3]
      x[1, :] ~ normal(a, 1e-12)
      x[2, 2:3] ~ normal(x[1, 1:2] + 10, 1e-12)
      x[2, 1] ~ normal(x[2, 3], 1e-12)
    `);
    const x = new Float64Array(6);
    const data: Data = { x, rows: 1, totalWeight: 1 };
    model.sample?.(model.unconstrain({ a: [1, 2, 3] }), data, () => 0.4);
    [1, 2, 3, 12, 11, 12].forEach((value, k) => expect(x[k]).toBeCloseTo(value, 8));
  });

  it.each([
    ['an element twice', 'x[1] ~ normal(0, 1)\nx[1:2] ~ normal(0, 1)'],
    ['not all elements', 'x[1] ~ normal(0, 1)'],
    ['elements in a circle', 'x[1] ~ normal(x[2], 1)\nx[2] ~ normal(x[1], 1)'],
    ['an element of itself', 'x[1] ~ normal(x[1] + a, 1)\nx[2] ~ normal(0, 1)'],
    ['an element of the whole', 'x[1] ~ normal(0, 1)\nx[2] ~ normal(sum(x), 1)'],
    [
      'what depends on such a column',
      'x[1] ~ normal(y, 1)\nx[2] ~ normal(0, 1)\ny ~ normal(x[2], 1)',
    ],
  ])('is not drawn where a model has %s', (_what, statements) => {
    const text = `data x: real[2], y: real\nparam a: real\n${statements}\nloss (a - y)^2`;
    expect(drawn(text)).toEqual([]);
  });
});
