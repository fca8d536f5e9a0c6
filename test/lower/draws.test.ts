import { describe, expect, it } from 'vitest';
import { instantiate } from '../../src/compile.ts';
import type { Data } from '../../src/runtime/index.ts';

describe('draws of a column that depends on itself', () => {
  it.each([3, 5])('computes sums inside of sums of %i terms from what is drawn', (D) => {
    const model = instantiate(`
      dim D = ${D}
      data y: real[D]
      param V: real[D, D], W: real[D, D]
      y ~ normal(tril(V, -1)*tanh(tril(W, -1)*y) + 1, 1e-12)
    `);
    const matrices = [0, 1].map((m) =>
      Array.from({ length: D }, (_, i) =>
        Array.from({ length: D }, (__, j) => Math.sin(5 * i + j + m)),
      ),
    );
    const [V = [], W = []] = matrices;
    const y = new Float64Array(D);
    const data: Data = { y, rows: 1, totalWeight: 1 };
    model.sample?.(model.unconstrain({ V, W }), data, () => 0.4);
    const wanted: number[] = [];
    const below = (M: number[][], i: number, x: readonly number[]): number =>
      (M[i] ?? []).slice(0, i).reduce((sum, m, j) => sum + m * (x[j] ?? NaN), 0);
    for (let i = 0; i < D; i++) {
      const hidden = Array.from({ length: i }, (_, k) => Math.tanh(below(W, k, wanted)));
      wanted.push(1 + below(V, i, hidden));
    }
    wanted.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 9));
  });
});

describe('draws of a matrix from sums over itself', () => {
  it.each(['softmax(d^2)', 'softmax(d*d + d)', 'exp(d^3)/sum(exp(d^3))'])('are made: %s', (p) => {
    const model = instantiate(
      `data d: count[2, 2]\nparam a: real\nd ~ binomial(6, ${p})\nloss a^2`,
    );
    const d = new Float64Array(4);
    model.sample?.(Float64Array.of(0), { d, rows: 1, totalWeight: 1 }, () => 0.4);
    expect(d.every((value) => Number.isInteger(value) && value >= 0 && value <= 6)).toBe(true);
  });
});
