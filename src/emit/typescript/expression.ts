import { invariant } from '../../base/invariant.ts';
import type { BinaryOperator, Expression } from '../../lower/loops.ts';
import { isIdentifier } from './identifier.ts';
import { withSignsMoved } from './negation.ts';
import { isNegative, printNumber } from './number.ts';
import type { Scope } from './scope.ts';

/** How tightly a text holds together: an operand looser than its operator needs parentheses. */
const tightness = {
  conditional: 1,
  or: 2,
  and: 3,
  equality: 4,
  relation: 5,
  sum: 6,
  product: 7,
  sign: 8,
  atom: 9,
} as const;

type Tightness = (typeof tightness)[keyof typeof tightness];

interface Printed {
  readonly text: string;
  readonly tightness: Tightness;
}

const operators: { readonly [K in BinaryOperator]: readonly [sign: string, Tightness] } = {
  or: ['||', tightness.or],
  and: ['&&', tightness.and],
  '==': ['===', tightness.equality],
  '!=': ['!==', tightness.equality],
  '<': ['<', tightness.relation],
  '<=': ['<=', tightness.relation],
  '>': ['>', tightness.relation],
  '>=': ['>=', tightness.relation],
  '+': ['+', tightness.sum],
  '-': ['-', tightness.sum],
  '*': ['*', tightness.product],
  '/': ['/', tightness.product],
  rem: ['%', tightness.product],
};

const signs = { '-': '-', not: '!' } as const;

/** The functions that are JavaScript's own; all others come from `fluxion/runtime`. */
export const mathFunctions: ReadonlySet<string> = new Set([
  ...['abs', 'sign', 'floor', 'ceil', 'max', 'min', 'pow', 'sqrt', 'cbrt'],
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
  ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
]);

type ExpressionKind = Expression['kind'];
type ExpressionOf<K extends ExpressionKind> = Extract<Expression, { kind: K }>;

const rules: {
  readonly [K in ExpressionKind]: (e: ExpressionOf<K>, scope: Scope) => Printed;
} = {
  number: ({ value }) => ({
    text: printNumber(value),
    tightness: isNegative(value) ? tightness.sign : tightness.atom,
  }),
  local: (e, scope) => atom(scope.local(e.local)),
  load: (e, scope) =>
    atom(
      scope.element(e) ??
        `${scope.buffer(e.buffer)}[${printExpression(e.index, scope)}]${scope.presence}`,
    ),
  field: (e, scope) => atom(scope.field(e)),
  binary: (e, scope) => {
    const moved = withSignsMoved(e);
    return moved === e ? printBinary(e, scope) : print(moved, scope);
  },
  unary: (e, scope) => printUnary(e, scope),
  call: (e, scope) => {
    invariant(isIdentifier(e.name), `${e.name} is not the name of a function`);
    const args = e.args.map((arg) => printExpression(arg, scope)).join(', ');
    return atom(`${mathFunctions.has(e.name) ? 'Math.' : ''}${e.name}(${args})`);
  },
  select: (e, scope) => ({
    text: [
      operand(e.test, tightness.or, scope),
      `? ${operand(e.whenTrue, tightness.or, scope)}`,
      `: ${operand(e.whenFalse, tightness.conditional, scope)}`,
    ].join(' '),
    tightness: tightness.conditional,
  }),
  absent: (e, scope) => ({
    text: `${scope.buffer(e.buffer)} === null`,
    tightness: tightness.equality,
  }),
  array: (e, scope) => atom(scope.buffer(e.buffer)),
  random: () => atom('random'),
};

/** An expression as source text. */
export const printExpression = (e: Expression, scope: Scope): string => print(e, scope).text;

/**
 * A row number ≥ 0 as one that a compiler sees not to be negative: `k + 1` of a counter that starts there is
 * not checked for overflow at each access.
 */
export const printUnsigned = (e: Expression, scope: Scope): string =>
  e.kind === 'number' ? printNumber(e.value) : `${operand(e, tightness.sum, scope)} >>> 0`;

const print = (e: Expression, scope: Scope): Printed =>
  (rules[e.kind] as (e: Expression, scope: Scope) => Printed)(e, scope);

const atom = (text: string): Printed => ({ text, tightness: tightness.atom });

function operand(e: Expression, needed: Tightness, scope: Scope): string {
  const printed = print(e, scope);
  return printed.tightness < needed ? `(${printed.text})` : printed.text;
}

/** Operators group to the left; a sum on the right keeps its parentheses, as rounding depends on them. */
function printBinary(e: ExpressionOf<'binary'>, scope: Scope): Printed {
  const [sign, own] = operators[e.operator];
  const left = operand(e.left, own, scope);
  const right = operand(e.right, (own + 1) as Tightness, scope);
  return { text: `${left} ${sign} ${right}`, tightness: own };
}

function printUnary(e: ExpressionOf<'unary'>, scope: Scope): Printed {
  const value = operand(e.value, tightness.sign, scope);
  // Two signs side by side would be a decrement.
  const sign = signs[e.operator];
  const text = value.startsWith(sign) ? `(${value})` : value;
  return { text: `${sign}${text}`, tightness: tightness.sign };
}
