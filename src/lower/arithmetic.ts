import type { BinaryOperator } from './loops.ts';
import { number, type Term } from './term.ts';

const conditions: ReadonlySet<BinaryOperator> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  'and',
  'or',
]);
const logical: ReadonlySet<BinaryOperator> = new Set(['and', 'or']);

/** Whether a term is a truth value of the target rather than a number. */
export const isCondition = (term: Term): boolean =>
  (term.kind === 'binary' && conditions.has(term.operator)) ||
  (term.kind === 'unary' && term.operator === 'not');

/** A term as a number: 1 where a condition holds, else 0. */
export function asNumber(term: Term): Term {
  return isCondition(term)
    ? { kind: 'select', test: term, whenTrue: number(1), whenFalse: number(0) }
    : term;
}

/** A term as a condition: whether it is not 0. */
export function asCondition(term: Term): Term {
  if (isCondition(term)) return term;
  return (
    ofChoice('!=', term, number(0)) ?? {
      kind: 'binary',
      operator: '!=',
      left: term,
      right: number(0),
    }
  );
}

export const isNumber = (term: Term, value?: number): boolean =>
  term.kind === 'number' && (value === undefined || term.value === value);

type Fold = (a: number, b: number) => number;

export const folds: Partial<Record<BinaryOperator, Fold>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

export const comparisons: Partial<Record<BinaryOperator, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** An operation with its operands as it needs them; numbers are computed, and 1 and 0 left out where exact. */
export function binary(operator: BinaryOperator, a: Term, b: Term): Term {
  const adapt = logical.has(operator) ? asCondition : asNumber;
  const [left, right] = [adapt(a), adapt(b)];
  const fold = folds[operator];
  if (fold && left.kind === 'number' && right.kind === 'number')
    return number(fold(left.value, right.value));
  return (
    neutral(operator, left, right) ??
    ofChoice(operator, left, right) ??
    signed(operator, left, right)
  );
}

/** What is done with a number and one of two numbers is done with both before: (t ? −1 : 0) + 1 ≠ 0 is ¬t. */
function ofChoice(operator: BinaryOperator, left: Term, right: Term): Term | null {
  if (left.kind !== 'select' || right.kind !== 'number') return null;
  const { test, whenTrue, whenFalse } = left;
  if (whenTrue.kind !== 'number' || whenFalse.kind !== 'number') return null;
  const [a, b] = [whenTrue.value, whenFalse.value];
  const fold = folds[operator];
  if (fold) return select(test, number(fold(a, right.value)), number(fold(b, right.value)));
  const compare = comparisons[operator];
  const [isFirst, isSecond] = [compare?.(a, right.value), compare?.(b, right.value)];
  return isFirst === isSecond ? null : isFirst ? test : not(test);
}

function neutral(operator: BinaryOperator, left: Term, right: Term): Term | null {
  if (operator === '*' && isNumber(left, 1)) return right;
  if ((operator === '*' || operator === '/') && isNumber(right, 1)) return left;
  if (operator === '+' && isNumber(left, 0)) return right;
  if ((operator === '+' || operator === '-') && isNumber(right, 0)) return left;
  return null;
}

/** Moves signs outwards: a + (−b) = a − b, (−1)·a = −a. */
function signed(operator: BinaryOperator, left: Term, right: Term): Term {
  if (operator === '*' && isNumber(left, -1)) return negative(right);
  const minus = positivePart(right);
  if (operator === '+' && minus) return binary('-', left, minus);
  if (operator === '-' && minus) return binary('+', left, minus);
  const first = operator === '+' ? positivePart(left) : null;
  return first ? binary('-', right, first) : { kind: 'binary', operator, left, right };
}

/** b for a term −b or (−c)·b. */
function positivePart(term: Term): Term | null {
  if (term.kind === 'number') return term.value < 0 ? number(-term.value) : null;
  if (term.kind === 'unary' && term.operator === '-') return term.value;
  if (term.kind !== 'binary' || (term.operator !== '*' && term.operator !== '/')) return null;
  const left = positivePart(term.left);
  return left && binary(term.operator, left, term.right);
}

export const negative = (term: Term): Term =>
  positivePart(term) ??
  (term.kind === 'number' ? number(-term.value) : { kind: 'unary', operator: '-', value: term });

export function select(test: Term, whenTrue: Term, whenFalse: Term): Term {
  const condition = asCondition(test);
  if (condition.kind === 'unary') return select(condition.value, whenFalse, whenTrue);
  return {
    kind: 'select',
    test: condition,
    whenTrue: asNumber(whenTrue),
    whenFalse: asNumber(whenFalse),
  };
}

export const not = (term: Term): Term => ({
  kind: 'unary',
  operator: 'not',
  value: asCondition(term),
});

/** A function of its arguments; of numbers, where the platform has it, its value. */
export function call(name: string, args: readonly Term[]): Term {
  const numbers = args.map(asNumber);
  const known = numbers.flatMap((arg) => (arg.kind === 'number' ? [arg.value] : []));
  const compute = (Math as unknown as Record<string, ((...xs: number[]) => number) | undefined>)[
    name
  ];
  const isKnown = known.length === args.length && compute !== undefined;
  return isKnown ? number(compute(...known)) : { kind: 'call', name, args: numbers };
}

/** A power by multiplication for small whole and half exponents, else by `pow`. */
export function powerTerm(base: Term, exponent: number): Term {
  if (exponent < 0 && isPlainPower(-exponent))
    return binary('/', number(1), powerTerm(base, -exponent));
  if (!isPlainPower(exponent)) return call('pow', [base, number(exponent)]);
  const whole = Math.floor(exponent);
  const root = exponent === whole ? number(1) : call('sqrt', [base]);
  return binary('*', wholePower(base, whole), root);
}

const isPlainPower = (exponent: number): boolean =>
  exponent >= 0 &&
  exponent <= 4 &&
  (Number.isInteger(exponent) || exponent === 0.5 || exponent === 1.5);

function wholePower(base: Term, exponent: number): Term {
  if (exponent === 0) return number(1);
  if (exponent % 2 === 1) return binary('*', wholePower(base, exponent - 1), base);
  const half = wholePower(base, exponent / 2);
  return binary('*', half, half);
}
