import { log1mexp } from './logarithm.ts';
import { chebyshev, polynomial } from './series.ts';

/** 2/√π · (−1)ᵏ/(k!·(2k + 1)): the Taylor series of erf(x)/x in x². */
const erfSeries: readonly number[] = [
  1.1283791670955126, -0.37612638903183754, 0.11283791670955126, -0.026866170645131252,
  0.005223977625442188, -0.0008548327023450853, 0.00012055332981789664, -1.492565035840625e-5,
  1.6462114365889248e-6, -1.6365844691234924e-7, 1.4807192815879218e-8, -1.2290555301717928e-9,
  9.422759064650411e-11,
];

/**
 * Chebyshev coefficients of (1 + 2x)·erfcx(x) in t = (x − 3.75)/(x + 3.75), which maps x ≥ 0 to
 * [−1, 1).
 */
const scaledComplementSeries: readonly number[] = [
  1.1775789345674017, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189,
  -0.026658668435305753, 0.009074997670705265, -0.002413163540417608, 0.0004907758365258086,
  -6.916973302501207e-5, 4.13902798607301e-6, 7.74038306619849e-7, -2.1886401049234397e-7,
  1.076499946567091e-8, 4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11,
  2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14,
  3.3478119482868056e-14, -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17,
  5.068148904796111e-17, -2.2370566594359995e-18,
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

const upperTail = (x: number): number => (x > 28 ? 0 : gaussian(x) * erfcx(x));

/**
 * exp(−x²). The square of the leading bits is exact: the rounding of x² would be magnified by x².
 */
function gaussian(x: number): number {
  if (Math.abs(x) > 28) return 0;
  const leading = Math.round(x * 1024) / 1024;
  return Math.exp(-leading * leading) * Math.exp(-(x - leading) * (x + leading));
}
