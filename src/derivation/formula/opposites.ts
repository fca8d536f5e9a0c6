import type { Term } from './formula.ts';

const areOpposite = (a: Term, b: Term): boolean =>
  a.negative !== b.negative && JSON.stringify(a.formula) === JSON.stringify(b.formula);

/** Terms without those that take each other away. */
export function withoutOpposites<T extends Term>(terms: readonly T[]): readonly T[] {
  for (const [k, term] of terms.entries()) {
    const other = terms.findIndex((each, at) => at > k && areOpposite(term, each));
    if (other > 0) return withoutOpposites(terms.filter((_, at) => at !== k && at !== other));
  }
  return terms;
}
