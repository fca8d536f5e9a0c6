import type { Formula, FormulaKind, FormulaOf } from '../../derivation/index.ts';

const absolute = (f: Formula): Formula => ({ kind: 'call', fn: 'abs', args: [f] });

/**
 * What a formula would be if nothing in its sums cancelled: each term with its absolute value. Against this
 * a sum of rounding errors is small.
 */
export const sizeOfTerms = (f: Formula): Formula =>
  ((sizes[f.kind] ?? absolute) as (f: Formula) => Formula)(f);

/** What has terms to take apart; the size of all else is its absolute value. */
const sizes: { readonly [K in FormulaKind]?: (f: FormulaOf<K>) => Formula } = {
  sum: (f) => ({
    ...f,
    terms: f.terms.map(({ formula }) => ({ negative: false, formula: sizeOfTerms(formula) })),
  }),
  product: (f) => ({ ...f, factors: f.factors.map(sizeOfTerms) }),
  dot: (f) => ({ ...f, left: sizeOfTerms(f.left), right: sizeOfTerms(f.right) }),
  fraction: (f) => ({
    ...f,
    numerator: sizeOfTerms(f.numerator),
    denominator: absolute(f.denominator),
  }),
  transpose: (f) => ({ ...f, of: sizeOfTerms(f.of) }),
  total: (f) => (f.operator === 'sum' ? { ...f, body: sizeOfTerms(f.body) } : absolute(f)),
};
