import type { Real } from './real.ts';

/** ⌊x · 2ᵇⁱᵗˢ⌋ of a finite number. */
export function toFixed(x: Real, bits: number): bigint {
  const shift = x.exponent + BigInt(bits);
  return shift >= 0n ? x.mantissa << shift : x.mantissa >> -shift;
}

/** Widths that computations share constants of. */
export const sharedWidth = (bits: number): number => 64 * Math.ceil(bits / 64);

/** The nearest integer to a / b, b positive. */
export const nearest = (a: bigint, b: bigint): bigint => {
  const twice = 2n * a + b;
  const quotient = twice / (2n * b);
  return twice < 0n && quotient * 2n * b !== twice ? quotient - 1n : quotient;
};
