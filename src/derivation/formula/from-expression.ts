import { present } from '../../base/invariant.ts';
import type { Expression, Operator, Subscript } from '../../syntax/index.ts';
import {
  call,
  condition,
  dot,
  element,
  elementwise,
  fraction,
  indicator,
  name,
  negate,
  number,
  opposite,
  plus,
  power,
  relation,
  root,
  sum,
  termsOf,
  times,
  total,
  transpose,
} from './build.ts';
import type { Formula, RelationSign, TotalOperator } from './formula.ts';
import { isColumn, isJoined, rankOf } from './rank.ts';

/** What a name in an expression is written as, and its number of axes. */
export interface Reference {
  readonly formula: Formula;
  readonly rank: number;
}

/** What the names in an expression stand for, and letters for indices. */
export interface Names {
  readonly lookup: (name: string) => Reference | undefined;
  readonly axes: readonly string[];
}

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** An expression as written, in mathematical notation. */
export const formulaOfExpression = (e: Expression, names: Names): Formula =>
  writeExpression(e, { ...names, indices: [] });

interface Context extends Names {
  /** Inside of a sum over elements: the indices that stand under each array. */
  readonly indices: readonly Formula[];
}

const writeExpression = (e: Expression, c: Context): Formula =>
  (writers[e.kind] as (e: Expression, c: Context) => Formula)(e, c);

const writers: { readonly [K in Expression['kind']]: (e: ExpressionOf<K>, c: Context) => Formula } =
  {
    number: (e) => number(e.value),
    reference: (e, c) => writeReference(e.name, c),
    operation: (e, c) => operations[e.operator](e.args, c),
    call: writeCall,
    conditional: writeConditional,
    array: ({ items }, c) => writeArray(items, isJoined(items, c), c),
    index: (e, c) =>
      element(writeExpression(e.target, c), ...e.subscripts.map((s) => writeSubscript(s, c))),
  };

function writeArray(parts: readonly Expression[], joined: boolean, c: Context): Formula {
  const items = parts.map((part) => writeExpression(part, { ...c, indices: [] }));
  return element({ kind: 'array', items, ...(joined && { joined }) }, ...c.indices);
}

function writeReference(text: string, { lookup, indices }: Context): Formula {
  const known = lookup(text);
  const formula = known?.formula ?? name(text);
  return known && known.rank > 0 ? element(formula, ...indices) : formula;
}

type Operation = (args: readonly Expression[], c: Context) => Formula;

const one =
  (write: (a: Formula) => Formula): Operation =>
  ([a], c) =>
    write(writeExpression(present(a), c));

const two =
  (write: (a: Formula, b: Formula) => Formula): Operation =>
  ([a, b], c) =>
    write(writeExpression(present(a), c), writeExpression(present(b), c));

const related = (sign: RelationSign): Operation => two((a, b) => indicator(relation(a, sign, b)));

const joined = (sign: RelationSign): Operation =>
  two((a, b) => indicator(relation(condition(a), sign, condition(b))));

const isOne = (f: Formula): boolean => f.kind === 'number' && f.value === 1;

/** Powers of 1, which a number put in for a name leaves, disappear. */
const raise = (a: Formula, b: Formula): Formula => (isOne(a) ? a : power(a, b));

const isMatrix = ([base]: readonly Expression[], c: Context): boolean =>
  base !== undefined && rankOf(base, c) === 2;

/** A power of each element, which of a matrix is not the power of the matrix. */
const raiseElements: Operation = (args, c) => {
  const raised = two(raise)(args, c);
  const isWhole = c.indices.length === 0 && isMatrix(args, c);
  return isWhole && raised.kind === 'power' ? { ...raised, elementwise: true } : raised;
};

/** The same by a number that is not written as an argument. */
const raisedTo =
  (value: number): Operation =>
  ([a], c) =>
    raiseElements([present(a), { kind: 'number', value, span: present(a).span }], c);

const isZero = (f: Formula): boolean => f.kind === 'number' && f.value === 0;

/** Sums are flat on the left, and a 0 put in for a name disappears. */
const add = (a: Formula, b: Formula): Formula =>
  isZero(a)
    ? b
    : isZero(b)
      ? a
      : (ofNumbers(a, b) ?? sum([...termsOf(a), { negative: false, formula: b }]));

/** A sum of two numbers, which stands where names were. */
const ofNumbers = (a: Formula, b: Formula, sign = 1): Formula | null =>
  a.kind === 'number' && b.kind === 'number' ? number(a.value + sign * b.value) : null;

const subtract = (a: Formula, b: Formula): Formula => {
  if (isZero(b)) return a;
  return isZero(a)
    ? negate(b)
    : (ofNumbers(a, b, -1) ?? sum([...termsOf(a), ...opposite([{ negative: false, formula: b }])]));
};

const operations: { readonly [O in Operator]: Operation } = {
  add: two(add),
  subtract: two(subtract),
  multiply: (args, c) => productOf(args, c)(args, c),
  divide: two(fraction),
  pow: two(raise),
  dotMultiply: (args, c) =>
    isProduct(args, c) && c.indices.length === 0 ? two(elementwise)(args, c) : two(times)(args, c),
  dotDivide: two(fraction),
  dotPow: raiseElements,
  negate: one(negate),
  plus: one((a) => a),
  transpose: ([a], c) => {
    const of = writeExpression(present(a), c);
    return rankOf(present(a), c) > 0 ? transpose(of) : of;
  },
  mod: two((a, b) => call('mod', a, b)),
  range: ([from, to], c) => writeSteps(present(from), null, present(to), c),
  steps: ([from, step, to], c) => writeSteps(present(from), present(step), present(to), c),
  join: (args, c) => writeArray(args, true, c),
  less: related('<'),
  lessEqual: related('≤'),
  greater: related('>'),
  greaterEqual: related('≥'),
  equal: related('='),
  notEqual: related('≠'),
  and: joined('∧'),
  or: joined('∨'),
  not: one((a) => indicator({ kind: 'not', of: condition(a) })),
};

/** `a:b` and `a:c:b`, or the element j: a + c·(j − 1). */
function writeSteps(
  from: Expression,
  step: Expression | null,
  to: Expression,
  c: Context,
): Formula {
  const whole = rangeOf(from, step, to, { ...c, indices: [] });
  const [index] = c.indices;
  if (!index || whole.kind !== 'call') return whole;
  const [first, by] = [present(whole.args[0]), step ? present(whole.args[1]) : number(1)];
  const shift = subtract(first, by);
  const along = step ? times(by, index) : index;
  return isZero(shift) ? along : plus(along, shift);
}

function rangeOf(from: Expression, step: Expression | null, to: Expression, c: Context): Formula {
  const all = [from, ...(step ? [step] : []), to].map((each) => writeExpression(each, c));
  return call(step ? 'steps' : 'range', ...all);
}

/** Calls that have a notation of their own. */
const notations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['sqrt', one(root)],
  ['square', raisedTo(2)],
  ['cube', raisedTo(3)],
  ['pow', raiseElements],
  ['dot', two(dot)],
  ['where', ([c, a, b], context) => writeConditional(asConditional(c, a, b), context)],
  ['pick', two((a, k) => element(a, k))],
  ['norm', (args, c) => (args.length === 1 ? one(norm)(args, c) : plain('norm')(args, c))],
  ['outer', two((a, b) => times(a, transpose(b)))],
  ['sum', overElements('sum')],
  ['prod', overElements('product')],
]);

const norm = (of: Formula): Formula => ({ kind: 'norm', of, order: 2 });

const plain =
  (fn: string): Operation =>
  (args, c) =>
    call(fn, ...args.map((arg) => writeExpression(arg, c)));

function writeCall(e: ExpressionOf<'call'>, c: Context): Formula {
  const write = notations.get(e.callee.text) ?? plain(e.callee.text);
  return write(e.args, c);
}

/** Σⱼ or ∏ⱼₖ of an expression of arrays, each under the indices. */
function overElements(operator: TotalOperator): Operation {
  const fn = operator === 'sum' ? 'sum' : 'prod';
  return (args, c) => {
    const [body] = args;
    const rank = body ? rankOf(body, c) : 0;
    const letters = c.axes.slice(0, rank);
    const isApart = args.length > 1 || letters.length < rank || rank === 0;
    if (!body || isApart || !isOfElements(body, rank, c)) return plain(fn)(args, c);
    const indices = letters.map((letter) => name(letter));
    return total(operator, indices, writeExpression(body, { ...c, indices }));
  };
}

/** Whether an expression says for each element what it says for arrays of that rank. */
function isOfElements(e: Expression, rank: number, c: Context): boolean {
  if (c.indices.length > 0) return false;
  const are = (args: readonly Expression[]): boolean => args.every((a) => isOfElements(a, rank, c));
  if (e.kind === 'number') return true;
  if (e.kind === 'reference') return [0, rank].includes(c.lookup(e.name)?.rank ?? 0);
  if (e.kind === 'operation') {
    if (e.operator === 'range' || e.operator === 'steps') return rank === 1;
    const apart =
      e.operator === 'transpose' ||
      (e.operator === 'pow' && isMatrix(e.args, c)) ||
      (e.operator === 'multiply' && isProduct(e.args, c));
    return !apart && are(e.args);
  }
  return e.kind === 'call' && !ofArrays.has(e.callee.text) && are(e.args);
}

/** The product of a column with a matrix is that of the transposed matrix with it. */
function productOf(args: readonly Expression[], c: Context): Operation {
  const [left, right] = args;
  if (isDot(args, c)) return two(dot);
  const isTurned = left && right && isColumn(left, c) && rankOf(right, c) === 2;
  return two(isTurned ? (a, b) => times(turned(b), a) : times);
}

const turned = (f: Formula): Formula => (f.kind === 'transpose' ? f.of : transpose(f));

/** Two vectors; with a transposed one it is a product of matrices. */
const isDot = (args: readonly Expression[], c: Context): boolean =>
  args.every((arg) => isColumn(arg, c));

const isProduct = (args: readonly Expression[], c: Context): boolean =>
  args.every((arg) => rankOf(arg, c) > 0);

/** Functions whose elements are not functions of their arguments' elements alone. */
const ofArrays: ReadonlySet<string> = new Set(
  `sum mean prod min max norm dot outer diag trace tril triu identity zeros ones softmax
   log_softmax logsumexp`.split(/\s+/u),
);

function asConditional(
  c: Expression | undefined,
  a: Expression | undefined,
  b: Expression | undefined,
): ExpressionOf<'conditional'> {
  const parts = { condition: present(c), whenTrue: present(a), whenFalse: present(b) };
  return { kind: 'conditional', ...parts, span: parts.condition.span };
}

function writeConditional(e: ExpressionOf<'conditional'>, c: Context): Formula {
  const first = {
    value: writeExpression(e.whenTrue, c),
    when: condition(writeExpression(e.condition, c)),
  };
  const otherwise = writeExpression(e.whenFalse, c);
  return otherwise.kind === 'cases'
    ? { ...otherwise, cases: [first, ...otherwise.cases] }
    : { kind: 'cases', cases: [first], otherwise };
}

function writeSubscript(s: Subscript, c: Context): Formula {
  if (s.kind === 'all') return name(':');
  if (s.kind === 'at') return writeExpression(s.position, c);
  return rangeOf(s.from, s.step, s.to, c);
}
