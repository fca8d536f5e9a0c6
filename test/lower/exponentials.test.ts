import { expect, it } from 'vitest';
import { analyse, instantiate } from '../../src/compile.ts';
import { lowered } from './model-of.ts';

/** Transcendental functions of a row in the gradient. */
const perRow = (text: string): number | undefined =>
  lowered(analyse(text).program).kernels.find(({ name }) => name === 'objectiveAndGradient')?.perRow
    .transcendentals;

it.each([
  [
    'powers of one exponential',
    1,
    'data x: real, y: real\nparam a: real, b: real, c: real, d: real\ny ~ normal(a + b*x, exp(c + d*x))',
  ],
  [
    'a sigmoid of a difference and of its opposite',
    1,
    'data x: real, y: real\nparam a: real\nloss y*sigmoid(a - x) + y^2*sigmoid(x - a)',
  ],
  [
    'exponentials of both signs, one of which may overflow',
    2,
    'data x: real\nparam a: real\nloss exp(a*x) + a*exp(-a*x)',
  ],
  ['powers that are not whole', 2, 'data x: real\nparam a: real\nloss exp(2*a*x) + a*exp(3*a*x)'],
])('%s take %i exponentials for a row', (_name, count, text) => {
  expect(perRow(text)).toBe(count);
});

it('gives powers of an exponential to the last digits', () => {
  const model = instantiate('data x: real\nparam a: real\nloss exp(a*x) + exp(2*a*x)/exp(a + x)');
  const rows = { from: 0, to: 1, order: null };
  for (const [a, x] of [
    [0.3, 1.7],
    [-20, 15],
    [4, 80],
  ] as const) {
    const data = { rows: 1, totalWeight: 1, x: Float64Array.of(x) };
    const gradient = new Float64Array(1);
    const value = model.objectiveAndGradient(Float64Array.of(a), data, rows, gradient);
    const [first, second] = [Math.exp(a * x), Math.exp(2 * a * x - a - x)];
    expect(value / (first + second)).toBeCloseTo(1, 13);
    expect(gradient[0]! / (x * first + (2 * x - 1) * second)).toBeCloseTo(1, 13);
  }
});
