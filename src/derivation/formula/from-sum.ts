import { number, opposite, signOf, sum, termsOf } from './build.ts';
import type { Formula, Term } from './formula.ts';
import { withoutOpposites } from './opposites.ts';
import { firstOf, inReadingOrder, type Order, type Written } from './written.ts';

interface Placed extends Term {
  readonly order: Order;
}

const valueOf = ({ negative, formula }: Term): number | undefined =>
  formula.kind === 'number' ? (negative ? -formula.value : formula.value) : undefined;

/** A sum as people write it: in reading order, a positive term first, the number where it reads best. */
export function writeSum(parts: readonly Written[]): Written {
  const terms = parts.flatMap(({ formula, order }) =>
    flatTerms(formula, false).map((term): Placed => ({ ...term, order })),
  );
  const constant = terms.reduce((total, term) => total + (valueOf(term) ?? 0), 0);
  const others = withoutOpposites(terms.filter((term) => valueOf(term) === undefined));
  const ordered = positiveFirst(others.toSorted(inReadingOrder)).map(asTerm);
  const formula = sum(withConstant(ordered, constant));
  return { formula, rank: Math.max(...parts.map((part) => part.rank)), order: firstOf(parts) };
}

/** The terms of a sum and of the sums in it. */
const flatTerms = (f: Formula, negative: boolean): Term[] =>
  termsOf(f).flatMap((term) => {
    const turned = term.negative !== negative;
    return term.formula.kind === 'sum'
      ? flatTerms(term.formula, turned)
      : [{ negative: turned, formula: term.formula }];
  });

/** a − b, with equal numbers taken together. */
export const writeDifference = (a: Written, b: Written): Written =>
  writeSum([a, { ...b, formula: sum(opposite(termsOf(b.formula))) }]);

const asTerm = ({ negative, formula }: Placed): Term => ({ negative, formula });

function positiveFirst(terms: readonly Placed[]): readonly Placed[] {
  const first = terms.find((term) => !term.negative);
  return first ? [first, ...terms.filter((term) => term !== first)] : terms;
}

/** 1 − y and 1 + exp(z), but ν + 1 and α − 1. */
export function withConstant(terms: readonly Term[], constant: number): readonly Term[] {
  if (constant === 0) return terms;
  const term = signOf(number(constant));
  if (term.negative || !leads(terms)) return [...terms, term];
  return [term, ...terms];
}

const leads = (terms: readonly Term[]): boolean => {
  const [only] = terms;
  if (terms.every((term) => term.negative)) return true;
  return terms.length === 1 && only !== undefined && !isSimple(only.formula);
};

const isSimple = (f: Formula): boolean =>
  f.kind === 'name' || (f.kind === 'product' && f.factors.every((x) => x.kind !== 'call'));
