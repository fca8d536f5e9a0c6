import type { Formula } from '../../derivation/index.ts';

const absolute = (f: Formula): Formula => ({ kind: 'call', fn: 'abs', args: [f] });

/**
 * What a formula would be if nothing in its sums cancelled: each term with its absolute value. Against this
 * a sum of rounding errors is small.
 */
export function sizeOfTerms(f: Formula): Formula {
  switch (f.kind) {
    case 'sum':
      return {
        ...f,
        terms: f.terms.map(({ formula }) => ({ negative: false, formula: sizeOfTerms(formula) })),
      };
    case 'product':
      return { ...f, factors: f.factors.map(sizeOfTerms) };
    case 'dot':
      return { ...f, left: sizeOfTerms(f.left), right: sizeOfTerms(f.right) };
    case 'fraction':
      return {
        ...f,
        numerator: sizeOfTerms(f.numerator),
        denominator: absolute(f.denominator),
      };
    case 'transpose':
      return { ...f, of: sizeOfTerms(f.of) };
    case 'total':
      return f.operator === 'sum' ? { ...f, body: sizeOfTerms(f.body) } : absolute(f);
    default:
      return absolute(f);
  }
}
