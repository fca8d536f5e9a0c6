import type { Sentence } from '../derivation.ts';
import type { Formula } from '../formula/formula.ts';

/** a, b and c. */
export const listed = (formulas: readonly Formula[]): Sentence =>
  formulas.flatMap((f, k) => {
    if (k === 0) return [f];
    return [k === formulas.length - 1 ? ' and ' : ', ', f];
  });
