import { present } from '../../base/invariant.ts';
import type { Formula, RelationSign, Term, TotalOperator } from './formula.ts';

export const number = (value: number): Formula =>
  value < 0 ? negate(number(-value)) : value === Infinity ? name('∞') : { kind: 'number', value };

export const one: Formula = { kind: 'number', value: 1 };

export const name = (text: string, ...indices: readonly Formula[]): Formula => ({
  kind: 'name',
  name: text,
  indices,
});

const plain = (formula: Formula): Term => ({ negative: false, formula });

/** The terms of a formula: its own where it is a sum. */
export const termsOf = (f: Formula): readonly Term[] => (f.kind === 'sum' ? f.terms : [plain(f)]);

/** A sum; one positive term is itself. */
export function sum(terms: readonly Term[]): Formula {
  const [first] = terms;
  if (!first) return { kind: 'number', value: 0 };
  return terms.length === 1 && !first.negative ? first.formula : { kind: 'sum', terms };
}

export const plus = (...formulas: readonly Formula[]): Formula => sum(formulas.flatMap(termsOf));

/** The terms with their signs turned. */
export const opposite = (terms: readonly Term[]): Term[] =>
  terms.map(({ negative, formula }) => ({ negative: !negative, formula }));

/** −f; the opposite of a lone negative term is the term. */
export function negate(f: Formula): Formula {
  const [first] = f.kind === 'sum' ? f.terms : [];
  return f.kind === 'sum' && f.terms.length === 1
    ? present(first).formula
    : { kind: 'sum', terms: [{ negative: true, formula: f }] };
}

/** A lone term as its sign and the rest. */
export function signOf(f: Formula): Term {
  const [only] = f.kind === 'sum' && f.terms.length === 1 ? f.terms : [];
  return only ?? plain(f);
}

const isOne = (f: Formula): boolean => f.kind === 'number' && f.value === 1;

/** The factors of a formula: its own where it is a product. */
export const factorsOf = (f: Formula): readonly Formula[] =>
  f.kind === 'product' && !f.elementwise ? f.factors : [f];

/** A product; factors 1 are left out and a sign is taken out. */
export function times(...factors: readonly Formula[]): Formula {
  const signed = factors.map(signOf);
  const kept = signed.flatMap((s) => factorsOf(s.formula)).filter((f) => !isOne(f));
  const [only] = kept;
  const positive: Formula =
    kept.length > 1
      ? { kind: 'product', factors: kept, elementwise: false }
      : (only ?? present(signed[0]).formula);
  return signed.filter((s) => s.negative).length % 2 === 0 ? positive : negate(positive);
}

export const elementwise = (...factors: readonly Formula[]): Formula =>
  factors.length === 1 ? present(factors[0]) : { kind: 'product', factors, elementwise: true };

export const dot = (left: Formula, right: Formula): Formula => ({ kind: 'dot', left, right });

export const fraction = (numerator: Formula, denominator: Formula): Formula => {
  const { negative, formula } = signOf(numerator);
  const positive: Formula = isOne(denominator)
    ? formula
    : { kind: 'fraction', numerator: formula, denominator };
  return negative ? negate(positive) : positive;
};

export const power = (base: Formula, exponent: Formula): Formula =>
  isOne(exponent) ? base : { kind: 'power', base, exponent };

export const root = (radicand: Formula): Formula => ({ kind: 'root', radicand });

export const call = (fn: string, ...args: readonly Formula[]): Formula => ({
  kind: 'call',
  fn,
  args,
});

export const transpose = (of: Formula): Formula => ({ kind: 'transpose', of });

export const relation = (left: Formula, sign: RelationSign, right: Formula): Formula => ({
  kind: 'relation',
  sign,
  left,
  right,
});

export const equals = (left: Formula, right: Formula): Formula => relation(left, '=', right);

/** A condition as a number; the condition of one is itself. */
export const indicator = (condition: Formula): Formula => ({ kind: 'indicator', condition });

/** What must hold for a number that is 0 or 1 to be 1. */
export const condition = (f: Formula): Formula => {
  if (f.kind === 'indicator') return f.condition;
  return f.kind === 'relation' || f.kind === 'not' ? f : equals(f, one);
};

/** A total over indices; over none it is its body, and the sign of what is added stands before the sum. */
export function total(
  operator: TotalOperator,
  indices: readonly Formula[],
  body: Formula,
  to?: Formula,
): Formula {
  if (indices.length === 0) return body;
  const { negative, formula } = operator === 'sum' ? signOf(body) : plain(body);
  const positive: Formula = { kind: 'total', operator, indices, ...(to && { to }), body: formula };
  return negative ? negate(positive) : positive;
}

/** An index and where it ends, if that is to be said. */
export interface Run {
  readonly index: Formula;
  readonly to: Formula | undefined;
}

/** A total over indices of which some have an end of their own: these stand inside. */
export function totalOver(operator: TotalOperator, runs: readonly Run[], body: Formula): Formula {
  const inner = runs
    .filter(({ to }) => to !== undefined)
    .reduceRight((within, { index, to }) => total(operator, [index], within, to), body);
  const outer = runs.filter(({ to }) => to === undefined).map(({ index }) => index);
  return total(operator, outer, inner);
}

/** A total over rows; of a total over other indices it is one total. */
export function totalOverRows(index: Formula, body: Formula): Formula {
  const { negative, formula } = signOf(body);
  const isOpen = formula.kind === 'total' && formula.operator === 'sum' && !formula.to;
  if (!isOpen) return total('sum', [index], body);
  const positive: Formula = { ...formula, indices: [index, ...formula.indices] };
  return negative ? negate(positive) : positive;
}

export const partial = (of: Formula, by: Formula, order: 1 | 2 = 1): Formula => ({
  kind: 'partial',
  of,
  by,
  order,
});

/** An element: of a name, one more subscript, in the place of a `:` where it has one. */
export function element(of: Formula, ...indices: readonly Formula[]): Formula {
  if (indices.length === 0) return of;
  if (of.kind !== 'name' || of.indices.some(isRange)) return { kind: 'element', of, indices };
  const rest = [...indices];
  const own = of.indices.map((each) => (isAll(each) ? (rest.shift() ?? each) : each));
  return { ...of, indices: [...own, ...rest] };
}

const isAll = (index: Formula): boolean => index.kind === 'name' && index.name === ':';

const isRange = (index: Formula): boolean =>
  index.kind === 'call' && (index.fn === 'range' || index.fn === 'steps');

export const adjointOf = (of: Formula): Formula => ({ kind: 'adjoint', of });
