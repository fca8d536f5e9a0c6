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
