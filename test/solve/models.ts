import { prepareData, random, type Data, type Layout } from '../../src/runtime/index.ts';

/** A model, and the parameters for which its equations are solved. */
export interface Case {
  readonly text: string;
  /** With what method each parameter is found, where all are. */
  readonly methods: Readonly<Record<string, string>>;
}

const regression = `dim D = 3
data x: real[D], y: real
param w: real[D], b: real, sigma: positive
y ~ normal(dot(w, x) + b, sigma)`;

/** Models whose equations are solved for all parameters. */
export const solved: Readonly<Record<string, Case>> = {
  bernoulli: {
    text: 'data y: binary\nparam p: unit\ny ~ bernoulli(p)',
    methods: { p: 'affine' },
  },
  'bernoulli with a beta prior': {
    text: 'data y: binary, v: weight\nparam p: unit\nhyper a: positive = 2, b: positive = 3\ny ~ bernoulli(p)\np ~ beta(a, b)',
    methods: { p: 'affine' },
  },
  'bernoulli of a logit': {
    text: 'data y: binary\nparam z: real\ny ~ bernoulli(sigmoid(z))',
    methods: { z: 'function' },
  },
  'polynomial by its elements': {
    text: 'data x: real, y: real\nparam c: real[3], s: positive\ny ~ normal(c[1] + c[2]*x + c[3]*x^2, s)',
    methods: { c: 'linear system', s: 'power' },
  },
  'two nodes': {
    text: 'data a: binary, b: binary, v: weight\nparam p: unit, q0: unit, q1: unit\na ~ bernoulli(p)\nb ~ bernoulli(a ? q1 : q0)',
    methods: { p: 'affine', q0: 'affine', q1: 'affine' },
  },
  'weather and commuting': {
    text: 'data w: binary, t: real\nparam p: unit, alpha: real, beta: real, sigma: positive\nw ~ bernoulli(p)\nt ~ normal(alpha + beta*w, sigma)',
    methods: { p: 'affine', alpha: 'linear system', beta: 'linear system', sigma: 'power' },
  },
  binomial: {
    text: 'data y: binary\nparam p: unit\ny ~ binomial(5, p)',
    methods: { p: 'affine' },
  },
  geometric: {
    text: 'data y: count\nparam p: unit\ny ~ geometric(p)',
    methods: { p: 'affine' },
  },
  categorical: {
    text: 'data y: category(4), v: weight\nparam p: simplex[4]\ny ~ categorical(p)',
    methods: { p: 'simplex' },
  },
  'categorical with a Dirichlet prior': {
    text: 'data y: category(3)\nparam p: simplex[3]\ny ~ categorical(p)\np ~ dirichlet([2, 3, 1.5])',
    methods: { p: 'simplex' },
  },
  'transitions between states': {
    text: 'data s: category(3), t: category(3)\nparam T: simplex[3, 3]\nt ~ categorical(T[s, :])',
    methods: { T: 'simplex' },
  },
  poisson: {
    text: 'data y: count, v: weight\nparam lambda: positive\ny ~ poisson(lambda)',
    methods: { lambda: 'affine' },
  },
  'poisson with a gamma prior': {
    text: 'data y: count\nparam lambda: positive\ny ~ poisson(lambda)\nlambda ~ gamma(2, 3)',
    methods: { lambda: 'affine' },
  },
  'poisson of a logarithm': {
    text: 'data y: count\nparam b: real\ny ~ poisson(exp(b))',
    methods: { b: 'function' },
  },
  'a ratio of rates': {
    text: 'data a: count, b: count\nparam l: positive, r: positive\na ~ poisson(l)\nb ~ poisson(l*r)',
    methods: { l: 'affine', r: 'affine' },
  },
  exponential: {
    text: 'data y: positive, v: weight\nparam lambda: positive\ny ~ exponential(lambda)',
    methods: { lambda: 'affine' },
  },
  'exponential with a gamma prior': {
    text: 'data y: positive\nparam lambda: positive\ny ~ exponential(lambda)\nlambda ~ gamma(3, 2)',
    methods: { lambda: 'affine' },
  },
  'gamma of known shape': {
    text: 'data y: positive\nparam beta: positive\nhyper alpha: positive = 2.5\ny ~ gamma(alpha, beta)',
    methods: { beta: 'affine' },
  },
  normal: {
    text: 'data y: real, v: weight\nparam mu: real, sigma: positive\ny ~ normal(mu, sigma)',
    methods: { mu: 'affine', sigma: 'power' },
  },
  'normal with conjugate priors': {
    text: 'data y: real\nparam mu: real, s2: positive\ny ~ normal(mu, sqrt(s2))\ns2 ~ inv_gamma(2, 3)\nmu ~ normal(1, sqrt(s2)/2)',
    methods: { mu: 'affine', s2: 'affine' },
  },
  'independent normals': {
    text: 'data y: real[3]\nparam mu: real[3], sigma: positive[3]\ny ~ normal(mu, sigma)',
    methods: { mu: 'affine', sigma: 'power' },
  },
  'means of groups': {
    text: 'data s: category(3), y: real\nparam m: real[3], sigma: positive\ny ~ normal(m[s], sigma)',
    methods: { m: 'affine', sigma: 'power' },
  },
  lognormal: {
    text: 'data y: positive\nparam mu: real, sigma: positive\ny ~ lognormal(mu, sigma)',
    methods: { mu: 'affine', sigma: 'power' },
  },
  'the scale of a laplace distribution': {
    text: 'data y: real, v: weight\nparam b: positive\nhyper mu: real = 0.3\ny ~ laplace(mu, b)',
    methods: { b: 'affine' },
  },
  'a density of its own': {
    text: 'data y: positive\nparam a: positive\ndensity maxwell(y, a) = sqrt(2/pi) * y^2 * exp(-y^2/(2*a^2)) / a^3\ny ~ maxwell(a)',
    methods: { a: 'power' },
  },
  'an inverse Gaussian': {
    text: 'data y: positive\nparam mu: positive, lambda: positive\ndensity ig(y, m, l) = sqrt(l/(2*pi*y^3))*exp(-l*(y - m)^2/(2*m^2*y))\ny ~ ig(mu, lambda)',
    methods: { mu: 'affine', lambda: 'affine' },
  },
  'a line': {
    text: 'data x: real, y: real\nparam m: real, b: real\nloss (m*x + b - y)^2',
    methods: { m: 'linear system', b: 'linear system' },
  },
  'linear regression': {
    text: regression,
    methods: { w: 'linear system', b: 'linear system', sigma: 'power' },
  },
  'weighted linear regression': {
    text: regression.replace('y: real\n', 'y: real, v: weight\n'),
    methods: { w: 'linear system', b: 'linear system', sigma: 'power' },
  },
  'regression of several columns': {
    text: 'data x: real[2], y: real[3]\nparam W: real[3, 2], b: real[3], s: positive[3]\ny ~ normal(W*x + b, s)',
    methods: { W: 'linear system', b: 'linear system', s: 'power' },
  },
  'analysis of covariance': {
    text: 'data s: category(3), x: real, y: real\nparam m: real[3], w: real, sigma: positive\ny ~ normal(m[s] + w*x, sigma)',
    methods: { m: 'linear system', w: 'linear system', sigma: 'power' },
  },
  'a polynomial': {
    text: 'data x: real, y: real\nparam c: real[3], sigma: positive\ny ~ normal(dot(c, [1, x, x^2]), sigma)',
    methods: { c: 'linear system', sigma: 'power' },
  },
  ridge: {
    text: 'data x: real[3], y: real, v: weight\nparam w: real[3], b: real\nhyper s: positive = 0.5, tau: positive = 0.7\ny ~ normal(dot(w, x) + b, s)\nw ~ normal(0, tau)',
    methods: { w: 'linear system', b: 'linear system' },
  },
  'ridge as a penalty': {
    text: 'data x: real[3], y: real\nparam w: real[3], b: real\nhyper lambda: positive = 0.1\nloss (dot(w, x) + b - y)^2\npenalty lambda*sum(w.^2)',
    methods: { w: 'linear system', b: 'linear system' },
  },
  'cases of a column': {
    text: 'data a: binary, y: positive\nparam r: positive, s: positive\nloss a ? r*y - log(r) : s*y - 2*log(s)',
    methods: { r: 'affine', s: 'affine' },
  },
  'a valley without data': {
    text: 'param x: real, y: real\nloss (1 - x)^2 + 100*(y - x^2)^2',
    methods: { x: 'affine', y: 'affine' },
  },
};

/** Models in which some parameters are not solved for, with what is told of each. */
export const unsolved: Readonly<Record<string, { text: string; reasons: Record<string, string> }>> =
  {
    'logistic regression': {
      text: 'data x: real, y: binary\nparam w: real, b: real\ny ~ bernoulli(sigmoid(w*x + b))',
      reasons: { w: 'function', b: 'function' },
    },
    'a polynomial of many terms': {
      text: 'data x: real, y: real\nparam a: real, b: real\nloss (((((a*x + b)^2 + a)^2 + b)^2 + a) - y)^2',
      reasons: { a: 'function', b: 'function' },
    },
    'poisson regression': {
      text: 'data x: real, y: count\nparam w: real, b: real\ny ~ poisson(exp(w*x + b))',
      reasons: { w: 'function', b: 'function' },
    },
    gamma: {
      text: 'data y: positive\nparam alpha: positive, beta: positive\ny ~ gamma(alpha, beta)',
      reasons: { alpha: 'function', beta: 'given' },
    },
    laplace: {
      text: 'data y: real\nparam mu: real, b: positive\ny ~ laplace(mu, b)',
      reasons: { mu: 'function', b: 'given' },
    },
    'negative binomial': {
      text: 'data y: count\nparam mu: positive, phi: positive\ny ~ neg_binomial_2(mu, phi)',
      reasons: { phi: 'function' },
    },
    'ridge with an unknown residual': {
      text: 'data x: real[2], y: real\nparam w: real[2], b: real, s: positive\ny ~ normal(dot(w, x) + b, s)\nw ~ normal(0, 1)',
      reasons: { w: 'given', b: 'given', s: 'given' },
    },
    'a step': {
      text: 'data y: real\nparam c: real\nloss (y - c)^2 + floor(c)',
      reasons: { c: 'function' },
    },
    'steps of a line': {
      text: 'data x: real[2], y: real\nparam w: real[2]\nloss (y - dot(w, x))^2 + floor(w[1])',
      reasons: { w: 'function' },
    },
    'a lasso': {
      text: 'data y: real\nparam c: real\nloss (y - c)^2\npenalty abs(c)',
      reasons: { c: 'function' },
    },
    'a fourth power': {
      text: 'data y: real\nparam c: real\nloss (y - c)^4',
      reasons: { c: 'powers' },
    },
    'cut points': {
      text: 'data y: real\nparam c: ordered[2]\nloss (y - c[1])^2 + (y + 1 - c[2])^2',
      reasons: { c: 'domain' },
    },
  };

/** So many rows have all categories and both values of binary columns. */
export const rows = 60;

type Column = Layout['columns'][number];

/** Numbers of a column's domain, drawn one by one. */
const drawn = ({ domain }: Column, next: () => number): number => {
  if (domain.kind === 'binary') return Number(next() < 0.4);
  if (domain.kind === 'category') return Math.floor(next() * domain.size);
  if (domain.kind === 'count') return Math.floor(next() ** 2 * 9);
  if (domain.kind === 'positive') return 0.1 + 3 * next();
  if (domain.kind === 'weight') return 0.5 + next();
  return 4 * next() - 1;
};

/** Data of so many rows for the columns of a model, from a seed. */
export function dataFor(layout: Layout, rows: number, seed: number): Data {
  const next = random(seed);
  const cell = (column: Column): number | number[] =>
    column.shape.length === 0
      ? drawn(column, next)
      : Array.from({ length: column.shape[0] ?? 1 }, () => drawn(column, next));
  const columns = layout.columns.map((column): [string, unknown[]] => [
    column.name,
    Array.from({ length: rows }, () => cell(column)),
  ]);
  return prepareData(layout, Object.fromEntries(columns)).data;
}
