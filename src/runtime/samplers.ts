import { randomBinomial, randomGamma, randomNormal, randomPoisson } from 'd3-random';
import type { Random } from './model.ts';

/**
 * One draw from each distribution; the parameters are those of the textbook densities in the order
 * in which the language takes them.
 */

/** A number in (0, 1): its logarithm and that of its complement are finite. */
function open(random: Random): number {
  let u = random();
  while (u === 0) u = random();
  return u;
}

/** A draw from the exponential distribution with rate 1. */
const standardExponential = (random: Random): number => -Math.log1p(-open(random));

/**
 * log of a gamma variate of rate 1. A small shape gives values below the smallest number: the draw
 * is that of shape + 1 times U^(1/shape), its logarithm taken first.
 */
function logGamma(random: Random, shape: number): number {
  if (shape >= 1) return Math.log(randomGamma.source(random)(shape, 1)());
  return Math.log(randomGamma.source(random)(shape + 1, 1)()) + Math.log(open(random)) / shape;
}

export const sampleNormal = (random: Random, mu: number, sigma: number): number =>
  randomNormal.source(random)(mu, sigma)();

export const sampleLognormal = (random: Random, mu: number, sigma: number): number =>
  Math.exp(sampleNormal(random, mu, sigma));

export function sampleStudentT(random: Random, nu: number, mu: number, sigma: number): number {
  const z = sampleNormal(random, 0, 1);
  return mu + sigma * z * Math.exp(0.5 * (Math.log(nu / 2) - logGamma(random, nu / 2)));
}

export const sampleCauchy = (random: Random, mu: number, sigma: number): number =>
  mu + sigma * Math.tan(Math.PI * (open(random) - 0.5));

export function sampleLaplace(random: Random, mu: number, scale: number): number {
  const u = open(random);
  return u < 0.5 ? mu + scale * Math.log(2 * u) : mu - scale * Math.log(2 * (1 - u));
}

export function sampleLogistic(random: Random, mu: number, scale: number): number {
  const u = open(random);
  return mu + scale * (Math.log(u) - Math.log1p(-u));
}

export const sampleExponential = (random: Random, rate: number): number =>
  standardExponential(random) / rate;

export const sampleGamma = (random: Random, shape: number, rate: number): number =>
  Math.exp(logGamma(random, shape)) / rate;

export const sampleInvGamma = (random: Random, shape: number, scale: number): number =>
  scale * Math.exp(-logGamma(random, shape));

export const sampleWeibull = (random: Random, shape: number, scale: number): number =>
  scale * Math.pow(standardExponential(random), 1 / shape);

export function sampleBeta(random: Random, a: number, b: number): number {
  const x = logGamma(random, a);
  return 1 / (1 + Math.exp(logGamma(random, b) - x));
}

export const sampleUniform = (random: Random, a: number, b: number): number =>
  a + (b - a) * random();

export const sampleChiSquare = (random: Random, nu: number): number =>
  2 * Math.exp(logGamma(random, nu / 2));

export const sampleBernoulli = (random: Random, p: number): number => (random() < p ? 1 : 0);

export const sampleBinomial = (random: Random, n: number, p: number): number =>
  n > 0 ? randomBinomial.source(random)(n, p)() : 0;

export const samplePoisson = (random: Random, lambda: number): number =>
  lambda > 0 ? randomPoisson.source(random)(lambda)() : 0;

/** Failures before the first success. */
export const sampleGeometric = (random: Random, p: number): number =>
  p >= 1 ? 0 : Math.floor(-standardExponential(random) / Math.log1p(-p));

/** Mean `mu`, variance mu + mu²/phi: a Poisson draw whose mean is a gamma draw. */
export const sampleNegBinomial = (random: Random, mu: number, phi: number): number =>
  samplePoisson(random, mu * sampleGamma(random, phi, phi));

/** A code 0 … K − 1; the probabilities may have any positive sum. */
export function sampleCategorical(random: Random, probabilities: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < probabilities.length; k++) total += probabilities[k] as number;
  let rest = random() * total;
  let code = 0;
  for (let k = 0; k < probabilities.length && rest >= 0; k++) {
    const p = probabilities[k] as number;
    if (p > 0) code = k;
    rest -= p;
  }
  return code;
}

/** Fills `out` with a point of the simplex. */
export function sampleDirichlet(random: Random, alpha: ArrayLike<number>, out: Float64Array): void {
  let largest = -Infinity;
  for (let k = 0; k < out.length; k++) {
    const value = logGamma(random, alpha[k] as number);
    out[k] = value;
    largest = Math.max(largest, value);
  }
  normalise(out, largest);
}

/** Turns logarithms into the proportions that they stand for. */
function normalise(logs: Float64Array, largest: number): void {
  let total = 0;
  for (let k = 0; k < logs.length; k++) {
    const value = Math.exp((logs[k] as number) - largest);
    logs[k] = value;
    total += value;
  }
  for (let k = 0; k < logs.length; k++) logs[k] = (logs[k] as number) / total;
}
