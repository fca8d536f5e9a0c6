import type { Real } from './real.ts';

/** ⌊x · 2ᵇⁱᵗˢ⌋ of a finite number. */
export function toFixed(x: Real, bits: number): bigint {
  const shift = x.exponent + bits;
  return shift >= 0 ? x.mantissa << BigInt(shift) : x.mantissa >> BigInt(-shift);
}

/** The nearest integer to a / b, b positive. */
export const nearest = (a: bigint, b: bigint): bigint => {
  const twice = 2n * a + b;
  const quotient = twice / (2n * b);
  return twice < 0n && quotient * 2n * b !== twice ? quotient - 1n : quotient;
};
