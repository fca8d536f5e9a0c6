import { polynomial } from './series.ts';

/** From here on the asymptotic series to nine terms is exact to double precision. */
const asymptotic = 10;

/** 1 − γ, ζ(2) − 1, −(ζ(3) − 1), …: digamma(2 + z) = c₀ + c₁z + c₂z² + …, |z| ≤ ½, each to 10⁻¹⁹·2ᵏ. */
const seriesAtTwo: readonly number[] = [
  0.42278433509846713, 0.6449340668482264, -0.2020569031595943, 0.08232323371113819,
  -0.03692775514336993, 0.01734306198444914, -0.008349277381922827, 0.00407735619794434,
  -0.00200839282608221, 0.00099457512781809, -0.0004941886041195, 0.000246086553308,
  -0.0001227133475785, 6.12481350587e-5, -3.0588236307e-5, 1.5282259409e-5, -7.637197638e-6,
  3.81729326e-6, -1.90821272e-6, 9.5396203e-7, -4.76933e-7, 2.384505e-7, -1.192199e-7, 5.96082e-8,
  -2.9804e-8, 1.4902e-8, -7.451e-9, 3.73e-9, -1.86e-9, 9.3e-10,
];

/** B₂ₖ/(2k) for k = 1, 2, …: digamma(x) ~ log x − 1/(2x) − Σ cₖ x⁻²ᵏ. */
const asymptoticSeries: readonly number[] = [
  0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667,
  0.007575757575757576, -0.021092796092796094, 0.08333333333333333, -0.4432598039215686,
  3.0539543302701198,
];

/** B₂ₖ/(2k)! for k = 1, 2, …: the terms of the Euler–Maclaurin formula. */
const eulerMaclaurin: readonly number[] = [
  0.08333333333333333, -0.001388888888888889, 3.306878306878307e-5, -8.267195767195768e-7,
  2.08767569878681e-8, -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13,
  8.586062056277845e-15, -2.174868698558062e-16, 5.5090028283602295e-18, -1.3954464685812522e-19,
];

/** The derivative of lgamma; NaN at 0 and the negative integers, where it has poles. */
export function digamma(x: number): number {
  if (x >= asymptotic) return Math.log(x) - 0.5 / x - tail(x);
  if (x >= 1.5) return digammaMedium(x);
  if (x >= 0.5) return digammaAtTwo(x - 1) - 1 / x;
  if (x > 0) return digammaAtTwo(x) - 1 / (1 + x) - 1 / x;
  return digammaReflected(x);
}

/** digamma(2 + z) for |z| ≤ ½. */
const digammaAtTwo = (z: number): number => polynomial(seriesAtTwo, z);

/** digamma(x) = digamma(x − 1) + 1/(x − 1) brings 1.5 ≤ x < 10 to [1.5, 2.5). */
function digammaMedium(x: number): number {
  let sum = 0;
  let rest = x;
  while (rest >= 2.5) sum += 1 / --rest;
  return sum + digammaAtTwo(rest - 2);
}

/** digamma(x) = digamma(1 − x) − π/tan πx. */
function digammaReflected(x: number): number {
  const fraction = x - Math.round(x);
  if (!Number.isFinite(fraction) || fraction === 0) return NaN;
  return digamma(1 - x) - Math.PI / Math.tan(Math.PI * fraction);
}

function tail(x: number): number {
  const square = 1 / (x * x);
  return square * polynomial(asymptoticSeries, square);
}

/**
 * digamma(x) − log x + 1/(2x) for x > 0, the derivative of `stirlingError`, to full relative
 * precision.
 */
export function stirlingErrorSlope(x: number): number {
  if (x <= 0) return NaN;
  let sum = 0;
  let shifted = x;
  for (; shifted < asymptotic; shifted++) sum += slopeStep(shifted);
  return -(sum + tail(shifted));
}

/**
 * stirlingErrorSlope(x + 1) − stirlingErrorSlope(x) = 1/(2x) + 1/(2(x + 1)) − log(1 + 1/x)
 * = 2z·(z²·(1 − ⅓) + z⁴·(1 − ⅕) + …), z = 1/(2x + 1).
 */
function slopeStep(x: number): number {
  if (x < 0.5) return 0.5 / x + 0.5 / (x + 1) - Math.log1p(1 / x);
  const z = 1 / (2 * x + 1);
  const square = z * z;
  let power = square;
  let sum = 0;
  for (let k = 3; power > sum * 1e-17; k += 2) {
    sum += power * (1 - 1 / k);
    power *= square;
  }
  return 2 * z * sum;
}

/**
 * digamma(x + n) − digamma(x) = ∂/∂x lrising(x, n) for x > 0 and x + n > 0, without cancellation
 * for large x.
 */
export function digammaDifference(x: number, n: number): number {
  if (n < 0) return -digammaDifference(x + n, -n);
  if (x <= 0) return digamma(x + n) - digamma(x);
  let sum = 0;
  let shifted = x;
  for (; shifted < asymptotic; shifted++) sum += n / (shifted * (shifted + n));
  return sum + Math.log1p(n / shifted) + seriesDifference(shifted, n);
}

/**
 * ∂/∂x chooseError(x, n) = digamma(x + n + 1) − log(x + n) − digamma(x + 1) + log x for x > 0 and n ≥ 0.
 */
export const chooseErrorSlope = (x: number, n: number): number =>
  x < asymptotic
    ? digammaDifference(x + 1, n) - Math.log1p(n / x)
    : seriesDifference(x, n) - reciprocalDifference(x, n);

/** digamma(x + n) − log(x + n) − digamma(x) + log x, by the asymptotic series. */
const seriesDifference = (x: number, n: number): number =>
  0.5 * reciprocalDifference(x, n) + tailDifference(x, n);

/** 1/x − 1/(x + n). */
const reciprocalDifference = (x: number, n: number): number => n / (x * (x + n));

/** tail(x) − tail(x + n): bᵐ − aᵐ, a = (x + n)⁻², b = x⁻², m = 1, 2, 3, …, factored. */
function tailDifference(x: number, n: number): number {
  const a = 1 / (x + n) / (x + n);
  const b = 1 / x / x;
  const first = reciprocalDifference(x, n) * (1 / x + 1 / (x + n));
  let difference = first;
  let power = b;
  let sum = 0;
  for (const c of asymptoticSeries) {
    sum += c * difference;
    difference = a * difference + power * first;
    power *= b;
  }
  return sum;
}

/**
 * The n-th derivative of digamma for an integer n ≥ 0 (n = 1 is the trigamma function): (−1)ⁿ⁺¹ n!
 * Σ 1/(x + j)ⁿ⁺¹ over j ≥ 0. Infinite at 0 and the negative integers; NaN for x < −1e6 and n > 0,
 * where the sum would be too long.
 */
export function polygamma(n: number, x: number): number {
  if (n === 0) return digamma(x);
  if (x < -1e6) return NaN;
  const sign = n % 2 === 0 ? -1 : 1;
  return sign * factorial(n) * hurwitzZeta(n + 1, x);
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/**
 * Σ (x + j)⁻ˢ over j ≥ 0 for an integer s ≥ 2: a head summed term by term, a tail by
 * Euler–Maclaurin.
 */
function hurwitzZeta(s: number, x: number): number {
  let sum = 0;
  let shifted = x;
  for (; shifted < asymptotic + s; shifted++) sum += Math.pow(shifted, -s);
  return sum + Math.pow(shifted, 1 - s) * (1 / (s - 1) + 0.5 / shifted + correction(s, shifted));
}

/** Σ B₂ₖ/(2k)! · s(s + 1)…(s + 2k − 2)/x²ᵏ. */
function correction(s: number, x: number): number {
  const square = 1 / (x * x);
  let factor = s * square;
  let sum = 0;
  for (let k = 0; k < eulerMaclaurin.length; k++) {
    sum += (eulerMaclaurin[k] as number) * factor;
    factor *= (s + 2 * k + 1) * (s + 2 * k + 2) * square;
  }
  return sum;
}
