import { add, divide, multiply, negate, sqrt, subtract } from './arithmetic.ts';
import { pi, piFixed } from './constants.ts';
import { one } from './exponential.ts';
import { nearest, sharedWidth, toFixed } from './fixed.ts';
import type { Precision } from './precision.ts';
import {
  bitLength,
  fromNumber,
  fromInteger,
  isFinite,
  isNaN,
  isZero,
  magnitude,
  notANumber,
  round,
  rounded,
  signOf,
  toNumber,
  zero,
  type Real,
} from './real.ts';

const guard = 32;

/** Angles from 2⁴⁰⁹⁶ are not reduced. */
const greatestMagnitude = 4096;

const isAngle = (x: Real): boolean => isFinite(x) && !isAbove(x, greatestMagnitude);
const isAbove = (x: Real, limit: number): boolean => !isZero(x) && magnitude(x) > limit;
/** x² is lost in 1. */
const isTiny = (p: Precision, x: Real): boolean => !isAbove(x, -p.bits);

export function sin(p: Precision, x: Real): Real {
  if (!isAngle(x)) return notANumber;
  return isTiny(p, x) ? x : quadrant(p, x, 0n);
}

/** cos x = sin(x + π/2). */
export function cos(p: Precision, x: Real): Real {
  if (!isAngle(x)) return notANumber;
  return isTiny(p, x) ? one(p) : quadrant(p, x, 1n);
}

/** sin(x + turns · π/2), with x = q π/2 + r and the series of sin or cos of r. */
function quadrant(p: Precision, x: Real, turns: bigint): Real {
  const { q, r, bits } = reduce(p, x);
  const turn = BigInt.asUintN(2, q + turns);
  const value = (turn & 1n) === 0n ? alternatingSeries(r, r, 2n, bits) : cosineOf(r, bits);
  return round(p, turn >= 2n ? -value : value, -bits);
}

const cosineOf = (r: bigint, bits: number): bigint =>
  alternatingSeries(1n << BigInt(bits), r, 1n, bits);

/** x = q π/2 + r in fixed point, wide enough for r to have all bits of the precision. */
function reduce(p: Precision, x: Real): { q: bigint; r: bigint; bits: number } {
  for (let bits = sharedWidth(p.bits + guard + Math.abs(magnitude(x))); ; bits += 64) {
    const half = piFixed(p, bits) >> 1n;
    const fixed = toFixed(x, bits);
    const q = nearest(fixed, half);
    const r = fixed - q * half;
    if (bitLength(r) - bitLength(q) >= p.bits + guard / 2) return { q, r, bits };
  }
}

/** t − t r²/(k(k + 1)) + …: the sine from t = r, k = 2; the cosine from t = 1, k = 1. */
function alternatingSeries(first: bigint, r: bigint, from: bigint, bits: number): bigint {
  const square = (r * r) >> BigInt(bits);
  let term = first;
  let sum = first;
  for (let k = from; term !== 0n && term !== -1n; k += 2n) {
    term = -((term * square) >> BigInt(bits)) / (k * (k + 1n));
    sum += term;
  }
  return sum;
}

/**
 * arctan x = a + arctan((x cos a − sin a)/(cos a + x sin a)) with the double a nearest to it, which
 * leaves a short series.
 */
export function atan(p: Precision, x: Real): Real {
  if (isNaN(x) || isZero(x)) return x;
  if (!isFinite(x)) return halfPi(p, signOf(x));
  const wide = p.wider(guard);
  const near = fromNumber(wide, Math.atan(toNumber(x)));
  return rounded(p, add(wide, near, atanSeries(wide, remainder(wide, rounded(wide, x), near))));
}

function halfPi(p: Precision, sign: number): Real {
  const { mantissa, exponent } = pi(p);
  return { mantissa: sign < 0 ? -mantissa : mantissa, exponent: exponent - 1n };
}

function remainder(p: Precision, x: Real, a: Real): Real {
  const [s, c] = [sin(p, a), cos(p, a)];
  return divide(p, subtract(p, multiply(p, x, c), s), add(p, c, multiply(p, x, s)));
}

function atanSeries(p: Precision, x: Real): Real {
  const square = negate(multiply(p, x, x));
  let [power, sum] = [x, x];
  for (let k = 3n; !isZero(power) && magnitude(power) > magnitude(sum) - p.bits; k += 2n) {
    power = multiply(p, power, square);
    sum = add(p, sum, divide(p, power, fromInteger(p, k)));
  }
  return sum;
}

/** arcsin x = arctan(x/√((1 − x)(1 + x))). */
export function asin(p: Precision, x: Real): Real {
  const [below, above] = [subtract(p, one(p), x), add(p, one(p), x)];
  return atan(p, divide(p, x, sqrt(p, multiply(p, below, above))));
}

/** arccos x = 2 arctan √((1 − x)/(1 + x)). */
export function acos(p: Precision, x: Real): Real {
  const ratio = divide(p, subtract(p, one(p), x), add(p, one(p), x));
  const half = atan(p, sqrt(p, ratio));
  return add(p, half, half);
}

/** The angle of (x, y) from the positive x axis, in (−π, π]. */
export function atan2(p: Precision, y: Real, x: Real): Real {
  if (isNaN(x) || isNaN(y)) return notANumber;
  if (isZero(x)) return isZero(y) ? zero : halfPi(p, signOf(y));
  const angle = atan(p, divide(p, y, x));
  if (signOf(x) > 0) return angle;
  return signOf(y) < 0 ? subtract(p, angle, pi(p)) : add(p, angle, pi(p));
}
