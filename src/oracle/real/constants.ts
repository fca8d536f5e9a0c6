import type { Precision } from './precision.ts';
import { round, type Real } from './real.ts';

const guard = 16;

/** Σ (∓1)ᵏ / ((2k + 1) n²ᵏ⁺¹) in fixed point: arctan 1/n, or artanh 1/n. */
function inverseSeries(n: bigint, bits: number, alternate: boolean): bigint {
  let power = (1n << BigInt(bits)) / n;
  let sum = 0n;
  for (let k = 0n; power !== 0n; k++) {
    const term = power / (2n * k + 1n);
    sum += alternate && k % 2n === 1n ? -term : term;
    power /= n * n;
  }
  return sum;
}

/** π = 16 arctan 1/5 − 4 arctan 1/239 (Machin). */
function makePi(bits: number): bigint {
  const wide = bits + guard;
  const sum = 16n * inverseSeries(5n, wide, true) - 4n * inverseSeries(239n, wide, true);
  return sum >> BigInt(guard);
}

/** log 2 = 18 artanh 1/26 − 2 artanh 1/4801 + 8 artanh 1/8749. */
function makeLog2(bits: number): bigint {
  const wide = bits + guard;
  const [a, b, c] = [26n, 4801n, 8749n].map((n) => inverseSeries(n, wide, false)) as [
    bigint,
    bigint,
    bigint,
  ];
  return (18n * a - 2n * b + 8n * c) >> BigInt(guard);
}

/** π and log 2 in fixed point. */
export const piFixed = (p: Precision, bits: number): bigint => p.constant('pi', bits, makePi);
export const log2Fixed = (p: Precision, bits: number): bigint =>
  p.constant('log 2', bits, makeLog2);

export const pi = (p: Precision): Real => round(p, piFixed(p, p.bits + guard), -p.bits - guard);
export const log2 = (p: Precision): Real => round(p, log2Fixed(p, p.bits + guard), -p.bits - guard);
