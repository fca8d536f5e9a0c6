import { describe, expect, it } from 'vitest';
import { modelOf, valueOf, type Nested } from './build.ts';

/** The parameter `p` of a declaration, at some unconstrained numbers. */
function constrained(declared: string, theta: Nested): readonly number[] {
  const model = modelOf(`param p: ${declared}\nloss sum(p)`);
  const [parameter] = model.parameters;
  if (!parameter) throw new Error('there is a parameter');
  return valueOf(parameter.constrained, { p: theta }).values;
}

const close = (values: readonly number[], expected: readonly number[]): void => {
  expect(values.length).toBe(expected.length);
  values.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 13));
};

describe('a parameter as a function of its unconstrained numbers', () => {
  it('is itself where it is real', () => close(constrained('real[2]', [1, -2]), [1, -2]));

  it('is an exponential where it is positive', () =>
    close(constrained('positive', 1.5), [Math.exp(1.5)]));

  it('is a sigmoid where it is a probability', () =>
    close(constrained('unit', -0.4), [1 / (1 + Math.exp(0.4))]));

  it('is a sigmoid between the bounds of an interval', () =>
    close(constrained('interval(-1, 3)', 0.7), [-1 + 4 / (1 + Math.exp(-0.7))]));

  it('is a softmax with a last logit 0 on the simplex', () => {
    const weights = [Math.exp(0.3), Math.exp(-1), 1];
    const total = weights.reduce((s, w) => s + w, 0);
    close(
      constrained('simplex[3]', [0.3, -1]),
      weights.map((w) => w / total),
    );
  });

  it('is a softmax in each row', () => {
    const rows = constrained('simplex[2, 2]', [[0], [Math.log(3)]]);
    close(rows, [0.5, 0.5, 0.75, 0.25]);
  });

  it('grows by exponentials where it is ordered', () => {
    const [a, b] = [Math.exp(0.5), Math.exp(-2)];
    close(constrained('ordered[3]', [-1, 0.5, -2]), [-1, -1 + a, -1 + a + b]);
    close(
      constrained('ordered[2, 2]', [
        [0, 0.5],
        [3, -2],
      ]),
      [0, a, 3, 3 + b],
    );
    close(constrained('ordered[1]', [4]), [4]);
  });
});
