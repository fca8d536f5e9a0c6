import { present } from '../base/invariant.ts';
import { cover, type Span } from '../base/source.ts';
import type { Expression, Operator } from './tree.ts';

/** An operator and what follows it. */
export interface Operand {
  readonly operator: Operator;
  /** Where the operator stands; null where none is written. */
  readonly sign: Span | null;
  readonly value: Expression;
}

/** A chain of at most so many operators is one spine: its tree is as deep as it is long. */
const longest = 256;
/** Operators that are taken together in a longer one. */
const together = 64;

/** How deep the tree of a chain is. */
export const levelsOf = (length: number): number =>
  length <= longest ? length : together + levelsOf(Math.ceil(length / together));

/**
 * `a + b + c`, read from the left. Of a long chain some operands are taken together, which changes no
 * meaning and keeps the tree flat: a sum of thousands is no deeper than one that a person reads.
 */
export function chain(start: Expression, rest: readonly Operand[]): Expression {
  if (rest.length <= longest) return fromLeft(start, rest);
  const parts: Operand[] = [];
  let at = endOf(rest, 0, 0);
  const first = fromLeft(start, rest.slice(0, at));
  while (at < rest.length) {
    const { operator, sign, value } = present(rest[at]);
    const end = isCut.has(operator) ? endOf(rest, at, at + 1) : at + 1;
    const isMinus = operator === 'subtract';
    const joined = fromLeft(isMinus ? negated(value, sign) : value, rest.slice(at + 1, end));
    parts.push({ operator: isMinus ? 'add' : operator, sign, value: joined });
    at = end;
  }
  return parts.length < rest.length ? chain(first, parts) : fromLeft(first, parts);
}

/** Where the operators of one kind that begin at a place can be cut. */
function endOf(rest: readonly Operand[], begin: number, from: number): number {
  const kind = kinds[present(rest[begin]).operator];
  for (let end = from; end < rest.length; end++) {
    const { operator } = present(rest[end]);
    if (kinds[operator] !== kind || (end - begin >= together && isCut.has(operator))) return end;
  }
  return rest.length;
}

const kinds: Partial<Record<Operator, string>> = {
  add: 'sum',
  subtract: 'sum',
  multiply: 'product',
  divide: 'product',
  dotMultiply: 'product',
  dotDivide: 'product',
  mod: 'product',
  and: 'and',
  or: 'or',
};

const isCut: ReadonlySet<Operator> = new Set(['add', 'subtract', 'multiply', 'and', 'or']);

const fromLeft = (start: Expression, rest: readonly Operand[]): Expression =>
  rest.reduce((left, { operator, value }) => binaryOperation(operator, left, value), start);

const negated = (value: Expression, sign: Span | null): Expression => ({
  kind: 'operation',
  operator: 'negate',
  args: [value],
  span: sign ? cover(sign, value.span) : value.span,
});

export const binaryOperation = (
  operator: Operator,
  left: Expression,
  right: Expression,
): Expression => ({
  kind: 'operation',
  operator,
  args: [left, right],
  span: cover(left.span, right.span),
});
