import type { Data, Model } from '../../src/runtime/index.ts';

/** How many rows the data of random models have. */
export const rowsOfModels = 3;

/** Numbers that follow no rule that a model could know. */
const spread = (k: number): number => Math.sin(7.3 * k + 1) * 1.1;

/** The cells of a column by its name, or else by its domain. */
const cells: Readonly<Record<string, (k: number) => number>> = {
  w: (k) => 0.4 + spread(k) ** 2,
  q: (k) => 0.5 + 0.4 * spread(k),
  i: (k) => 0.5 + spread(k),
  y: (k) => (k + 1) % 2,
  Y: (k) => (k >> 1) % 2,
  k: (k) => 4 * k - 3 * (k % 2),
  c: (k) => (k + 2) % 3,
  n: (k) => 0.5 + k,
};

/** Counts of no event, rows without weight: what is a limit in formulas. */
const atTheEdge: Readonly<Record<string, (k: number) => number>> = {
  ...cells,
  x: (k) => (k % 3) - 1,
  k: (k) => (k % 2) * 144,
  n: (k) => k % 2,
  z: () => 0,
};

type Column = Float64Array | Int32Array;

/** The columns that a random model may use, and its settings at their values. */
export function dataOf({ layout }: Pick<Model, 'layout'>, isAtTheEdge = false): Data {
  const columns = layout.columns.map(({ name, domain, shape }): [string, Column] => {
    const length = rowsOfModels * shape.reduce((n, size) => n * size, 1);
    const cell = (isAtTheEdge ? atTheEdge : cells)[name] ?? spread;
    const values = Array.from({ length }, (_, k) => cell(k));
    return [name, domain.kind === 'category' ? Int32Array.from(values) : Float64Array.from(values)];
  });
  const weights = columns.filter(([name]) => name === 'n').flatMap(([, column]) => [...column]);
  const settings = layout.hypers.map(({ name, value }): [string, number] => [
    name,
    value[0] ?? NaN,
  ]);
  return {
    ...Object.fromEntries<Column | number>([...columns, ...settings]),
    rows: rowsOfModels,
    totalWeight: weights.length > 0 ? weights.reduce((sum, x) => sum + x, 0) : rowsOfModels,
  };
}

/** θ by its size: of about 1 and away from 0, all 0, or so large that exponentials leave the numbers. */
const points: readonly ((k: number, seed: number) => number)[] = [
  (k, seed) => 1.2 * Math.sin(3.7 * k + seed + 0.5),
  (k, seed) => 4 * Math.sin(2.9 * k + seed),
  () => 0,
  (k, seed) => 40 * Math.sin(3.1 * k + seed + 0.7),
  (k, seed) => 800 * Math.sign(Math.sin(5.3 * k + seed)),
];

/** Beyond it a positive parameter, or a share, is no double of ordinary size. */
const mostOfTransformed = 25;

export function thetaOf({ layout }: Pick<Model, 'layout'>, seed: number, point = 0): Float64Array {
  const theta = Float64Array.from({ length: layout.size }, (_, k) => points[point]!(k, seed));
  for (const { domain, offset, size } of layout.parameters) {
    if (domain.kind === 'real') continue;
    const own = theta.subarray(offset, offset + size);
    own.set(own.map((x) => Math.max(-mostOfTransformed, Math.min(mostOfTransformed, x))));
  }
  return theta;
}

export const pointCount = points.length;
