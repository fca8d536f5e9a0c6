import type { Precision } from './precision.ts';
import {
  bitLength,
  infinity,
  isFinite,
  isNaN,
  isZero,
  minusInfinity,
  notANumber,
  round,
  rounded,
  signOf,
  zero,
  type Real,
} from './real.ts';

const infinite = (sign: number): Real => (sign > 0 ? infinity : minusInfinity);

export function negate(x: Real): Real {
  if (!isFinite(x)) return isNaN(x) ? x : infinite(-signOf(x));
  return { mantissa: -x.mantissa, exponent: x.exponent };
}

export const absolute = (x: Real): Real => (x.mantissa < 0n ? negate(x) : x);

export function add(p: Precision, x: Real, y: Real): Real {
  if (!isFinite(x) || !isFinite(y)) return addInfinite(x, y);
  if (isZero(x)) return y;
  if (isZero(y)) return x;
  return x.exponent >= y.exponent ? addAligned(p, x, y) : addAligned(p, y, x);
}

function addInfinite(x: Real, y: Real): Real {
  if (isNaN(x) || isNaN(y)) return notANumber;
  if (isFinite(x)) return y;
  return isFinite(y) || signOf(x) === signOf(y) ? x : notANumber;
}

function addAligned(p: Precision, high: Real, low: Real): Real {
  const gap = high.exponent - low.exponent;
  if (gap > BigInt(p.bits) + 1n) return high;
  return round(p, (high.mantissa << gap) + low.mantissa, low.exponent);
}

export const subtract = (p: Precision, x: Real, y: Real): Real => add(p, x, negate(y));

export function multiply(p: Precision, x: Real, y: Real): Real {
  if (!isFinite(x) || !isFinite(y)) return multiplyInfinite(x, y);
  return round(p, x.mantissa * y.mantissa, x.exponent + y.exponent);
}

/** Σ xₖ·yₖ, rounded once as long as the terms are of like sizes. */
export function dot(p: Precision, xs: readonly Real[], ys: readonly Real[]): Real {
  const widest = BigInt(4 * p.bits);
  let total = zero;
  xs.forEach((x, k) => {
    const y = ys[k] ?? zero;
    if (!isFinite(total) || !isFinite(x) || !isFinite(y)) {
      total = add(p, total, multiply(p, x, y));
      return;
    }
    const term = { mantissa: x.mantissa * y.mantissa, exponent: x.exponent + y.exponent };
    const gap = term.exponent - total.exponent;
    if (total.mantissa === 0n) total = term;
    else if (term.mantissa === 0n) return;
    else if (gap >= 0n && gap < widest)
      total = sum((term.mantissa << gap) + total.mantissa, total.exponent);
    else if (gap < 0n && -gap < widest)
      total = sum((total.mantissa << -gap) + term.mantissa, term.exponent);
    else total = add(p, rounded(p, total), rounded(p, term));
  });
  return rounded(p, total);
}

const sum = (mantissa: bigint, exponent: bigint): Real =>
  mantissa === 0n ? zero : { mantissa, exponent };

function multiplyInfinite(x: Real, y: Real): Real {
  const sign = signOf(x) * signOf(y);
  return sign === 0 ? notANumber : infinite(sign);
}

/** x / y; a division by 0 is ±∞, and 0 / 0 is not a number. */
export function divide(p: Precision, x: Real, y: Real): Real {
  if (!isFinite(y)) return isNaN(y) || !isFinite(x) ? notANumber : zero;
  if (isNaN(x) || (isZero(x) && isZero(y))) return notANumber;
  if (isZero(y)) return infinite(signOf(x));
  if (!isFinite(x)) return infinite(signOf(x) * signOf(y));
  const shift = p.bits + 2 + Math.max(0, bitLength(y.mantissa) - bitLength(x.mantissa));
  const quotient = (x.mantissa << BigInt(shift)) / y.mantissa;
  return round(p, quotient, x.exponent - y.exponent - BigInt(shift));
}

/** x · 2ᵏ. */
export const scaled = (x: Real, k: number): Real =>
  isZero(x) || !isFinite(x) ? x : { mantissa: x.mantissa, exponent: x.exponent + BigInt(k) };

export function sqrt(p: Precision, x: Real): Real {
  if (isZero(x) || isNaN(x)) return x;
  if (signOf(x) < 0) return notANumber;
  if (!isFinite(x)) return infinity;
  const room = BigInt(Math.max(0, 2 * p.bits + 4 - bitLength(x.mantissa)));
  const shift = room + ((x.exponent - room) & 1n);
  return round(p, integerRoot(x.mantissa << shift), (x.exponent - shift) / 2n);
}

/** ⌊√n⌋ by Newton's iteration from above. */
export function integerRoot(n: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(bitLength(n) / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** −1, 0 or 1 as x is below, equal to or above y; NaN where either is not a number. */
export function compare(x: Real, y: Real): number {
  if (isNaN(x) || isNaN(y)) return NaN;
  const [a, b] = [signOf(x), signOf(y)];
  if (a !== b) return a < b ? -1 : 1;
  return a === 0 ? 0 : a * compareMagnitudes(x, y);
}

function compareMagnitudes(x: Real, y: Real): number {
  if (!isFinite(x) || !isFinite(y)) return isFinite(x) ? -1 : isFinite(y) ? 1 : 0;
  const [a, b] = [absolute(x), absolute(y)];
  const gap = x.exponent - y.exponent;
  const longer = BigInt(bitLength(a.mantissa) - bitLength(b.mantissa));
  if (gap !== -longer) return gap > -longer ? 1 : -1;
  const [u, v] = gap > 0n ? [a.mantissa << gap, b.mantissa] : [a.mantissa, b.mantissa << -gap];
  return u < v ? -1 : u > v ? 1 : 0;
}

/** The greatest integer not above x, which is finite. */
export const floorInteger = (x: Real): bigint =>
  x.exponent >= 0n ? x.mantissa << x.exponent : x.mantissa >> -x.exponent;

export const floor = (p: Precision, x: Real): Real =>
  isFinite(x) && x.exponent < 0n ? round(p, floorInteger(x), 0) : x;

export function isInteger(x: Real): boolean {
  if (!isFinite(x)) return false;
  if (x.exponent >= 0n || isZero(x)) return true;
  const fraction = -x.exponent;
  if (fraction > BigInt(bitLength(x.mantissa))) return false;
  return BigInt.asUintN(Number(fraction), x.mantissa) === 0n;
}
