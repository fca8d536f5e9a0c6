import type { ElementwiseName } from '../../src/graph/elementwise.ts';

/** Where an argument may lie: closed bounds inside the function's domain, away from kinks. */
export type Region = readonly [number, number];

export interface ElementwiseCase {
  /** One list of regions for each argument; a sample takes any of them. */
  readonly args: readonly (readonly Region[])[];
  /** The function by its definition, in mathjs syntax over a, b, c; absent where mathjs has no precise one. */
  readonly reference?: string;
  /** Points further out, at which value and derivative must keep their precision. */
  readonly extremes?: readonly (readonly number[])[];
}

const real: readonly Region[] = [[-4, 4]];
const nonZero: readonly Region[] = [
  [-4, -0.1],
  [0.1, 4],
];
const positive: readonly Region[] = [[0.05, 8]];
const unit: readonly Region[] = [[0.01, 0.99]];
const insideOne: readonly Region[] = [[-0.99, 0.99]];
const outsideOne: readonly Region[] = [
  [-6, -1.01],
  [1.01, 6],
];
const firstQuadrant: readonly Region[] = [[0.1, 1.4]];
const orders: readonly Region[] = [
  [1, 1],
  [2, 2],
  [3, 3],
];
const truth: readonly Region[] = [
  [0, 0],
  [1, 1],
];

const onePositive = (reference: string): ElementwiseCase => ({ args: [positive], reference });
const oneReal = (reference: string): ElementwiseCase => ({ args: [real], reference });
const compare = (reference: string): ElementwiseCase => ({ args: [real, real], reference });

/** How each row is tested: total by type, so a new row needs a case. */
export const cases: { readonly [K in ElementwiseName]: ElementwiseCase } = {
  add: { args: [real, real], reference: 'a + b' },
  pow: { args: [positive, real], reference: 'a^b' },
  times: { args: [real, real], reference: 'a * b' },
  still: { args: [truth], reference: 'a' },
  nonNegative: { args: [positive], reference: 'a' },
  where: { args: [truth, real, real], reference: 'a * b + (1 - a) * c' },
  maximum: { args: [[[-4, -0.1]], [[0.1, 4]]], reference: 'max(a, b)' },
  minimum: { args: [[[-4, -0.1]], [[0.1, 4]]], reference: 'min(a, b)' },
  abs: { args: [nonZero], reference: 'abs(a)' },
  sign: { args: [nonZero], reference: 'sign(a)' },
  floor: {
    args: [
      [
        [-1.9, -1.1],
        [2.1, 2.9],
      ],
    ],
    reference: 'floor(a)',
  },
  ceil: {
    args: [
      [
        [-1.9, -1.1],
        [2.1, 2.9],
      ],
    ],
    reference: 'ceil(a)',
  },
  round: {
    args: [
      [
        [-1.4, -0.6],
        [1.6, 2.4],
      ],
    ],
    reference: 'round(a)',
  },
  mod: { args: [[[5.1, 5.9]], [[2, 2.3]]], reference: 'mod(a, b)' },
  cbrt: { args: [nonZero], reference: 'cbrt(a)' },
  nthRoot: {
    args: [
      positive,
      [
        [2, 2],
        [3, 3],
        [5, 5],
      ],
    ],
    reference: 'a^(1/b)',
  },
  exp: { ...oneReal('exp(a)'), extremes: [[-700], [700]] },
  expm1: { ...oneReal('expm1(a)'), extremes: [[1e-9], [-1e-9], [-40]] },
  log: { ...onePositive('log(a)'), extremes: [[1e-300], [1e300]] },
  log1p: { ...onePositive('log1p(a)'), extremes: [[1e-12], [-1e-12], [1e100]] },
  log2: onePositive('log2(a)'),
  log10: onePositive('log10(a)'),
  log1mexp: {
    args: [[[-8, -0.05]]],
    reference: 'log(1 - exp(a))',
    extremes: [[-1e-9], [-40], [-60]],
  },
  logcexpexp: {
    ...oneReal('log(1 - exp(-exp(a)))'),
    extremes: [[-39], [-41], [4]],
  },
  logsoftplus: {
    ...oneReal('log(log1p(exp(a)))'),
    extremes: [[-39], [-41], [40]],
  },
  exprel: { args: [nonZero], reference: '(exp(a) - 1)/a', extremes: [[1e-7], [-1e-7], [600]] },
  exprelMoment: {
    args: [orders, real],
    extremes: [
      [1, 1e-9],
      [2, -30],
    ],
  },
  log1prel: { args: [positive], reference: 'log1p(a)/a', extremes: [[1e-7], [-1e-7], [-0.9]] },
  log1prelMoment: {
    args: [orders, positive],
    extremes: [
      [1, 1e-9],
      [2, -0.2],
    ],
  },
  log1pmx: { args: [positive], reference: 'log1p(a) - a', extremes: [[1e-6], [-1e-6]] },
  log1psq: { ...oneReal('log1p(a^2)'), extremes: [[1e-7], [1e8]] },
  log1psqSlope: oneReal('2 * a / (1 + a^2)'),
  logaddexp: {
    args: [real, nonZero],
    reference: 'log(exp(a) + exp(b))',
    extremes: [
      [700, -700],
      [-40, 3],
    ],
  },
  xlogy: { args: [nonZero, positive], reference: 'a * log(b)' },
  logpow: { args: [positive, real], reference: 'log(a^b)' },
  xlog1py: { args: [nonZero, positive], reference: 'a * log1p(b)', extremes: [[3, 1e-12]] },
  sin: oneReal('sin(a)'),
  sinc: { args: [nonZero], reference: 'sin(a)/a', extremes: [[1e-7], [-30]] },
  sincMoment: {
    args: [orders, real],
    extremes: [
      [1, 1e-9],
      [2, 30],
    ],
  },
  cos: oneReal('cos(a)'),
  tan: { args: [firstQuadrant], reference: 'tan(a)' },
  cot: { args: [firstQuadrant], reference: 'cot(a)' },
  sec: { args: [firstQuadrant], reference: 'sec(a)' },
  csc: { args: [firstQuadrant], reference: 'csc(a)' },
  asin: { args: [insideOne], reference: 'atan(a / sqrt(1 - a^2))' },
  acos: { args: [insideOne], reference: 'pi / 2 - atan(a / sqrt(1 - a^2))' },
  atan: { ...oneReal('atan(a)'), extremes: [[1e8]] },
  atan2: { args: [nonZero, nonZero], reference: 'atan2(a, b)' },
  acot: { args: [nonZero], reference: 'atan(1/a)', extremes: [[1e8]] },
  asec: {
    args: [outsideOne],
    reference: 'pi * (a < 0) + sign(a) * atan(sqrt(a^2 - 1))',
    extremes: [[1 + 2 ** -40], [-1 - 2 ** -40]],
  },
  acsc: {
    args: [outsideOne],
    reference: 'atan(sign(a) / sqrt(a^2 - 1))',
    extremes: [[1 + 2 ** -40], [1e6]],
  },
  sinh: { ...oneReal('(exp(a) - exp(-a)) / 2'), extremes: [[1e-7], [30]] },
  cosh: oneReal('(exp(a) + exp(-a)) / 2'),
  tanh: oneReal('1 - 2 / (exp(2 * a) + 1)'),
  coth: {
    args: [nonZero],
    reference: '1 + 2 / (exp(2 * a) - 1)',
    extremes: [[20], [-20], [1e-6]],
  },
  logcosh: {
    args: [nonZero],
    reference: 'log((exp(a) + exp(-a)) / 2)',
    extremes: [[1e-6], [800], [-800]],
  },
  // By its second argument: the first one says only how.
  tanhSlope: { args: [[[0.95, 0.95]], real] },
  sech: { ...oneReal('2 / (exp(a) + exp(-a))'), extremes: [[30], [-30]] },
  csch: { args: [nonZero], reference: '2 / (exp(a) - exp(-a))', extremes: [[30], [1e-6]] },
  asinh: { ...oneReal('asinh(a)'), extremes: [[1e-6], [1e6]] },
  acosh: {
    args: [[[1.01, 6]]],
    reference: 'log(a + sqrt(a^2 - 1))',
    extremes: [[1 + 2 ** -30], [1e6]],
  },
  atanh: { args: [insideOne], reference: 'log((1 + a) / (1 - a)) / 2', extremes: [[1 - 2 ** -40]] },
  acoth: {
    args: [outsideOne],
    reference: 'log((a + 1) / (a - 1)) / 2',
    extremes: [[1 + 2 ** -40], [-1 - 2 ** -40], [1e6]],
  },
  asech: {
    args: [unit],
    reference: 'log((1 + sqrt(1 - a^2)) / a)',
    extremes: [[1 - 2 ** -40], [1e-8]],
  },
  acsch: { args: [nonZero], reference: 'asinh(1/a)', extremes: [[1e6]] },
  sigmoid: { ...oneReal('1 / (1 + exp(-a))'), extremes: [[-700], [-40], [5]] },
  logit: { args: [unit], reference: 'log(a / (1 - a))', extremes: [[1e-300], [1 - 2 ** -40]] },
  softplus: { ...oneReal('log(1 + exp(a))'), extremes: [[-40], [-60], [40], [800]] },
  relu: { args: [nonZero], reference: 'max(a, 0)' },
  erf: { args: [real] },
  erfc: { args: [real] },
  erfcx: { args: [real] },
  logerfc: { args: [real], extremes: [[12]] },
  logerfcDifference: {
    args: [[[-3, 0.5]], [[0.7, 3]]],
    extremes: [
      [20, 21],
      [-21, -20],
    ],
  },
  erfcShare: {
    args: [[[-3, 0.5]], [[0.7, 3]]],
    extremes: [
      [20, 21],
      [-21, -20],
    ],
  },
  lognormcdf: { args: [real], extremes: [[-30], [6]] },
  lgamma: { args: [positive] },
  digamma: { args: [positive] },
  polygamma: {
    args: [
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      positive,
    ],
  },
  digammaDifference: { args: [positive, positive] },
  lbeta: { args: [positive, positive] },
  lrising: { args: [positive, positive] },
  devianceTerm: {
    args: [[[0.05, 2]], [[3, 8]]],
    reference: 'a * log(a / b) + b - a',
  },
  devianceTermLog: {
    args: [[[0.05, 8]], [[-1.9, 1.9]]],
    reference: 'a * log(a) - a * b + exp(b) - a',
    extremes: [[3, -800]],
  },
  binomialDeviance: {
    args: [[[0.05, 8]], [[0.05, 8]], [[-5, 5]]],
    reference: 'a * log(a/(a + b)*(1 + exp(-c))) + b * log(b/(a + b)*(1 + exp(c)))',
    extremes: [
      [3, 0.1, 40],
      [0.2, 3, -40],
    ],
  },
  sizedDeviance: { args: [[[0.05, 8]], [[0.05, 8]], [[-2, 2]]] },
  sizedDevianceSlope: { args: [[[0.05, 8]], [[0.05, 8]], [[-2, 2]]] },
  factorialError: { args: [positive] },
  chooseError: { args: [positive, positive] },
  chooseErrorSlope: { args: [positive, positive] },
  stirlingError: { args: [positive] },
  stirlingErrorSlope: { args: [positive] },
  less: compare('a < b'),
  lessEqual: compare('a <= b'),
  greater: compare('a > b'),
  greaterEqual: compare('a >= b'),
  equal: { args: [truth, truth], reference: 'a == b' },
  notEqual: { args: [truth, truth], reference: 'a != b' },
  and: { args: [truth, truth], reference: 'a * b' },
  or: { args: [truth, truth], reference: 'max(a, b)' },
  not: { args: [truth], reference: '1 - a' },
};

/** One number between the bounds of a region, by a fraction 0 … 1 of each of two choices. */
export function sample(regions: readonly Region[], pick: number, within: number): number {
  const region = regions[Math.min(regions.length - 1, Math.floor(pick * regions.length))];
  if (!region) throw new Error('a case has regions');
  return region[0] + within * (region[1] - region[0]);
}
