import { describe, expect, it } from 'vitest';
import { modelOf, numberOf, type Values } from './build.ts';

const normal = (y: number, mu: number, sigma: number): number =>
  -Math.log(sigma) - Math.log(2 * Math.PI) / 2 - (y - mu) ** 2 / (2 * sigma ** 2);

const sum = (numbers: readonly number[]): number => numbers.reduce((s, x) => s + x, 0);

const y = [1.2, -0.4, 2.5];
const x = [0.5, 1.5, -1];

describe('the objective', () => {
  const objective = (text: string, values: Values, rows = 3): number =>
    numberOf(modelOf(text).objective, values, rows);

  it('is the mean of a loss', () => {
    const text = 'data x: real, y: real\nparam m: real, b: real\nloss (m*x + b - y)^2';
    const losses = x.map((each, i) => (0.9 * each + 0.1 - (y[i] ?? 0)) ** 2);
    expect(objective(text, { x, y, m: 0.9, b: 0.1 })).toBeCloseTo(sum(losses) / 3, 13);
  });

  it('is −(log-likelihood + log-prior)/n of a model of distributions', () => {
    const text = 'data y: real\nparam m: real\ny ~ normal(m, 2)\nm ~ normal(0, 3)';
    const likelihood = sum(y.map((each) => normal(each, 0.7, 2)));
    const values = { y, m: 0.7, totalWeight: 30 };
    const expected = -likelihood / 3 - normal(0.7, 0, 3) / 30;
    expect(objective(text, values)).toBeCloseTo(expected, 13);
  });

  it('weighs rows', () => {
    const text = 'data y: real, w: weight\nparam m: real\ny ~ normal(m, 2)\nloss m*y\npenalty m^2';
    const w = [2, 0, 0.5];
    const terms = y.map((each, i) => (w[i] ?? 0) * (0.7 * each - normal(each, 0.7, 2)));
    const values = { y, w, m: 0.7, totalWeight: 2.5 };
    expect(objective(text, values)).toBeCloseTo(sum(terms) / 2.5 + 0.49, 13);
    const { logLikelihood, weight } = modelOf(text);
    expect(weight?.name).toBe('w');
    const weighed = sum(y.map((each, i) => (w[i] ?? 0) * normal(each, 0.7, 2)));
    expect(logLikelihood && numberOf(logLikelihood, values, 3)).toBeCloseTo(weighed, 13);
  });

  it('takes a loss without data once, as a penalty', () => {
    const text = 'data y: real\nparam m: real\nloss (y - m)^2\nloss m^4\npenalty 3*m';
    const expected = sum(y.map((each) => (each - 0.7) ** 2)) / 3 + 0.7 ** 4 + 2.1;
    expect(objective(text, { y, m: 0.7 })).toBeCloseTo(expected, 13);
  });

  it('is a plain function, or a log density, without data', () => {
    const rosenbrock = 'param a: real, b: real\nloss (1 - a)^2 + 100*(b - a^2)^2';
    expect(objective(rosenbrock, { a: -1.2, b: 1 }, 0)).toBeCloseTo(24.2, 12);
    const density = modelOf('param a: real\na ~ normal(1, 2)');
    expect(numberOf(density.objective, { a: 3 })).toBeCloseTo(-normal(3, 1, 2), 13);
    expect(density.logLikelihood).toBeNull();
  });

  it('has no log-prior where no parameter has a distribution', () => {
    expect(modelOf('data y: real\nparam m: real\ny ~ normal(m, 1)').logPrior).toBeNull();
  });
});

describe('the model', () => {
  const model = modelOf(
    [
      'dim D = 2',
      'data x: real[D], y: binary',
      'param w: real[D, 2*D], p: simplex[D + 1] = [0.2, 0.3, 0.5], s: positive = 2',
      'hyper tau: positive = 3, c: real[D] = [1, 2]',
      'z = w[1, 1:2] * x + sum(c) + p[1]',
      'output q = sigmoid(z * s)',
      'y ~ bernoulli(q)',
      'w ~ normal(0, tau)',
    ].join('\n'),
  );

  it('lays its parameters out in the order of their declaration', () => {
    expect(model.layout.size).toBe(8 + 2 + 1);
    expect(model.layout.parameters.map((p) => [p.name, p.shape, p.offset, p.size])).toEqual([
      ['w', [2, 4], 0, 8],
      ['p', [3], 8, 2],
      ['s', [], 10, 1],
    ]);
    expect(model.layout.columns).toEqual([
      { name: 'x', shape: [2], domain: { kind: 'real' } },
      { name: 'y', shape: [], domain: { kind: 'binary' } },
    ]);
    expect(model.layout.hypers.map((h) => [h.name, h.value])).toEqual([
      ['tau', [3]],
      ['c', [1, 2]],
    ]);
    expect(model.layout.outputs).toEqual([{ name: 'q', shape: [] }]);
  });

  it('keeps start values, definitions and factors', () => {
    expect([...model.starts]).toEqual([
      ['p', [0.2, 0.3, 0.5]],
      ['s', [2]],
    ]);
    expect(model.definitions.map((d) => d.name)).toEqual(['z']);
    expect(model.factors.map((f) => [f.kind, f.distribution])).toEqual([
      ['likelihood', 'bernoulli'],
      ['prior', 'normal'],
    ]);
  });

  it.each(['(x^x)^0', 'x - x + 1', '1 + 0*x', 'x/x'])('may be constant: %s', (text) => {
    const constant = modelOf(`param x: positive\nloss ${text}`);
    expect(numberOf(constant.objective, { x: 0.7 })).toBe(1);
  });

  it('is what it is without the names of the model within a distribution', () => {
    const named = modelOf('dim y = 3\nparam mu: real, sigma: positive\nmu ~ normal(y, sigma)');
    expect(numberOf(named.objective, { mu: 1, sigma: 2 })).toBeCloseTo(-normal(1, 3, 2), 12);
  });

  it('is the same for the same text', () => {
    const again = modelOf(model.source.text);
    expect(again.objective.id).toBe(model.objective.id);
  });

  it('takes sizes from the options', () => {
    const { layout } = modelOf('dim D = 2\nparam w: real[D]\nloss sum(w.^2)', { dims: { D: 30 } });
    expect(layout.size).toBe(30);
  });

  it('fills an array with one start value', () => {
    expect(modelOf('param w: real[3] = 0.5\nloss sum(w)').starts.get('w')).toEqual([0.5, 0.5, 0.5]);
  });

  it.each([
    ['line.fx', 'line'],
    ['models/my-line 2.fx', 'my_line_2'],
    ['a\\b\\2d.fx', '_2d'],
    ['σ.fx', 'σ'],
  ])('takes an identifier from the file name %s', async (file, name) => {
    const { buildModel } = await import('../../src/model/index.ts');
    const { parseModel } = await import('../../src/syntax/index.ts');
    expect(buildModel(parseModel({ name: file, text: 'param a: real\nloss a^2' })).name).toBe(name);
  });
});
