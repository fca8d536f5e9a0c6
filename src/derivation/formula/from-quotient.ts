import { fraction, negate, number, opposite, root, sum, termsOf, times } from './build.ts';
import { ratioOf, splitNumber } from './coefficient.ts';
import type { Formula, FormulaKind, FormulaOf } from './formula.ts';
import { turned } from './turn.ts';
import { inReadingOrder, type Written } from './written.ts';

/** A number, what is multiplied by it and what divides it. */
export interface Quotient {
  readonly coefficient: number;
  readonly numerators: readonly Written[];
  readonly denominators: readonly Written[];
}

/** Functions stand behind what is multiplied by them, conditions last of all. */
const ranks: { readonly [K in FormulaKind]?: number } = { call: 1, indicator: 2, partial: 3 };
const rankOf = ({ formula }: Written): number => ranks[formula.kind] ?? 0;

const byOrder = (a: Written, b: Written): number => rankOf(a) - rankOf(b) || inReadingOrder(a, b);

export const inOrder = (parts: readonly Written[]): Formula[] =>
  parts.toSorted(byOrder).map((part) => part.formula);

/** Σᵢ … ends a product: all that follows belongs to it. */
export const endsInTotal = (f: Formula): boolean =>
  f.kind === 'total' || (f.kind === 'product' && f.factors.some(endsInTotal));

/** A quotient of products as one fraction: sums over indices stand behind it. */
export function writeQuotient(given: Quotient): Formula {
  const quotient = withoutNegativeSums(withOneBar(given));
  const positive = writePositive({ ...quotient, coefficient: Math.abs(quotient.coefficient) });
  if (quotient.coefficient >= 0) return positive;
  return turned(positive) ?? negate(positive);
}

/** a·(b/c)/d is ab/(cd), and its numbers are one. */
function withOneBar({ coefficient, numerators, denominators }: Quotient): Quotient {
  const split = numerators.map((part): Quotient => {
    const { formula, rank } = part;
    if (formula.kind !== 'fraction' || rank > 0)
      return { coefficient: 1, numerators: [part], denominators: [] };
    const [above, below] = [splitNumber(formula.numerator), splitNumber(formula.denominator)];
    const written = (f: Formula): Written => ({ ...part, formula: f });
    return {
      coefficient: above.value / below.value,
      numerators: above.others.map(written),
      denominators: below.others.map(written),
    };
  });
  return {
    coefficient: split.reduce((value, part) => value * part.coefficient, coefficient),
    numerators: split.flatMap((part) => part.numerators),
    denominators: [...denominators, ...split.flatMap((part) => part.denominators)],
  };
}

/** −ν − 1 as a factor is −(ν + 1), its sign among the others. */
function withoutNegativeSums({ coefficient, numerators, denominators }: Quotient): Quotient {
  const isNegative = ({ formula: f }: Written): boolean =>
    f.kind === 'sum' && f.terms.every((term) => term.negative);
  const turn = (part: Written): Written =>
    isNegative(part) ? { ...part, formula: sum(opposite(termsOf(part.formula))) } : part;
  const turns = [...numerators, ...denominators].filter(isNegative).length;
  return {
    coefficient: turns % 2 === 0 ? coefficient : -coefficient,
    numerators: numerators.map(turn),
    denominators: denominators.map(turn),
  };
}

function writePositive({ coefficient, numerators, denominators }: Quotient): Formula {
  const { numerator, denominator } = ratioOf(coefficient);
  const totals = numerators.filter((part) => endsInTotal(part.formula));
  const conditions = totals.length === 1 ? numerators.filter(isCondition) : [];
  const others = numerators.filter((part) => !totals.includes(part) && !conditions.includes(part));
  const [above, below] = [withOneRoot(inOrder(others)), withOneRoot(inOrder(denominators))];
  const front =
    below.length > 0
      ? fraction(times(number(numerator), ...above), times(number(denominator), ...below))
      : times(fraction(number(numerator), number(denominator)), ...above);
  const sums = inOrder(totals).map((total) => withFactors(total, inOrder(conditions)));
  if (sums.length > 0 && below.some(endsInTotal)) {
    return fraction(
      times(number(numerator), ...above, ...sums),
      times(number(denominator), ...below),
    );
  }
  return sums.length > 0 ? times(front, ...sums) : front;
}

/** √2·√π as √(2π). */
function withOneRoot(factors: readonly Formula[]): Formula[] {
  const radicands = factors.flatMap((f) => (isRootOfNumber(f) ? [f.radicand] : []));
  if (radicands.length < 2) return [...factors];
  const [numbers, names] = [
    radicands.filter((f) => f.kind === 'number'),
    radicands.filter((f) => f.kind !== 'number'),
  ];
  return [root(times(...numbers, ...names)), ...factors.filter((f) => !isRootOfNumber(f))];
}

const isRootOfNumber = (f: Formula): f is FormulaOf<'root'> =>
  f.kind === 'root' && (f.radicand.kind === 'number' || isPi(f.radicand));

const isPi = (f: Formula): boolean => f.kind === 'name' && f.name === 'pi';

const isCondition = (part: Written): boolean => part.formula.kind === 'indicator';

/** c·Σᵢ a as Σᵢ a·c, for a condition c. */
function withFactors(sum: Formula, factors: readonly Formula[]): Formula {
  if (factors.length === 0) return sum;
  return sum.kind === 'total'
    ? { ...sum, body: times(sum.body, ...factors) }
    : times(...factors, sum);
}
