import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadData } from '../src/cli/load-data.ts';
import { instantiate } from '../src/index.ts';
import { fit, type FitOptions, type FitResult } from '../src/runtime/index.ts';
import { makeFolder } from './cli/folder.ts';
import { fluxion } from './cli/run-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = join(root, 'examples');

/** The columns of an example's data as the model takes them, and its fit. */
async function fitExample(name: string, options: FitOptions = {}) {
  const file = join(examples, name, `${name}.fx`);
  const model = instantiate({ name: file, text: readFileSync(file, 'utf8') });
  const { data } = await loadData(join(examples, name, 'data.csv'), model.layout, {});
  const column = (column: string): number[] => Array.from(data[column] as Float64Array);
  return { model, data, column, result: fit(model, data, options) };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((x, i) => x * (b[i] ?? NaN)));
const centred = (values: readonly number[]): number[] => values.map((x) => x - mean(values));

/** The least-squares line of y on x. */
function leastSquares(x: readonly number[], y: readonly number[]) {
  const slope = dot(centred(x), centred(y)) / dot(centred(x), centred(x));
  return { slope, intercept: mean(y) - slope * mean(x) };
}

function expectParams({ params }: FitResult, wanted: Record<string, number>, digits = 7): void {
  for (const [name, value] of Object.entries(wanted)) {
    expect(params[name], name).toBeCloseTo(value, digits);
  }
}

describe('the known answers of the examples', () => {
  it('line: the normal equations', async () => {
    const { result, column } = await fitExample('line');
    const { slope, intercept } = leastSquares(column('x'), column('y'));
    expectParams(result, { m: slope, b: intercept }, 10);
  });

  it('line: gradient descent on all rows comes to the same line', async () => {
    const options = { optimizer: 'sgd', learningRate: 0.01, epochs: 3000 } as const;
    const { result, column } = await fitExample('line', options);
    const { slope, intercept } = leastSquares(column('x'), column('y'));
    expectParams(result, { m: slope, b: intercept }, 6);
  });

  it('linear-regression: least squares, and sigma² = RSS/n', async () => {
    const { result, column } = await fitExample('linear-regression');
    const { slope, intercept } = leastSquares(column('speed'), column('dist'));
    const residuals = column('dist').map(
      (y, i) => y - intercept - slope * (column('speed')[i] ?? NaN),
    );
    const sigma = Math.sqrt(mean(residuals.map((r) => r * r)));
    expectParams(result, { w: slope, b: intercept, sigma }, 6);
    const logLikelihood = -0.5 * 50 * (Math.log(2 * Math.PI * sigma ** 2) + 1);
    expect(result.logLikelihood).toBeCloseTo(logLikelihood, 8);
  });

  it('logistic-regression: the residuals are orthogonal to the features', async () => {
    const { result, column } = await fitExample('logistic-regression');
    const { w1, w2, b } = result.params as Record<string, number>;
    const [radius, texture] = [column('mean_radius'), column('mean_texture')];
    const residuals = column('malignant').map((y, i) => {
      const z = (w1 ?? NaN) * (radius[i] ?? NaN) + (w2 ?? NaN) * (texture[i] ?? NaN) + (b ?? NaN);
      return y - 1 / (1 + Math.exp(-z));
    });
    expect(Math.abs(sum(residuals))).toBeLessThan(1e-5);
    expect(Math.abs(dot(residuals, radius))).toBeLessThan(1e-4);
    expect(Math.abs(dot(residuals, texture))).toBeLessThan(1e-4);
  });

  it('two-node: the proportions in the sample', async () => {
    const { result, column } = await fitExample('two-node');
    const [a, b] = [column('a'), column('b')];
    const given = (value: number): number => mean(b.filter((_, i) => a[i] === value));
    expectParams(result, { p: mean(a), q0: given(0), q1: given(1) });
  });

  it('commute: the proportion and the means of the groups', async () => {
    const { result, column } = await fitExample('commute');
    const [weather, minutes] = [column('weather'), column('minutes')];
    const of = (value: number): number => mean(minutes.filter((_, i) => weather[i] === value));
    expectParams(result, { p: mean(weather), alpha: of(0), beta: of(1) - of(0) }, 6);
  });

  it('ridge: the closed form', async () => {
    const { result, column } = await fitExample('ridge');
    const x = ['sepal_length', 'sepal_width', 'petal_length'].map((name) => centred(column(name)));
    const lambda = (0.2 / 0.1) ** 2;
    const matrix = x.map((a, i) => x.map((b, j) => dot(a, b) + (i === j ? lambda : 0)));
    const w = result.params['w'] as number[];
    const y = centred(column('petal_width'));
    // (XᵀX + λI)·w = Xᵀy, without solving it.
    x.forEach((a, i) => {
      expect(dot(matrix[i] ?? [], w)).toBeCloseTo(dot(a, y), 6);
    });
  });

  it('softmax-iris: at least 147 of 150 right', async () => {
    const fitted = await fitExample('softmax-iris', {
      optimizer: 'adam',
      learningRate: 0.01,
      epochs: 2000,
    });
    expect(fitted.result.objective).toBeLessThan(0.1);
    expect(right(fitted, 'species', 3)).toBeGreaterThanOrEqual(147);
  });

  it('softmax-digits: nearly all of the rows fitted right', async () => {
    const fitted = await fitExample('softmax-digits', { batchSize: 64, epochs: 30 });
    expect(fitted.result.objective).toBeLessThan(0.2);
    expect(right(fitted, 'digit', 10) / fitted.data.rows).toBeGreaterThan(0.95);
  });

  it('belief-network: far better than pixels on their own', async () => {
    const { result, data, column } = await fitExample('belief-network', { epochs: 30 });
    const pixels = column('x');
    const proportions = Array.from({ length: 64 }, (_, k) =>
      mean(pixels.filter((_, i) => i % 64 === k)),
    );
    const entropies = proportions.map((p) =>
      p === 0 || p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p),
    );
    const independent = -data.rows * sum(entropies);
    expect(result.logLikelihood).toBeGreaterThan(0.75 * independent);
  });
});

type Fitted = Awaited<ReturnType<typeof fitExample>>;

/** How many rows have their code as the most probable one. */
function right({ model, data, result }: Fitted, code: string, codes: number): number {
  const rows = { from: 0, to: data.rows, order: null };
  const probability = model.predict?.(result.theta, data, rows)['probability'];
  const codesOfRows = Array.from(data[code] as Int32Array);
  return codesOfRows.filter((wanted, i) => {
    const row = Array.from(probability?.subarray(i * codes, (i + 1) * codes) ?? []);
    return row.indexOf(Math.max(...row)) === wanted;
  }).length;
}

describe('sampled data', () => {
  it.each(['two-node', 'commute'])('%s: its data are what its parameters draw', async (name) => {
    const readme = readFileSync(join(examples, name, 'README.md'), 'utf8');
    const command = /npx fluxion (sample .+)/.exec(readme)?.[1] ?? '';
    const folder = makeFolder();
    symlinkSync(examples, join(folder, 'examples'));
    await fluxion(folder, ...command.split(' '));
    expect(readFileSync(join(folder, 'data.csv'), 'utf8')).toBe(
      readFileSync(join(examples, name, 'data.csv'), 'utf8'),
    );
  });
});

describe('generated', () => {
  it('is what the examples compile to', async () => {
    const { status, stderr } = await fluxion(root, 'build', 'examples', '--check');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
