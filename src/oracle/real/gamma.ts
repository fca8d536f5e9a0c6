import {
  absolute,
  add,
  compare,
  divide,
  floor,
  isInteger,
  multiply,
  subtract,
} from './arithmetic.ts';
import { bernoulliNumbers } from './bernoulli.ts';
import { pi } from './constants.ts';
import { exp, log, one } from './exponential.ts';
import type { Precision } from './precision.ts';
import {
  fromFraction,
  fromInteger,
  infinity,
  isFinite,
  isNaN,
  magnitude,
  notANumber,
  rounded,
  signOf,
  toNumber,
  zero,
  type Real,
} from './real.ts';
import { cos, sin } from './trigonometric.ts';

const guard = 64;

const integer = (p: Precision, n: number): Real => fromInteger(p, BigInt(n));

const isPole = (x: Real): boolean => isInteger(x) && signOf(x) <= 0;

/** log |Γ(x)|. */
export function lgamma(p: Precision, x: Real): Real {
  if (!isFinite(x)) return isNaN(x) ? x : infinity;
  if (isPole(x)) return infinity;
  if (isInteger(x) && toNumber(x) <= 2) return zero;
  const wide = p.wider(guard);
  const value = signOf(x) > 0 ? lgammaPositive(wide, rounded(wide, x)) : lgammaReflected(wide, x);
  return rounded(p, value);
}

/** log |Γ(x)| = log π − log |sin πx| − log Γ(1 − x). */
function lgammaReflected(p: Precision, x: Real): Real {
  const wide = rounded(p, x);
  const sine = absolute(sin(p, multiply(p, pi(p), wide)));
  const ratio = log(p, divide(p, pi(p), sine));
  return subtract(p, ratio, lgammaPositive(p, subtract(p, one(p), wide)));
}

/** Γ(x), with its sign. */
export function gamma(p: Precision, x: Real): Real {
  if (isPole(x) && isFinite(x)) return infinity;
  const wide = p.wider(guard);
  const size = rounded(p, exp(wide, lgamma(wide, rounded(wide, x))));
  const isNegative = signOf(x) < 0 && isInteger(x) === false && isOddFloor(p, x);
  return isNegative ? subtract(p, zero, size) : size;
}

const isOddFloor = (p: Precision, x: Real): boolean =>
  !isInteger(divide(p, floor(p, x), integer(p, 2)));

/** How far arguments are moved up before the asymptotic series is used. */
const leastArgument = (p: Precision): number => Math.ceil(p.bits * 0.25);

function steps(p: Precision, x: Real): number {
  return magnitude(x) > 40 ? 0 : Math.max(0, Math.ceil(leastArgument(p) - toNumber(x)));
}

/** log Γ(x) = log Γ(x + n) − log x(x + 1)…(x + n − 1). */
function lgammaPositive(p: Precision, x: Real): Real {
  const n = steps(p, x);
  let product = one(p);
  let argument = x;
  for (let i = 0; i < n; i++) {
    product = multiply(p, product, argument);
    argument = add(p, argument, one(p));
  }
  const series = stirling(p, argument);
  return n === 0 ? series : subtract(p, series, log(p, product));
}

/** (x − ½) log x − x + ½ log 2π + Σ B₂ₖ/(2k(2k − 1) x²ᵏ⁻¹). */
function stirling(p: Precision, x: Real): Real {
  const half = fromFraction(p, 1n, 2n);
  const lead = subtract(p, multiply(p, subtract(p, x, half), log(p, x)), x);
  const constant = multiply(p, half, log(p, multiply(p, integer(p, 2), pi(p))));
  const reciprocal = divide(p, one(p), x);
  const tail = bernoulliSum(p, reciprocal, reciprocal, (k) => 2n * k * (2n * k - 1n));
  return add(p, add(p, lead, constant), tail);
}

/** Σ B₂ₖ/weight(k) · first · r²ᵏ⁻², until its terms are lost in the first. */
function bernoulliSum(p: Precision, first: Real, r: Real, weight: (k: bigint) => bigint): Real {
  const square = multiply(p, r, r);
  let [sum, power] = [zero, first];
  for (const [i, bernoulli] of bernoulliNumbers(p).entries()) {
    const product = multiply(p, bernoulli, power);
    const term = divide(p, product, fromInteger(p, weight(BigInt(i + 1))));
    sum = add(p, sum, term);
    if (magnitude(term) < magnitude(sum) - p.bits) break;
    power = multiply(p, power, square);
  }
  return sum;
}

/** (log |Γ|)′. */
export function digamma(p: Precision, x: Real): Real {
  if (!isFinite(x)) return isNaN(x) || signOf(x) < 0 ? notANumber : infinity;
  if (isPole(x)) return notANumber;
  const wide = p.wider(guard);
  const argument = rounded(wide, x);
  return rounded(p, signOf(x) > 0 ? digammaPositive(wide, argument) : reflected(wide, argument));
}

/** ψ(x) = ψ(1 − x) − π cot πx. */
function reflected(p: Precision, x: Real): Real {
  const angle = multiply(p, pi(p), x);
  const cotangent = divide(p, cos(p, angle), sin(p, angle));
  return subtract(p, digammaPositive(p, subtract(p, one(p), x)), multiply(p, pi(p), cotangent));
}

/** ψ(x) = ψ(x + n) − 1/x − … − 1/(x + n − 1), and log x − 1/(2x) − Σ B₂ₖ/(2k x²ᵏ) there. */
function digammaPositive(p: Precision, x: Real): Real {
  const n = steps(p, x);
  let [sum, argument] = [zero, x];
  for (let i = 0; i < n; i++) {
    sum = add(p, sum, divide(p, one(p), argument));
    argument = add(p, argument, one(p));
  }
  const r = divide(p, one(p), argument);
  const tail = bernoulliSum(p, multiply(p, r, r), r, (k) => 2n * k);
  const half = multiply(p, fromFraction(p, 1n, 2n), r);
  return subtract(p, subtract(p, subtract(p, log(p, argument), half), tail), sum);
}

/** ψ⁽ᵐ⁾(x), m ≥ 1 whole and x > 0. */
export function polygamma(p: Precision, m: Real, x: Real): Real {
  if (!isFinite(x) || signOf(x) <= 0 || !isInteger(m) || compare(m, one(p)) < 0) return notANumber;
  const wide = p.wider(guard);
  return rounded(p, polygammaPositive(wide, toNumber(m), rounded(wide, x)));
}

/**
 * (−1)ᵐ⁺¹ m! Σᵢ (x + i)⁻ᵐ⁻¹: a finite sum, and the rest by
 * (m − 1)!/xᵐ + m!/(2xᵐ⁺¹) + Σ B₂ₖ (2k + m − 1)!/((2k)! x²ᵏ⁺ᵐ).
 */
function polygammaPositive(p: Precision, m: number, x: Real): Real {
  const n = steps(p, x) + 2 * m;
  const factorial = integerFactorial(m);
  let [sum, argument] = [zero, x];
  for (let i = 0; i < n; i++) {
    sum = add(p, sum, divide(p, fromInteger(p, factorial), power(p, argument, m + 1)));
    argument = add(p, argument, one(p));
  }
  const size = add(p, sum, polygammaTail(p, m, argument));
  return m % 2 === 1 ? size : subtract(p, zero, size);
}

function polygammaTail(p: Precision, m: number, x: Real): Real {
  const r = divide(p, one(p), x);
  const first = multiply(p, fromInteger(p, integerFactorial(m - 1)), power(p, r, m));
  const half = multiply(p, fromFraction(p, integerFactorial(m), 2n), power(p, r, m + 1));
  let [sum, scale] = [add(p, first, half), power(p, r, m + 2)];
  for (const [i, bernoulli] of bernoulliNumbers(p).entries()) {
    const rising = fromInteger(p, risingQuotient(2 * (i + 1), m));
    const term = multiply(p, multiply(p, bernoulli, rising), scale);
    sum = add(p, sum, term);
    if (magnitude(term) < magnitude(sum) - p.bits) break;
    scale = multiply(p, scale, multiply(p, r, r));
  }
  return sum;
}

/** (n + m − 1)!/n! */
function risingQuotient(n: number, m: number): bigint {
  let product = 1n;
  for (let i = 1; i < m; i++) product *= BigInt(n + i);
  return product;
}

const integerFactorial = (n: number): bigint =>
  Array.from({ length: n }, (_, i) => BigInt(i + 1)).reduce((product, i) => product * i, 1n);

function power(p: Precision, x: Real, n: number): Real {
  let product = one(p);
  for (let i = 0; i < n; i++) product = multiply(p, product, x);
  return product;
}
