import { polynomial } from './series.ts';

const halfLogTwoPi = 0.9189385332046728;

/** From here on Stirling's series to nine terms is exact to double precision. */
const asymptotic = 10;

/** 1 − γ, (ζ(2) − 1)/2, −(ζ(3) − 1)/3, …: lgamma(2 + z) = z·(c₀ + c₁z + c₂z² + …), |z| ≤ ½, each to 10⁻¹⁹·2ᵏ. */
const seriesAtTwo: readonly number[] = [
  0.42278433509846713, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546,
  -0.007385551028673986, 0.002890510330741523, -0.001192753911703261, 0.00050966952474304,
  -0.00022315475845358, 9.945751278181e-5, -4.49262367381e-5, 2.05072127757e-5, -9.4394882753e-6,
  4.3748667899e-6, -2.039215754e-6, 9.55141213e-7, -4.4924692e-7, 2.1207185e-7, -1.0043225e-7,
  4.76981e-8, -2.27111e-8, 1.08387e-8, -5.1835e-9, 2.4837e-9, -1.192e-9, 5.73e-10, -2.76e-10,
];

/** B₂ₖ/(2k·(2k − 1)) for k = 1, 2, …: Stirling's series Σ cₖ x¹⁻²ᵏ. */
const stirlingSeries: readonly number[] = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953,
  0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
  0.17964437236883057,
];

/** log |Γ(x)|; ∞ at 0 and the negative integers. */
export function lgamma(x: number): number {
  if (x >= asymptotic) return lgammaLarge(x);
  if (x >= 1.5) return lgammaMedium(x);
  if (x >= 0.5) return lgammaAtTwo(x - 1) - Math.log(x);
  if (x > 0) return lgammaAtTwo(x) - Math.log(x) - Math.log1p(x);
  return lgammaReflected(x);
}

/** lgamma(2 + z) for |z| ≤ ½. */
const lgammaAtTwo = (z: number): number => z * polynomial(seriesAtTwo, z);

function lgammaLarge(x: number): number {
  if (x > 1e17) return x * (Math.log(x) - 1);
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingTail(x);
}

/** Γ(x) = (x − 1)(x − 2)…(x − k)·Γ(x − k) brings 1.5 ≤ x < 10 to [1.5, 2.5). */
function lgammaMedium(x: number): number {
  let product = 1;
  let rest = x;
  while (rest >= 2.5) product *= --rest;
  return Math.log(product) + lgammaAtTwo(rest - 2);
}

/** Γ(x)·Γ(1 − x) = π/sin πx. */
function lgammaReflected(x: number): number {
  const fraction = x - Math.round(x);
  if (Number.isNaN(fraction)) return NaN;
  if (fraction === 0) return Infinity;
  return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * fraction))) - lgamma(1 - x);
}

function stirlingTail(x: number): number {
  const inverse = 1 / x;
  return inverse * polynomial(stirlingSeries, inverse * inverse);
}

/**
 * lgamma(x) − ((x − ½)·log x − x + ½·log 2π) for x > 0, the error of Stirling's formula, to full
 * relative precision.
 */
export function stirlingError(x: number): number {
  if (x < 0.5) return lgamma(x) - ((x - 0.5) * Math.log(x) - x + halfLogTwoPi);
  let sum = 0;
  let shifted = x;
  for (; shifted < asymptotic; shifted++) sum += stirlingStep(shifted);
  return sum + stirlingTail(shifted);
}

/**
 * stirlingError(x) − stirlingError(x + 1) = (x + ½)·log(1 + 1/x) − 1 = z²/3 + z⁴/5 + …, z = 1/(2x +
 * 1).
 */
function stirlingStep(x: number): number {
  const z = 1 / (2 * x + 1);
  const square = z * z;
  let power = square;
  let sum = 0;
  for (let k = 3; power > sum * 1e-17; k += 2) {
    sum += power / k;
    power *= square;
  }
  return sum;
}

/** factorialError of 0, 1, 2, …, as most counts are small. */
const smallFactorialErrors: readonly number[] = [
  0.0, 1.0, 1.3068528194400546, 1.4959226032237258, 1.6328763858683832, 1.7403021806115442,
  1.828694396641771, 1.9037903176782212, 1.9690705693065629, 2.0268062840554952, 2.0785616431350586,
  2.12545984509181, 2.168334698205882, 2.207822206123445, 2.244418568125061, 2.2785183673077407,
];

/** log x! − (x·log x − x) for x ≥ 0: what the entropy of a count leaves out. */
export function factorialError(x: number): number {
  if (x < 16 && Number.isInteger(x)) return smallFactorialErrors[x] as number;
  if (x < 0.5) return lgamma(1 + x) - x * Math.log(x) + x;
  return stirlingError(x) + 0.5 * Math.log(x) + halfLogTwoPi;
}

/**
 * log C(a + b, a) − (a·log((a + b)/a) + b·log((a + b)/b)) for a, b ≥ 0: the log-probability of a
 * binomial count that is as it is expected.
 */
export function chooseError(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small === 0) return 0;
  if (large < asymptotic) {
    return factorialError(a + b) - factorialError(large) - factorialError(small);
  }
  const rise = 0.5 * Math.log1p(small / large) + stirlingDifference(large, small);
  return rise - factorialError(small);
}

/**
 * log of the rising factorial x·(x + 1)…(x + n − 1) = lgamma(x + n) − lgamma(x), for x > 0 and real
 * n with x + n > 0, without cancellation for large x.
 */
export function lrising(x: number, n: number): number {
  if (n < 0) return -lrising(x + n, -n);
  if (x <= 0) return lgamma(x + n) - lgamma(x);
  if (isShort(n) && x < 1e30) return Math.log(risingFactorial(x, n));
  let shift = 0;
  let shifted = x;
  for (; shifted < asymptotic; shifted++) shift += logQuotient(shifted, n);
  return risingLarge(shifted, n) - shift;
}

/** A small whole number, as most counts are: the product itself is then the best way. */
const isShort = (n: number): boolean => n <= 8 && Number.isInteger(n);

function risingFactorial(x: number, n: number): number {
  let product = 1;
  for (let j = 0; j < n; j++) product *= x + j;
  return product;
}

/** log((x + n)/x), also where n/x overflows. */
const logQuotient = (x: number, n: number): number =>
  n > 1e300 * x ? Math.log(x + n) - Math.log(x) : Math.log1p(n / x);

const risingLarge = (x: number, n: number): number =>
  (x - 0.5) * Math.log1p(n / x) + n * Math.log(x + n) - n + stirlingDifference(x, n);

/**
 * stirlingError(x + n) − stirlingError(x) for large x: aᵐ − bᵐ, a = 1/(x + n), b = 1/x, m = 1, 3,
 * 5, …, factored.
 */
function stirlingDifference(x: number, n: number): number {
  const a = 1 / (x + n);
  const b = 1 / x;
  const first = -n * a * b;
  let difference = first;
  let power = b;
  let sum = 0;
  for (const c of stirlingSeries) {
    sum += c * difference;
    difference = a * a * difference + power * (a + b) * first;
    power *= b * b;
  }
  return sum;
}

/** log of the beta function Γ(a)·Γ(b)/Γ(a + b) for a, b > 0. */
export function lbeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small >= asymptotic) return lbetaLarge(small, large);
  return lgamma(small) - lrising(large, small);
}

function lbetaLarge(a: number, b: number): number {
  const ratio = a / (a + b);
  const leading = (a - 0.5) * Math.log(ratio) + b * Math.log1p(-ratio);
  return leading - 0.5 * Math.log(b) + halfLogTwoPi + stirlingTail(a) - stirlingDifference(b, a);
}
