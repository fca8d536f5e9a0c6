import { log1mexp } from './logarithm.ts';
import { chebyshev, polynomial } from './series.ts';

/** 2/√π · (−1)ᵏ/(k!·(2k + 1)): the Taylor series of erf(x)/x in x² ≤ ¼, each to 10⁻¹⁹·4ᵏ. */
const erfSeries: readonly number[] = [
  1.1283791670955126, -0.37612638903183754, 0.11283791670955126, -0.026866170645131252,
  0.00522397762544219, -0.0008548327023451, 0.0001205533298179, -1.4925650358e-5, 1.646211437e-6,
  -1.6365845e-7, 1.48072e-8, -1.2291e-9, 9.4e-11,
];

/**
 * Chebyshev coefficients of (1 + 2x)·erfcx(x) in t = (x − 3.75)/(x + 3.75), which maps x ≥ 0 to
 * [−1, 1), each to 10⁻¹⁸.
 */
const scaledComplementSeries: readonly number[] = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189,
  -0.026658668435305753, 0.009074997670705265, -0.002413163540417608, 0.000490775836525809,
  -6.9169733025012e-5, 4.139027986073e-6, 7.7403830662e-7, -2.18864010492e-7, 1.0764999466e-8,
  4.521959811e-9, -7.75440021e-10, -6.3180883e-11, 2.868795e-11, 1.94559e-13, -9.6547e-13,
  3.2525e-14, 3.3478e-14, -1.865e-15, -1.251e-15, 7.4e-17, 5.1e-17, -2e-18,
];

/** The error function 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: number): number {
  if (Math.abs(x) < 0.5) return x * polynomial(erfSeries, x * x);
  return x > 0 ? 1 - upperTail(x) : upperTail(-x) - 1;
}

/** 1 − erf(x), with its full relative precision in the upper tail. */
export function erfc(x: number): number {
  if (x < 0.5) return 1 - erf(x);
  return upperTail(x);
}

/**
 * exp(x²)·erfc(x), so that log erfc(x) = log erfcx(x) − x² holds far beyond where erfc underflows.
 */
export function erfcx(x: number): number {
  if (Math.abs(x) < 0.5) return (1 - erf(x)) / gaussian(x);
  if (x < 0) return 2 / gaussian(x) - erfcx(-x);
  if (x > 1e16) return Math.sqrt(1 / Math.PI) / x;
  return chebyshev(scaledComplementSeries, (x - 3.75) / (x + 3.75)) / (1 + 2 * x);
}

/** log Φ(x) of the normal distribution function Φ(x) = erfc(−x/√2)/2, with its digits in both tails. */
export function lognormcdf(x: number): number {
  const a = -Math.SQRT1_2 * x;
  return a > 0 ? Math.log(0.5 * erfcx(a)) - 0.5 * x * x : Math.log1p(-0.5 * erfc(-a));
}

/** log erfc(x), also where erfc(x) underflows. */
const logerfc = (x: number): number =>
  x > 0 ? Math.log(erfcx(x)) - x * x : Math.log1p(1 - erfc(-x));

/**
 * log(erfc(a) − erfc(b)) for a < b, also where both tails underflow or are 2: erfc(a) − erfc(b) =
 * erfc(−b) − erfc(−a) brings the interval to the upper side.
 */
export function logerfcDifference(a: number, b: number): number {
  if (a + b < 0) return logerfcDifference(-b, -a);
  const nearer = logerfc(a);
  return nearer + log1mexp(logerfc(b) - nearer);
}

/** exp(−a²)/(erfc(a) − erfc(b)), also where both tails underflow or are 2. */
export function erfcShare(a: number, b: number): number {
  if (b < a) return -shareOf(a, b, a);
  return shareOf(a, a, b);
}

/** exp(−x²)/(erfc(low) − erfc(high)) for an x that is one of both. */
function shareOf(x: number, low: number, high: number): number {
  if (low + high < 0) return shareOf(-x, -high, -low);
  if (low < 0) return gaussian(x) / (erf(high) - erf(low));
  const fall = Math.exp(-(high - low) * (high + low));
  return (x === low ? 1 : fall) / (erfcx(low) - fall * erfcx(high));
}

const upperTail = (x: number): number => (x > 28 ? 0 : gaussian(x) * erfcx(x));

/**
 * exp(−x²). The square of the leading bits is exact: the rounding of x² would be magnified by x².
 */
function gaussian(x: number): number {
  if (Math.abs(x) > 28) return 0;
  const leading = Math.round(x * 1024) / 1024;
  return Math.exp(-leading * leading) * Math.exp(-(x - leading) * (x + leading));
}
