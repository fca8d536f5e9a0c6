import { factorsOf } from './build.ts';
import type { Formula } from './formula.ts';

/** A rational number as numerator and denominator. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** The denominators that people write as fractions where a decimal number would be long. */
const denominators = [1, 2, 3, 4, 6, 7, 8, 9, 12, 16, 24, 32, 64];

/** A number as a fraction of small whole numbers where it is exactly one, else itself over 1. */
export function ratioOf(value: number): Ratio {
  for (const denominator of denominators) {
    const numerator = Math.round(value * denominator);
    const small = Number.isInteger(numerator) && Math.abs(numerator) < 1000;
    if (small && numerator / denominator === value) return { numerator, denominator };
  }
  return { numerator: value, denominator: 1 };
}

/** A product as a number and its other factors. */
export function splitNumber(f: Formula): {
  readonly value: number;
  readonly others: readonly Formula[];
} {
  const factors = factorsOf(f);
  const value = factors.reduce((product, factor) => product * (numberOf(factor) ?? 1), 1);
  return { value, others: factors.filter((factor) => numberOf(factor) === undefined) };
}

function numberOf(f: Formula): number | undefined {
  if (f.kind === 'number') return f.value;
  const isRatio =
    f.kind === 'fraction' && f.numerator.kind === 'number' && f.denominator.kind === 'number';
  return isRatio ? f.numerator.value / f.denominator.value : undefined;
}
