import type { Precision } from './precision.ts';

/**
 * A binary floating-point number, mantissa · 2^exponent. The mantissa has as many bits as the
 * precision it was rounded to; the exponent is as large as it has to be, so that a density of
 * e^(−10³⁰) has a logarithm. ±∞ and what is not a number are objects of their own.
 */
export interface Real {
  readonly mantissa: bigint;
  readonly exponent: bigint;
}

export const zero: Real = { mantissa: 0n, exponent: 0n };
export const notANumber: Real = { mantissa: 0n, exponent: 0n };
export const infinity: Real = { mantissa: 1n, exponent: 0n };
export const minusInfinity: Real = { mantissa: -1n, exponent: 0n };

export const isNaN = (x: Real): boolean => x === notANumber;
export const isZero = (x: Real): boolean => x.mantissa === 0n && x !== notANumber;
export const isFinite = (x: Real): boolean =>
  x !== infinity && x !== minusInfinity && x !== notANumber;

/** Whether two numbers are written the same; those that are not finite are objects of their own. */
export const isIdentical = (x: Real, y: Real): boolean =>
  x === y || (isFinite(x) && isFinite(y) && x.mantissa === y.mantissa && x.exponent === y.exponent);

/** −1, 0 or 1. */
export const signOf = (x: Real): number => (x.mantissa > 0n ? 1 : x.mantissa < 0n ? -1 : 0);

/** 2ᵏ as far as floats go. */
const powersOfTwo: readonly number[] = Array.from({ length: 1024 }, (_, k) => 2 ** k);
const half = 512;

export function bitLength(mantissa: bigint): number {
  const size = mantissa < 0n ? -mantissa : mantissa;
  const float = Number(size);
  if (float === Infinity) return half + bitLength(size >> BigInt(half));
  if (float === 0) return 0;
  let exponent = Math.floor(Math.log2(float));
  if (float < (powersOfTwo[exponent] ?? Infinity)) exponent--;
  else if (float >= (powersOfTwo[exponent + 1] ?? Infinity)) exponent++;
  // A float is rounded up to a power of two from just below.
  const isRounded = float === powersOfTwo[exponent] && size >> BigInt(exponent) === 0n;
  return isRounded ? exponent : exponent + 1;
}

/** The exponent of the first power of two above |x|, which is finite and not 0; beyond 2⁵³ roughly. */
export const magnitude = (x: Real): number => bitLength(x.mantissa) + Number(x.exponent);

/** mantissa · 2^exponent rounded to the precision, halves up. */
export function round(p: Precision, mantissa: bigint, exponent: bigint | number): Real {
  if (mantissa === 0n) return zero;
  const excess = BigInt(bitLength(mantissa) - p.bits);
  const scaled = excess <= 0n ? mantissa << -excess : ((mantissa >> (excess - 1n)) + 1n) >> 1n;
  return { mantissa: scaled, exponent: BigInt(exponent) + excess };
}

/** A number of another precision. */
export const rounded = (p: Precision, x: Real): Real =>
  isFinite(x) ? round(p, x.mantissa, x.exponent) : x;

export const fromInteger = (p: Precision, n: bigint): Real => round(p, n, 0);

/** A double, exactly where the precision has 53 bits. */
export function fromNumber(p: Precision, x: number): Real {
  if (x === 0) return zero;
  if (!Number.isFinite(x)) return Number.isNaN(x) ? notANumber : x > 0 ? infinity : minusInfinity;
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) - 53);
  return round(p, BigInt(scale(x, -exponent)), exponent);
}

/** x · 2ᵏ in steps that neither overflow nor round on the way. */
function scale(x: number, k: number): number {
  if (Math.abs(k) > 1e5) return k > 0 ? x * Infinity : x * 0;
  const step = Math.max(-1000, Math.min(1000, k));
  return step === k ? x * 2 ** k : scale(x * 2 ** step, k - step);
}

/** The nearest double. */
export function toNumber(x: Real): number {
  if (!isFinite(x)) return isNaN(x) ? NaN : signOf(x) * Infinity;
  if (x.mantissa === 0n) return 0;
  const drop = Math.max(bitLength(x.mantissa) - keptBits(x), 0);
  const kept = drop === 0 ? x.mantissa : ((x.mantissa >> BigInt(drop - 1)) + 1n) >> 1n;
  return scale(Number(kept), Number(x.exponent) + drop);
}

/** The bits that a double has for a number of its magnitude: fewer than 53 below 2⁻¹⁰²². */
const keptBits = (x: Real): number => Math.max(0, Math.min(53, magnitude(x) + 1074));

/** Parses a decimal number such as `-1.25e-300`. */
export function fromText(p: Precision, text: string): Real {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = BigInt(sign + (whole + fraction || '0'));
  const exponent = Number(power) - fraction.length;
  const ten = 10n ** BigInt(Math.abs(exponent));
  return exponent >= 0 ? fromInteger(p, digits * ten) : fromFraction(p, digits, ten);
}

/** numerator / denominator, the denominator positive. */
export function fromFraction(p: Precision, numerator: bigint, denominator: bigint): Real {
  if (numerator === 0n) return zero;
  const shift = p.bits + 2 + bitLength(denominator) - bitLength(numerator);
  const quotient =
    shift >= 0
      ? (numerator << BigInt(shift)) / denominator
      : numerator / (denominator << BigInt(-shift));
  return round(p, quotient, -shift);
}

/** Binary exponents beyond this are not turned into decimal ones. */
const longestPrinted = 1e5;

/** In decimal, rounded to so many significant digits. */
export function toText(x: Real, digits: number): string {
  if (!isFinite(x) || isZero(x)) return String(toNumber(x));
  if (Math.abs(magnitude(x)) > longestPrinted)
    return `${x.mantissa < 0n ? '-' : ''}2^${magnitude(x)}`;
  const estimate = Math.floor((magnitude(x) - 1) * Math.log10(2));
  const size = x.mantissa < 0n ? -x.mantissa : x.mantissa;
  const whole = decimalDigits(size, Number(x.exponent), digits - 1 - estimate);
  const shown = String(whole);
  const exponent = estimate + shown.length - digits;
  const kept = shown.slice(0, digits);
  const mantissa = digits > 1 ? `${kept.charAt(0)}.${kept.slice(1)}` : kept;
  return `${x.mantissa < 0n ? '-' : ''}${mantissa}e${exponent}`;
}

/** size · 2^exponent · 10^power, rounded. */
function decimalDigits(size: bigint, exponent: number, power: number): bigint {
  const numerator = size * 2n ** BigInt(Math.max(0, exponent)) * 10n ** BigInt(Math.max(0, power));
  const denominator = 2n ** BigInt(Math.max(0, -exponent)) * 10n ** BigInt(Math.max(0, -power));
  return (2n * numerator + denominator) / (2n * denominator);
}
