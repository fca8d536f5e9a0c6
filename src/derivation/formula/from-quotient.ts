import { fraction, negate, number, times } from './build.ts';
import { ratioOf } from './coefficient.ts';
import type { Formula, FormulaKind } from './formula.ts';
import { turned } from './turn.ts';
import type { Written } from './written.ts';

/** A number, what is multiplied by it and what divides it. */
export interface Quotient {
  readonly coefficient: number;
  readonly numerators: readonly Written[];
  readonly denominators: readonly Written[];
}

/** Functions stand behind what is multiplied by them, conditions last of all. */
const ranks: { readonly [K in FormulaKind]?: number } = { call: 1, indicator: 2 };
const rankOf = ({ formula }: Written): number => ranks[formula.kind] ?? 0;

const byOrder = (a: Written, b: Written): number =>
  rankOf(a) - rankOf(b) || (a.order === b.order ? 0 : a.order - b.order);

export const inOrder = (parts: readonly Written[]): Formula[] =>
  parts.toSorted(byOrder).map((part) => part.formula);

/** Σᵢ … ends a product: all that follows belongs to it. */
const endsInTotal = (f: Formula): boolean =>
  f.kind === 'total' || (f.kind === 'product' && f.factors.some(endsInTotal));

/** A quotient of products as one fraction: sums over indices stand behind it. */
export function writeQuotient(quotient: Quotient): Formula {
  const positive = writePositive({ ...quotient, coefficient: Math.abs(quotient.coefficient) });
  if (quotient.coefficient >= 0) return positive;
  return turned(positive) ?? negate(positive);
}

function writePositive({ coefficient, numerators, denominators }: Quotient): Formula {
  const { numerator, denominator } = ratioOf(coefficient);
  const totals = numerators.filter((part) => endsInTotal(part.formula));
  const conditions = totals.length === 1 ? numerators.filter(isCondition) : [];
  const others = numerators.filter((part) => !totals.includes(part) && !conditions.includes(part));
  const [above, below] = [inOrder(others), inOrder(denominators)];
  const front =
    below.length > 0
      ? fraction(times(number(numerator), ...above), times(number(denominator), ...below))
      : times(fraction(number(numerator), number(denominator)), ...above);
  const sums = inOrder(totals).map((sum) => withFactors(sum, inOrder(conditions)));
  return sums.length > 0 ? times(front, ...sums) : front;
}

const isCondition = (part: Written): boolean => part.formula.kind === 'indicator';

/** c·Σᵢ a as Σᵢ a·c, for a condition c. */
function withFactors(sum: Formula, factors: readonly Formula[]): Formula {
  if (factors.length === 0) return sum;
  return sum.kind === 'total'
    ? { ...sum, body: times(sum.body, ...factors) }
    : times(...factors, sum);
}
