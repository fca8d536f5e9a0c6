import { divide, isInteger, multiply, negate, subtract } from './arithmetic.ts';
import { log2Fixed } from './constants.ts';
import { nearest, sharedWidth, toFixed } from './fixed.ts';
import type { Precision } from './precision.ts';
import {
  bitLength,
  infinity,
  isFinite,
  isNaN,
  isZero,
  magnitude,
  minusInfinity,
  notANumber,
  round,
  rounded,
  signOf,
  toNumber,
  zero,
  type Real,
} from './real.ts';

const guard = 32;
/** Exponentials of numbers from 2⁴⁰⁹⁶ are infinite or 0. */
const greatestMagnitude = 4096;

export const one = (p: Precision): Real => round(p, 1n, 0);

/** eˣ: x = k log 2 + r, and eʳ by its series. */
export function exp(p: Precision, x: Real): Real {
  if (isNaN(x) || isZero(x)) return isZero(x) ? one(p) : x;
  if (magnitudeOf(x) > greatestMagnitude) return signOf(x) > 0 ? infinity : zero;
  const bits = sharedWidth(p.bits + guard + Math.max(0, magnitude(x)));
  const fixed = toFixed(x, bits);
  const ln2 = log2Fixed(p, bits);
  const k = nearest(fixed, ln2);
  return round(p, expFixed(fixed - k * ln2, bits), k - BigInt(bits));
}

const magnitudeOf = (x: Real): number => (isFinite(x) ? magnitude(x) : Infinity);

/** eʳ for |r| < 1 in fixed point: halved s times, summed, squared s times. */
function expFixed(r: bigint, bits: number): bigint {
  const halvings = 4 + Math.ceil(Math.sqrt(bits) / 3);
  const wide = bits + halvings;
  let value = expSeries(r, wide);
  for (let i = 0; i < halvings; i++) value = (value * value) >> BigInt(wide);
  return value >> BigInt(halvings);
}

/** Σ rᵏ/k! with r in units of 2⁻ʷⁱᵈᵉ. */
function expSeries(r: bigint, wide: number): bigint {
  const unit = 1n << BigInt(wide);
  let sum = unit + r;
  let term = r;
  for (let k = 2n; term !== 0n && term !== -1n; k++) {
    term = ((term * r) >> BigInt(wide)) / k;
    sum += term;
  }
  return sum;
}

/** log x: x = 2ᵏ y with y near 1, and log y by Halley's iteration on the exponential. */
export function log(p: Precision, x: Real): Real {
  if (isZero(x)) return minusInfinity;
  if (isNaN(x) || signOf(x) < 0) return notANumber;
  if (!isFinite(x)) return infinity;
  const k = octave(x);
  const y = { mantissa: x.mantissa, exponent: x.exponent - k };
  const lost = k === 0n ? cancelled(p, y) : bitLength(k);
  const bits = sharedWidth(p.bits + guard + lost);
  return round(p, logFixed(toFixed(y, bits), bits) + k * log2Fixed(p, bits), -bits);
}

/** k with x / 2ᵏ in [3/4, 3/2). */
function octave(x: Real): bigint {
  const length = bitLength(x.mantissa);
  const k = x.exponent + BigInt(length);
  const lead = x.mantissa >> BigInt(Math.max(0, length - 2));
  return lead === 2n ? k - 1n : k;
}

/** The leading bits that y − 1 has lost. */
function cancelled(p: Precision, y: Real): number {
  const difference = subtract(p, y, one(p));
  return isZero(difference) ? 0 : Math.max(0, -magnitude(difference));
}

function logFixed(y: bigint, bits: number): bigint {
  const steps = [];
  for (let accurate = bits; accurate > 45; accurate = Math.ceil(accurate / 3) + 4) {
    steps.unshift(accurate);
  }
  const start = Math.log(Number(y >> BigInt(bits - 60)) / 2 ** 60);
  let [value, width] = [BigInt(Math.round(start * 2 ** 52)), 52];
  for (const accurate of steps) {
    const wide = Math.min(bits, accurate + 8);
    const guess = shifted(value, wide - width);
    value = halley(guess, y >> BigInt(bits - wide), wide);
    width = wide;
  }
  return value;
}

const shifted = (value: bigint, left: number): bigint =>
  left >= 0 ? value << BigInt(left) : value >> BigInt(-left);

/** l + 2(y − eˡ)/(y + eˡ): each step triples the accurate bits. */
function halley(l: bigint, y: bigint, bits: number): bigint {
  const e = expFixed(l, bits);
  return l + ((2n * (y - e)) << BigInt(bits)) / (y + e);
}

/** Whole exponents up to here are multiplied out. */
const greatestWhole = 4096;

/** xʸ: of a negative base to whole exponents only. */
export function pow(p: Precision, x: Real, y: Real): Real {
  if (isZero(y)) return one(p);
  if (isNaN(x) || isNaN(y)) return notANumber;
  const isWhole = isInteger(y);
  if (isZero(x)) return signOf(y) > 0 ? zero : infinity;
  if (signOf(x) < 0) return isWhole ? powOfNegative(p, x, y) : notANumber;
  const exponent = isWhole && magnitude(y) < 40 ? toNumber(y) : Infinity;
  return Math.abs(exponent) <= greatestWhole ? powWhole(p, x, exponent) : powByLog(p, x, y);
}

function powOfNegative(p: Precision, x: Real, y: Real): Real {
  const size = pow(p, negate(x), y);
  return isOdd(y) ? negate(size) : size;
}

const isOdd = ({ mantissa, exponent }: Real): boolean =>
  exponent <= 0n && ((mantissa >> -exponent) & 1n) === 1n;

function powWhole(p: Precision, x: Real, n: number): Real {
  const wide = p.wider(guard);
  let [result, square] = [one(wide), rounded(wide, x)];
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(wide, result, square);
    square = multiply(wide, square, square);
  }
  return rounded(p, n < 0 ? divide(wide, one(wide), result) : result);
}

function powByLog(p: Precision, x: Real, y: Real): Real {
  const wide = p.wider(2 * guard);
  const product = multiply(wide, rounded(wide, y), log(wide, rounded(wide, x)));
  return rounded(p, exp(wide, product));
}
