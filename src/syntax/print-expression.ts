import type { Expression, Operator, Subscript } from './tree.ts';

/** How tightly a form binds, loosest first, as mathjs parses it. */
const binding = {
  conditional: 0,
  or: 1,
  and: 2,
  comparison: 3,
  sum: 4,
  product: 5,
  sign: 6,
  power: 7,
  postfix: 8,
  primary: 9,
} as const;

type Binding = (typeof binding)[keyof typeof binding];

/** How an operator is written, how tightly it binds, and how tightly its arguments must. */
interface Notation {
  readonly binds: Binding;
  readonly args: readonly Binding[];
  readonly write: (...args: readonly string[]) => string;
}

const infix = (sign: string, binds: Binding, left: Binding, right: Binding): Notation => ({
  binds,
  args: [left, right],
  write: (a, b) => `${a}${sign}${b}`,
});

/** Left-associative: the right argument must bind more tightly than the operator. */
const leftInfix = (sign: string, binds: Binding, right: Binding): Notation =>
  infix(` ${sign} `, binds, binds, right);

const comparison = (sign: string): Notation =>
  infix(` ${sign} `, binding.comparison, binding.sum, binding.sum);

const sum = (sign: string): Notation => leftInfix(sign, binding.sum, binding.product);

const product = (sign: string): Notation => leftInfix(sign, binding.product, binding.sign);

const power = (sign: string): Notation => infix(sign, binding.power, binding.postfix, binding.sign);

const prefix = (sign: string): Notation => ({
  binds: binding.sign,
  args: [binding.sign],
  write: (a) => `${sign}${a}`,
});

const notations: { readonly [O in Operator]: Notation } = {
  or: leftInfix('or', binding.or, binding.and),
  and: leftInfix('and', binding.and, binding.comparison),
  less: comparison('<'),
  lessEqual: comparison('<='),
  greater: comparison('>'),
  greaterEqual: comparison('>='),
  equal: comparison('=='),
  notEqual: comparison('!='),
  add: sum('+'),
  subtract: sum('-'),
  multiply: product('*'),
  divide: product('/'),
  dotMultiply: product('.*'),
  dotDivide: product('./'),
  mod: product('mod'),
  // Stands alone, or in parentheses: in a conditional its colon would be another.
  range: infix(':', binding.conditional, binding.sum, binding.sum),
  steps: {
    binds: binding.conditional,
    args: [binding.sum, binding.sum, binding.sum],
    write: (from, step, to) => `${from}:${step}:${to}`,
  },
  negate: prefix('-'),
  plus: prefix('+'),
  not: prefix('not '),
  pow: power('^'),
  dotPow: power(' .^ '),
  join: { binds: binding.primary, args: [], write: (...rows) => `[${rows.join('; ')}]` },
  transpose: { binds: binding.postfix, args: [binding.postfix], write: (a) => `${a}'` },
};

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

interface Printer<K extends Expression['kind']> {
  readonly binds: (expression: ExpressionOf<K>) => Binding;
  readonly print: (expression: ExpressionOf<K>) => string;
}

const primary = (): Binding => binding.primary;

const printers: { readonly [K in Expression['kind']]: Printer<K> } = {
  number: {
    binds: ({ value }) => (value < 0 ? binding.sign : binding.primary),
    print: ({ value }) => String(value),
  },
  reference: { binds: primary, print: ({ name }) => name },
  call: { binds: primary, print: ({ callee, args }) => `${callee.text}(${list(args)})` },
  operation: { binds: ({ operator }) => notations[operator].binds, print: printOperation },
  conditional: { binds: () => binding.conditional, print: printConditional },
  array: { binds: primary, print: printArray },
  index: { binds: primary, print: printIndex },
};

/**
 * An expression as `.fx` text with no more parentheses than it needs: parsing the text gives the
 * expression again, apart from the spans.
 */
export const printExpression = (expression: Expression): string => print(expression, 0);

/** Text that can stand where something that binds at least so tightly is expected. */
function print<K extends Expression['kind']>(expression: ExpressionOf<K>, least: number): string {
  const printer: Printer<K> = printers[expression.kind as K];
  const text = printer.print(expression);
  return printer.binds(expression) < least ? `(${text})` : text;
}

const list = (items: readonly Expression[]): string =>
  items.map((item) => print(item, 0)).join(', ');

function printOperation({ operator, args }: ExpressionOf<'operation'>): string {
  const notation = notations[operator];
  return notation.write(...args.map((arg, k) => print(arg, notation.args[k] ?? binding.primary)));
}

function printConditional(expression: ExpressionOf<'conditional'>): string {
  const condition = print(expression.condition, binding.or);
  const whenTrue = print(expression.whenTrue, binding.or);
  return `${condition} ? ${whenTrue} : ${print(expression.whenFalse, binding.conditional)}`;
}

/** Two and more rows of equal length, which is more than 1, are written `[a, b; c, d]`. */
function printArray({ items }: ExpressionOf<'array'>): string {
  const rows = items.filter((item) => item.kind === 'array');
  const [first] = rows;
  const isMatrix =
    rows.length > 1 &&
    rows.length === items.length &&
    rows.every((row) => row.items.length > 1 && row.items.length === first?.items.length);
  return isMatrix ? `[${rows.map((row) => list(row.items)).join('; ')}]` : `[${list(items)}]`;
}

/** A subscript after a number would not be read as one. */
function printIndex({ target, subscripts }: ExpressionOf<'index'>): string {
  const text = target.kind === 'number' ? `(${print(target, 0)})` : print(target, binding.postfix);
  return `${text}[${subscripts.map(printSubscript).join(', ')}]`;
}

const subscriptPrinters: {
  readonly [K in Subscript['kind']]: (subscript: Extract<Subscript, { kind: K }>) => string;
} = {
  all: () => ':',
  at: ({ position }) => print(position, isRange(position) ? binding.primary : 0),
  range: ({ from, step, to }) =>
    [from, ...(step ? [step] : []), to].map((each) => print(each, binding.sum)).join(':'),
};

const isRange = (e: Expression): boolean =>
  e.kind === 'operation' && (e.operator === 'range' || e.operator === 'steps');

function printSubscript<K extends Subscript['kind']>(
  subscript: Extract<Subscript, { kind: K }>,
): string {
  return subscriptPrinters[subscript.kind as K](subscript);
}
