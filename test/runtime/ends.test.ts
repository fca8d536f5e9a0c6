import { describe, expect, it } from 'vitest';
import { instantiate } from '../../src/index.ts';
import { fit, type FitOptions } from '../../src/runtime/index.ts';
import { symmetricEigen } from '../../src/runtime/symmetric-eigen.ts';

const fitted = (text: string, options: FitOptions = {}, data = {}) =>
  fit(instantiate(text), data, options);

const variables = (loss: string): string =>
  loss.includes('y') ? 'param x: real, y: real' : 'param x: real';

const bell = 'bell(x, m, s) = exp(-(x - m)^2/(2*s^2))/(s*sqrt(2*pi))\n';

/** Two groups of y, from a start at which the components are the same. */
const mixture = (scale: string): string =>
  `data y: real\nparam w: unit, m: real[2]${scale === 's' ? ', s: positive' : ''}\n${bell}` +
  `density two(x, w, a, b, s) = w*bell(x, a, s) + (1 - w)*bell(x, b, s)\ny ~ two(w, m[1], m[2], ${scale})`;
const groups = { y: [6.1, 0.2, 6.3, 0.4, 6.5, 0.6, 6.7, 0.8] };

describe('a fit that comes to ∇J = 0 where J falls', () => {
  it.each([
    ['x', '-x^2', 'a maximum'],
    ['x', '-1e-20*x^2', 'a maximum'],
    ['x', '-1e20*(1e-8*x)^2', 'a maximum'],
    ['x', 'cos(x)', 'a maximum'],
    ['x and y', 'x*y', 'a saddle point'],
    ['x and y', '1e6*(1e-5*x)*y + 3', 'a saddle point'],
    ['y', 'x^2 - y^2', 'a saddle point'],
    ['y', '1e-12*x^2 - y^2', 'a saddle point'],
  ])('says so where it has no epochs: along %s, %s is at %s', (names, loss, where) => {
    const { converged, reason, message } = fitted(`${variables(loss)}\nloss ${loss}`, {
      epochs: 0,
    });
    expect({ converged, reason }).toEqual({ converged: false, reason: 'noMinimum' });
    expect(message).toBe(`the gradient is zero at ${where}: the objective falls along ${names}`);
  });

  it.each(['-x^2', '-x^4', 'x^3', '-cosh(x)', 'x^6 - x^2 - x^8'])(
    'goes on from it without end: %s',
    (loss) => {
      const { converged, reason } = fitted(`param x: real\nloss ${loss}`);
      expect({ converged, reason }).toEqual({ converged: false, reason: 'unbounded' });
    },
  );

  it.each([
    ['(x^2 - 1)^2', 0],
    ['-exp(-x^2) + 0.01*x^4 + exp(-4*x^2)', -0.45],
    ['x^4 - x^2 + y^2 + y^4', -0.25],
    ['cos(x)', -1],
    ['(x*y - 1)^2', 0],
  ])('goes on from it to a minimum: %s', (loss, most) => {
    for (const optimizer of ['lbfgs', 'adam'] as const) {
      const options = {
        optimizer,
        epochs: 4000,
        ...(optimizer === 'adam' && { learningRate: 0.05 }),
      };
      const { converged, objective } = fitted(`${variables(loss)}\nloss ${loss}`, options);
      expect({ converged, low: objective <= most + 1e-9 }).toEqual({ converged: true, low: true });
    }
  });

  it.each(['1', 's'])('takes the components of a mixture apart, of scale %s', (scale) => {
    const { converged, params } = fitted(mixture(scale), {}, groups);
    const means = [...(params['m'] as number[])].sort((a, b) => a - b);
    expect(converged).toBe(true);
    expect(means[0]).toBeCloseTo(0.5, 3);
    expect(means[1]).toBeCloseTo(6.4, 3);
  });

  it('finds the way among many parameters', () => {
    const text = 'param v: real[80]\nloss sum(v[1:79].^2) + v[80]^4 - v[80]^2 + 0.001*v[1]*v[80]';
    expect(fitted(text, { epochs: 0 })).toMatchObject({
      reason: 'noMinimum',
      message: 'the gradient is zero at a saddle point: the objective falls along v[80]',
    });
    const { converged, objective } = fitted(text);
    expect(converged).toBe(true);
    expect(objective).toBeLessThan(-0.25);
  });
});

describe('a fit that comes to ∇J = 0 at a minimum', () => {
  it.each([
    ['in a valley', 'param a: real, b: real\nloss (a + b - 2)^2'],
    ['that is flat to the third order', 'param a: real\nloss (a - 1)^4'],
    ['at a corner', 'param a: real = 0\nloss abs(a)'],
    [
      'of scales far apart',
      'param a: real, b: real\nloss 1e12*(a - 1e-6)^2 + 1e-12*(b - 3e6)^2 + 7',
    ],
    ['that is everywhere', 'param a: real\nloss max(a, 0) + max(-a - 1, 0)'],
  ])('has converged %s', (_, text) => {
    const { converged, reason } = fitted(text);
    expect({ converged, reason }).not.toMatchObject({ converged: false });
    expect(fitted(text).theta).toEqual(fitted(text).theta);
  });

  it('keeps where it was in a valley', () => {
    const { params } = fitted('param a: real = 5, b: real = -3\nloss (a + b - 2)^2');
    expect(params).toEqual({ a: 5, b: -3 });
  });
});

describe('symmetricEigen', () => {
  it('has A·v = λ·v, and the trace', () => {
    const a = Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: 9 }, (_, j) => Math.sin(i * j + i + j) + (i === j ? i : 0)),
    );
    const { values, vectors } = symmetricEigen(a);
    values.forEach((value, k) => {
      a.forEach((row, i) => {
        const product = row.reduce((sum, x, j) => sum + x * vectors[j]![k]!, 0);
        expect(product).toBeCloseTo(value * vectors[i]![k]!, 12);
      });
    });
    const trace = a.reduce((sum, row, i) => sum + row[i]!, 0);
    expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(trace, 12);
  });
});
