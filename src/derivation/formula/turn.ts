import { opposite, sum } from './build.ts';
import type { Formula, FormulaKind, FormulaOf, Term } from './formula.ts';
import { withConstant } from './from-sum.ts';

/**
 * −f with the sign taken into a difference: −(y − μ)/σ² is (μ − y)/σ². Null where there is none, or where
 * it reads better as it is, as 1 − y does.
 */
export const turned = (f: Formula): Formula | null =>
  (turners[f.kind] as ((f: Formula) => Formula | null) | undefined)?.(f) ?? null;

type Turners = { readonly [K in FormulaKind]?: (f: FormulaOf<K>) => Formula | null };

const turners: Turners = {
  sum: turnSum,
  product: ({ factors, ...rest }) => {
    const k = factors.findIndex((factor) => turned(factor) !== null);
    const factor = factors[k] && turned(factors[k]);
    return factor ? { ...rest, factors: factors.with(k, factor) } : null;
  },
  fraction: (f) => {
    const numerator = turned(f.numerator);
    return numerator && { ...f, numerator };
  },
  total: (f) => {
    const body = turned(f.body);
    return f.operator === 'sum' && body ? { ...f, body } : null;
  },
};

function turnSum({ terms }: FormulaOf<'sum'>): Formula | null {
  const value = terms.reduce((c, term) => c + valueOf(term), 0);
  const isMixed = terms.some((term) => term.negative);
  if (terms.length < 2 || !isMixed || value > 0) return null;
  const others = opposite(terms.filter((term) => term.formula.kind !== 'number'));
  const ordered = others.toSorted((a, b) => Number(a.negative) - Number(b.negative));
  return sum(withConstant(ordered, value === 0 ? 0 : -value));
}

const valueOf = ({ negative, formula }: Term): number =>
  formula.kind === 'number' ? (negative ? -formula.value : formula.value) : 0;
