import { describe, expect, it } from 'vitest';

import { analyse, instantiate } from '../../src/compile.ts';
import { lower, type Statement } from '../../src/lower/index.ts';
import { costOf } from '../../src/lower/kernel-cost.ts';

/** How deep loops stand in each other. */
const depthOf = (body: readonly Statement[]): number =>
  Math.max(0, ...body.map((s) => (s.kind === 'for' ? 1 + depthOf(s.body) : 0)));

const models: Readonly<Record<string, string>> = {
  'a random walk': 'param x: real[30], s: positive\nx[2:end] ~ normal(x[1:end-1], s)',
  'two lags': 'param x: real[30]\nloss sum((x[3:end] - 0.5*x[2:end-1] - 0.2*x[1:end-2]).^2)',
  'every second element': 'param x: real[31]\nloss sum((x[1:2:end] - 1).^2) + sum(x[2:2:end].^4)',
  'a sequence backwards': 'param x: real[30]\nloss sum(sin(x).*x[end:-1:1])',
  'chosen elements': 'param x: real[9]\nloss sum(exp(x[[7, 1, 7, 2, 9, 3, 5]]).*(1:7))',
  'a part of a part': 'param x: real[30]\ny = x[3:28]\nloss sum(sin(y[2:2:20]))',
};

describe('a sequence', () => {
  it.each(Object.entries(models))('of %s is gone through once', (_name, text) => {
    const { kernels } = lower(analyse(text).program);
    expect(Math.max(...kernels.map(({ body }) => depthOf(body)))).toBe(1);
  });

  it.each(Object.entries(models))('of %s has the gradient of its differences', (_name, text) => {
    const model = instantiate(text);
    const { size } = model.layout;
    const theta = Float64Array.from({ length: size }, (_, k) => Math.sin(1.7 * k));
    const data = { rows: 1, totalWeight: 1 };
    const rows = { from: 0, to: 1, order: null };
    const gradient = new Float64Array(size);
    model.objectiveAndGradient(theta, data, rows, gradient);
    const h = 1e-5;
    gradient.forEach((slope, k) => {
      const at = (by: number): number =>
        model.objective(theta.with(k, (theta[k] ?? 0) + by), data, rows);
      expect(slope).toBeCloseTo((at(h) - at(-h)) / (2 * h), 6);
    });
  });
});

/** Models of sequences by their length, and what one element may cost: flops of value and gradient. */
const long: Readonly<Record<string, readonly [flops: number, (n: number) => string]>> = {
  'a random walk': [
    30,
    (n) => `param x: real[${n}], s: positive\nx[2:${n}] ~ normal(x[1:${n - 1}], s)`,
  ],
  'a series after a number': [
    30,
    (n) =>
      `param x: real[${n}], s: positive\ny = [0, x[1:${n - 1}]]\nloss sum((x - 0.5*y).^2)/s + sum(tanh(y))`,
  ],
  'a vector below another': [
    30,
    (n) => `param a: real[${n}], b: real[${n}]\nloss sum(exp([a; b])) + sum(([b; a] - 1).^2)`,
  ],
  'rows below each other': [
    60,
    (n) => `param a: real[${n}], b: real[${n}]\nA = [a'; b']\nloss sum((A*tanh(a)).^2)`,
  ],
  'numbers in another shape': [
    60,
    (n) => `param a: real[${n}]\nloss sum(([3, -1]' * reshape(a, 2, ${n / 2})).^2)`,
  ],
};

describe('what a long sequence costs', () => {
  it.each(Object.entries(long))('grows with its length: %s', (_name, [most, textOf]) => {
    for (const n of [1000, 4000]) {
      const { kernels } = lower(analyse(textOf(n)).program);
      for (const { body } of kernels) expect(costOf(body).flops).toBeLessThan(most * n);
    }
  });
});
