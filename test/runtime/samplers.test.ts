import { describe, expect, it } from 'vitest';
import type { Random } from '../../src/runtime/model.ts';
import { random } from '../../src/runtime/random.ts';
import * as s from '../../src/runtime/samplers.ts';
import { lbeta, lgamma } from '../../src/runtime/special.ts';

const size = 20_000;

const draw = (sampler: (random: Random) => number, seed = 11): number[] => {
  const next = random(seed);
  return Array.from({ length: size }, () => sampler(next)).sort((a, b) => a - b);
};

/** Five-point Gauss–Legendre rule on [a, b]. */
function integral(f: (x: number) => number, a: number, b: number): number {
  const nodes = [0, 0.5384693101056831, 0.906179845938664];
  const weights = [0.5688888888888889, 0.47862867049936647, 0.23692688505618908];
  const middle = (a + b) / 2;
  const half = (b - a) / 2;
  const pair = (x: number): number => f(middle + half * x) + f(middle - half * x);
  return half * nodes.reduce((sum, x, i) => sum + weights[i]! * (x === 0 ? f(middle) : pair(x)), 0);
}

/**
 * The largest distance of the sample's distribution function from the density's, in units of 1/√n.
 * The density is integrated from the median outwards, which needs no closed form of the
 * distribution function.
 */
function distance(sorted: readonly number[], density: (x: number) => number): number {
  const n = sorted.length;
  const middle = n >> 1;
  let worst = 0;
  const follow = (step: 1 | -1, end: number): number => {
    let mass = 0;
    for (let i = middle; i !== end; i += step) {
      mass += integral(density, sorted[i]!, sorted[i + step]!);
      worst = Math.max(worst, Math.abs(mass - (i + step - middle) / n));
    }
    return mass;
  };
  const above = follow(1, Math.floor(0.999 * n));
  const below = follow(-1, Math.ceil(0.001 * n));
  expect(above).toBeGreaterThan(0.4);
  expect(below).toBeLessThan(-0.4);
  return worst * Math.sqrt(n);
}

/** The density of log x where x has the density exp(log). */
const ofLogarithm = (log: (x: number) => number) => (t: number) => Math.exp(log(Math.exp(t)) + t);

const logGamma = (shape: number, rate: number) => (x: number) =>
  shape * Math.log(rate) - lgamma(shape) + (shape - 1) * Math.log(x) - rate * x;
const studentT = (nu: number, mu: number, sigma: number) => (x: number) =>
  Math.exp(
    lgamma((nu + 1) / 2) -
      lgamma(nu / 2) -
      0.5 * Math.log(nu * Math.PI) -
      Math.log(sigma) -
      ((nu + 1) / 2) * Math.log1p(((x - mu) / sigma) ** 2 / nu),
  );

const realSamplers: [string, (r: Random) => number, (x: number) => number][] = [
  [
    'normal',
    (r) => s.sampleNormal(r, 2, 3),
    (x) => Math.exp(-(((x - 2) / 3) ** 2) / 2) / 3 / Math.sqrt(2 * Math.PI),
  ],
  ['student_t', (r) => s.sampleStudentT(r, 3, -1, 2), studentT(3, -1, 2)],
  ['student_t of few degrees', (r) => s.sampleStudentT(r, 0.8, 0, 1), studentT(0.8, 0, 1)],
  ['cauchy', (r) => s.sampleCauchy(r, 1, 2), (x) => 1 / (Math.PI * 2 * (1 + ((x - 1) / 2) ** 2))],
  ['laplace', (r) => s.sampleLaplace(r, 1, 2), (x) => Math.exp(-Math.abs(x - 1) / 2) / 4],
  [
    'logistic',
    (r) => s.sampleLogistic(r, 1, 2),
    (x) => 1 / (2 * (2 * Math.cosh((x - 1) / 4)) ** 2),
  ],
  ['uniform', (r) => s.sampleUniform(r, -1, 4), () => 1 / 5],
];

const positiveSamplers: [string, (r: Random) => number, (x: number) => number][] = [
  [
    'lognormal',
    (r) => s.sampleLognormal(r, 0.5, 0.7),
    (x) => -(((Math.log(x) - 0.5) / 0.7) ** 2) / 2 - Math.log(x * 0.7 * Math.sqrt(2 * Math.PI)),
  ],
  ['exponential', (r) => s.sampleExponential(r, 3), (x) => Math.log(3) - 3 * x],
  ['gamma', (r) => s.sampleGamma(r, 4.5, 2), logGamma(4.5, 2)],
  ['gamma of a small shape', (r) => s.sampleGamma(r, 0.2, 0.5), logGamma(0.2, 0.5)],
  [
    'inv_gamma',
    (r) => s.sampleInvGamma(r, 2.5, 3),
    (x) => 2.5 * Math.log(3) - lgamma(2.5) - 3.5 * Math.log(x) - 3 / x,
  ],
  [
    'weibull',
    (r) => s.sampleWeibull(r, 1.7, 3),
    (x) => Math.log(1.7 / 3) + 0.7 * Math.log(x / 3) - (x / 3) ** 1.7,
  ],
  ['chi_square', (r) => s.sampleChiSquare(r, 5), logGamma(2.5, 0.5)],
  [
    'beta',
    (r) => s.sampleBeta(r, 0.6, 2.5),
    (x) => (x < 1 ? -0.4 * Math.log(x) + 1.5 * Math.log1p(-x) - lbeta(0.6, 2.5) : -Infinity),
  ],
];

describe('continuous samplers follow their densities', () => {
  it.each(realSamplers)('%s', (_name, sampler, density) => {
    expect(distance(draw(sampler), density)).toBeLessThan(2.5);
  });

  it.each(positiveSamplers)('%s', (_name, sampler, log) => {
    expect(distance(draw(sampler).map(Math.log), ofLogarithm(log))).toBeLessThan(2.5);
  });
});

const choose = (n: number, k: number): number => lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
const logBinomial = (n: number, p: number) => (k: number) =>
  k > n ? -Infinity : choose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
const logPoisson = (rate: number) => (k: number) => k * Math.log(rate) - rate - lgamma(k + 1);
const logNegBinomial = (mu: number, phi: number) => (k: number) =>
  lgamma(k + phi) -
  lgamma(phi) -
  lgamma(k + 1) +
  phi * Math.log(phi / (mu + phi)) +
  k * Math.log(mu / (mu + phi));

/**
 * Pearson's statistic over the codes that are expected at least ten times, per degree of freedom.
 */
function pearson(sample: readonly number[], logMass: (k: number) => number): number {
  const counts = new Map<number, number>();
  for (const k of sample) counts.set(k, (counts.get(k) ?? 0) + 1);
  let sum = 0;
  let cells = 0;
  for (let k = 0; k < 2000; k++) {
    const expected = sample.length * Math.exp(logMass(k));
    if (!(expected >= 10)) continue;
    sum += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
    cells += 1;
  }
  return sum / cells;
}

const discreteSamplers: [string, (r: Random) => number, (k: number) => number][] = [
  ['bernoulli', (r) => s.sampleBernoulli(r, 0.3), (k) => Math.log([0.7, 0.3][k] ?? 0)],
  ['binomial', (r) => s.sampleBinomial(r, 9, 0.4), logBinomial(9, 0.4)],
  ['binomial of many', (r) => s.sampleBinomial(r, 1000, 0.7), logBinomial(1000, 0.7)],
  ['poisson', (r) => s.samplePoisson(r, 2.5), logPoisson(2.5)],
  ['poisson of a large mean', (r) => s.samplePoisson(r, 300), logPoisson(300)],
  ['geometric', (r) => s.sampleGeometric(r, 0.15), (k) => Math.log(0.15) + k * Math.log1p(-0.15)],
  ['neg_binomial', (r) => s.sampleNegBinomial(r, 6, 1.5), logNegBinomial(6, 1.5)],
  [
    'categorical',
    (r) => s.sampleCategorical(r, [0.2, 0, 0.5, 0.3]),
    (k) => Math.log([0.2, 0, 0.5, 0.3][k] ?? 0),
  ],
];

describe('discrete samplers follow their masses', () => {
  it.each(discreteSamplers)('%s', (_name, sampler, logMass) => {
    const sample = draw(sampler);
    expect(sample.every((k) => Number.isInteger(k) && Math.exp(logMass(k)) > 0)).toBe(true);
    expect(pearson(sample, logMass)).toBeLessThan(2.2);
  });
});

describe('edges', () => {
  const next = random(1);
  const many = (sampler: () => number): number[] => Array.from({ length: 2000 }, sampler);

  it('keeps to the certain outcomes', () => {
    expect(many(() => s.sampleBernoulli(next, 0)).some((k) => k !== 0)).toBe(false);
    expect(many(() => s.sampleBernoulli(next, 1)).some((k) => k !== 1)).toBe(false);
    expect(s.sampleBinomial(next, 12, 0)).toBe(0);
    expect(s.sampleBinomial(next, 12, 1)).toBe(12);
    expect(s.sampleBinomial(next, 0, 0.5)).toBe(0);
    expect(s.samplePoisson(next, 0)).toBe(0);
    expect(s.sampleGeometric(next, 1)).toBe(0);
    expect(s.sampleNegBinomial(next, 0, 2)).toBe(0);
    expect(many(() => s.sampleCategorical(next, [0, 1, 0])).every((k) => k === 1)).toBe(true);
  });

  it('survives extreme parameters', () => {
    expect(many(() => s.sampleBeta(next, 1e-3, 1e-3)).every((x) => x >= 0 && x <= 1)).toBe(true);
    const ones = many(() => s.sampleBeta(next, 1e-3, 1e-3)).filter((x) => x > 0.5).length;
    expect(ones / 2000).toBeCloseTo(0.5, 1);
    const large = many(() => s.sampleBeta(next, 1e10, 1e10));
    expect(large.every((x) => Math.abs(x - 0.5) < 5e-5)).toBe(true);
    const counts = many(() => s.samplePoisson(next, 1e12));
    expect(counts.every((k) => Math.abs(k - 1e12) < 1e7)).toBe(true);
    const trials = many(() => s.sampleBinomial(next, 1e12, 1e-12));
    expect(trials.reduce((a, b) => a + b) / 2000).toBeCloseTo(1, 0);
    expect(many(() => s.sampleNegBinomial(next, 5, 1e-6)).every(Number.isFinite)).toBe(true);
    expect(many(() => s.sampleNegBinomial(next, 5, 1e15)).every(Number.isFinite)).toBe(true);
  });
});

describe('sampleDirichlet', () => {
  it('has the means and variances of the Dirichlet distribution', () => {
    const alpha = [0.5, 2, 3.5];
    const next = random(9);
    const out = new Float64Array(3);
    const points = Array.from({ length: size }, () => {
      s.sampleDirichlet(next, alpha, out);
      return [...out];
    });
    const sums = points.map((p) => p.reduce((a, b) => a + b));
    expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-12);
    for (const [k, a] of alpha.entries()) {
      const mean = points.reduce((sum, p) => sum + p[k]!, 0) / size;
      const variance = points.reduce((sum, p) => sum + (p[k]! - mean) ** 2, 0) / size;
      expect(mean).toBeCloseTo(a / 6, 2);
      expect(variance).toBeCloseTo((a * (6 - a)) / (36 * 7), 2);
    }
  });

  it('fills the simplex for tiny parameters', () => {
    const out = new Float64Array(3);
    s.sampleDirichlet(random(2), [1e-4, 1e-4, 1e-4], out);
    expect(out[0]! + out[1]! + out[2]!).toBeCloseTo(1, 12);
  });
});
