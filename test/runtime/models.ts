import type { Data, Layout, Model, Rows } from '../../src/runtime/model.ts';
import { constrain, startVector, unconstrain } from '../../src/runtime/transforms.ts';

const real = { kind: 'real' } as const;

/** Where the k-th row of a call lies. */
const rowAt = (rows: Rows, k: number): number => (rows.order ? rows.order[k]! : k);

const layoutOf = (parameters: string[], columns: string[]): Layout => ({
  size: parameters.length,
  parameters: parameters.map((name, offset) => ({
    name,
    shape: [],
    domain: real,
    offset,
    size: 1,
  })),
  columns: columns.map((name) => ({ name, shape: [], domain: real })),
  hypers: [],
  outputs: [],
});

const around = (name: string, layout: Layout) => ({
  name,
  layout,
  start: (seed: number) => startVector(layout, {}, seed),
  constrain: (theta: Float64Array) => constrain(layout, theta),
  unconstrain: (params: Parameters<Model['unconstrain']>[0]) => unconstrain(layout, params),
});

/** J = mean of (m·x + b − y)². */
export const line: Model = {
  ...around('line', layoutOf(['m', 'b'], ['x', 'y'])),
  objective: (theta, data, rows) => lineObjective(theta, data, rows, unused),
  objectiveAndGradient: lineObjective,
};

const unused = new Float64Array(2);

function lineObjective(
  theta: Float64Array,
  data: Data,
  rows: Rows,
  gradient: Float64Array,
): number {
  const x = data['x'] as Float64Array;
  const y = data['y'] as Float64Array;
  const m = theta[0]!;
  const b = theta[1]!;
  let total = 0;
  let dm = 0;
  let db = 0;
  for (let k = rows.from; k < rows.to; k++) {
    const i = rowAt(rows, k);
    const residual = m * x[i]! + b - y[i]!;
    total += residual * residual;
    dm += 2 * residual * x[i]!;
    db += 2 * residual;
  }
  const n = rows.to - rows.from;
  gradient[0] = dm / n;
  gradient[1] = db / n;
  return total / n;
}

export const linePoints = {
  x: [0, 1, 2, 3, 4, 5, 6, 7],
  y: [1.86, 1.31, 0.62, 0.33, 0.09, -0.67, -1.23, -1.37],
};

/** The normal equations of a line through points. */
export function leastSquares(x: readonly number[], y: readonly number[]): [number, number] {
  const mean = (values: readonly number[]) => values.reduce((a, v) => a + v, 0) / values.length;
  const mx = mean(x);
  const my = mean(y);
  const m =
    mean(x.map((v, i) => (v - mx) * (y[i]! - my))) / mean(x.map((v) => (v - mx) * (v - mx)));
  return [m, my - m * mx];
}

/**
 * y ~ bernoulli(sigmoid(z)), z = w·x + c, with w ~ normal(0, 1):
 * J = mean of softplus(z) − y·z, less the prior's share.
 */
export const logistic: Model = {
  ...around('logistic', layoutOf(['w', 'c'], ['x', 'y'])),
  objective: (theta, data, rows) => logisticObjective(theta, data, rows, unused),
  objectiveAndGradient: logisticObjective,
  logLikelihood: (theta, data) => {
    const rows = { from: 0, to: data.rows, order: null };
    const j = logisticObjective(theta, data, rows, unused);
    return -data.rows * j - logPrior(theta);
  },
  logPrior,
};

function logPrior(theta: Float64Array): number {
  return -(theta[0]! ** 2) / 2 - 0.5 * Math.log(2 * Math.PI);
}

function logisticObjective(
  theta: Float64Array,
  data: Data,
  rows: Rows,
  gradient: Float64Array,
): number {
  const x = data['x'] as Float64Array;
  const y = data['y'] as Float64Array;
  let total = 0;
  let dw = 0;
  let dc = 0;
  for (let k = rows.from; k < rows.to; k++) {
    const i = rowAt(rows, k);
    const z = theta[0]! * x[i]! + theta[1]!;
    const e = Math.exp(-Math.abs(z));
    const p = (z >= 0 ? 1 : e) / (1 + e);
    total += Math.max(z, 0) + Math.log1p(e) - y[i]! * z;
    dw += (p - y[i]!) * x[i]!;
    dc += p - y[i]!;
  }
  const n = rows.to - rows.from;
  gradient[0] = dw / n + theta[0]! / data.totalWeight;
  gradient[1] = dc / n;
  return total / n - logPrior(theta) / data.totalWeight;
}

/** J = Σ w·(m − y)²/Σ w: the weighted mean. */
export const weightedMean: Model = {
  ...around('mean', {
    ...layoutOf(['m'], ['y']),
    columns: [
      { name: 'y', shape: [], domain: real },
      { name: 'w', shape: [], domain: { kind: 'weight' } },
    ],
  }),
  objective: (theta, data, rows) => weightedObjective(theta, data, rows, unused),
  objectiveAndGradient: weightedObjective,
};

function weightedObjective(
  theta: Float64Array,
  data: Data,
  rows: Rows,
  gradient: Float64Array,
): number {
  const y = data['y'] as Float64Array;
  const w = data['w'] as Float64Array;
  let total = 0;
  let weight = 0;
  gradient[0] = 0;
  for (let k = rows.from; k < rows.to; k++) {
    const i = rowAt(rows, k);
    const residual = theta[0]! - y[i]!;
    weight += w[i]!;
    total += w[i]! * residual * residual;
    gradient[0] += 2 * w[i]! * residual;
  }
  gradient[0] /= weight;
  return total / weight;
}

/** A model without data: J and ∇J of a function of θ. */
export function functionModel(
  size: number,
  f: (theta: Float64Array, gradient: Float64Array) => number,
): Model {
  const scratch = new Float64Array(size);
  const names = Array.from({ length: size }, (_, i) => `t${i + 1}`);
  return {
    ...around('function', layoutOf(names, [])),
    objective: (theta) => f(theta, scratch),
    objectiveAndGradient: (theta, _data, _rows, gradient) => f(theta, gradient),
  };
}
