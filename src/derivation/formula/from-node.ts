import { present } from '../../base/invariant.ts';
import {
  constantOf,
  dispatch,
  hasRows,
  Interval,
  type ByKind,
  type ElementwiseName,
  type Graph,
  type Map,
  type Node,
  type NodeOf,
  type Symbol,
} from '../../graph/index.ts';
import {
  call,
  condition,
  element,
  indicator,
  name,
  negate,
  number,
  one,
  power,
  relation,
  root,
  fraction,
  totalOver,
  type Run,
} from './build.ts';
import { endOf } from './extent.ts';
import { ratioOf } from './coefficient.ts';
import type { Formula, RelationSign } from './formula.ts';
import { writeContract } from './from-contract.ts';
import { plainer } from './plainer.ts';
import { softmaxOf } from './softmax.ts';
import { writePlaces } from './from-places.ts';
import { writeSum } from './from-sum.ts';
import { axisIndex, rowIndex, type Notation } from './notation.ts';
import {
  firstOf,
  freeAxes,
  last,
  leading,
  inReadingOrder,
  scalar,
  type Axes,
  type Order,
  type Scope,
  type Written,
} from './written.ts';

/** A formula with an index for every axis that it does not take as a whole. */
export interface Indexed {
  readonly formula: Formula;
  /** Indices of the axes other than the rows; none where the formula is one of whole arrays. */
  readonly indices: readonly Formula[];
  readonly order: Order;
}

/**
 * A node as people write it: in the notation of vectors and matrices where that can say it, else
 * element by element. A node of rows is written for one row.
 */
export function formulaOf(graph: Graph, notation: Notation, node: Node): Indexed {
  const row = hasRows(node) ? [rowIndex(notation)] : [];
  const inner = node.shape.slice(row.length);
  const scope: Scope = { graph, notation, rows: row.length, axes: 0 };
  const whole = write(scope, node, [...row, ...inner.map(() => null)]);
  if (whole && whole.rank === inner.length) return { ...whole, indices: [] };
  const indices = inner.map((_, k) => axisIndex(notation, k));
  const within = { ...scope, axes: indices.length };
  return { ...present(write(within, node, [...row, ...indices])), indices };
}

/** The element of a node under indices; a node of rows for one row. */
export function elementOf(
  graph: Graph,
  notation: Notation,
  node: Node,
  indices: readonly Formula[],
): Formula {
  const row = hasRows(node) ? [rowIndex(notation)] : [];
  const scope: Scope = { graph, notation, rows: row.length, axes: indices.length };
  return present(write(scope, node, [...row, ...indices])).formula;
}

/** A node under indices; null where whole axes cannot be written. With every axis indexed it always can. */
export function write(scope: Scope, node: Node, axes: Axes): Written | null {
  const special = scope.notation.special.get(node);
  if (!special) return dispatch(writers, node, scope, axes);
  const formula = special.write(...subscripts(node, axes));
  return { formula, rank: freeAxes(axes), order: special.order };
}

const writers: ByKind<[Scope, Axes], Written | null> = {
  constant: (n) => scalar(n.name === null ? rational(n.value) : name(n.name)),
  symbol: (n, scope, axes) => writeSymbol(scope, n, axes),
  // Positions count from 0 in the graph, from 1 on paper.
  ramp: (_n, _scope, [index]) => (index ? writeSum([scalar(index), scalar(number(-1))]) : null),
  map: (n, scope, axes) => writerOf(n)(scope, n, axes),
  contract: (n, scope, axes) => writeContract(scope, n, axes, write),
  reduce: writeReduce,
  stack: writeStack,
};

function writeSymbol({ notation }: Scope, n: Symbol, axes: Axes): Written {
  const place = notation.order.get(n.name);
  const order = n.role === 'hyper' ? leading(place ?? 0) : place === undefined ? last : [place];
  return { formula: name(n.name, ...subscripts(n, axes)), rank: freeAxes(axes), order };
}

/** The subscripts of a name; `:` for an axis that is whole beside one that is not. */
function subscripts(n: Node, axes: Axes): Formula[] {
  const inner = hasRows(n) ? axes.slice(1) : axes;
  const whole = inner.every((axis) => axis === null);
  const row = hasRows(n) ? [axes[0] ?? name(':')] : [];
  return whole ? row : [...row, ...inner.map((axis) => axis ?? name(':'))];
}

/** ½ and 3/2 rather than 0.5 and 1.5. */
function rational(value: number): Formula {
  const { numerator, denominator } = ratioOf(value);
  return fraction(number(numerator), number(denominator));
}

type WriteMap = (scope: Scope, n: Map, axes: Axes) => Written | null;

/** The arguments, each of the rank of the whole or a number; null where one cannot be written. */
const writeArgs = (scope: Scope, n: Map, axes: Axes): Written[] | null =>
  writeAll(scope, n.args, axes);

function writeAll(scope: Scope, nodes: readonly Node[], axes: Axes): Written[] | null {
  const args = nodes.map((arg) => write(scope, arg, axes));
  return args.every((arg) => arg !== null) ? args : null;
}

const writeCall: WriteMap = (scope, n, axes) => {
  const args = writeArgs(scope, n, axes);
  if (!args) return null;
  const rank = Math.max(...args.map((arg) => arg.rank));
  return { formula: callOf(n, args), rank, order: firstOf(args) };
};

function callOf(n: Map, args: readonly Written[]): Formula {
  const [first, second] = args;
  const isTurned = second !== undefined && first !== undefined && inReadingOrder(second, first) < 0;
  const formulas = args.map((arg) => arg.formula);
  const [a, b = one] = formulas;
  return plainer[n.fn]?.(present(a), b, isTurned) ?? call(n.fn, ...formulas);
}

const writeAdd: WriteMap = (scope, n, axes) => {
  const isVector = freeAxes(axes) === 1 && !scope.notation.keepsTerms;
  const places = isVector ? writePlaces(scope, n.args, axes, write) : null;
  const args = writeAll(scope, places?.rest ?? n.args, axes);
  return args && writeSum(places ? [...args, places.vector] : args);
};

/** z² is the vector of squares; other powers of arrays are written element by element. */
const writePow: WriteMap = (scope, n, axes) => {
  const value = constantOf(present(n.args[1]));
  const isWhole = freeAxes(axes) === 0 || (freeAxes(axes) === 1 && value === 2);
  const args = isWhole ? writeArgs(scope, n, axes) : null;
  if (!args) return null;
  const [base, exponent] = args.map((arg) => arg.formula);
  const formula = powerOf(present(base), present(exponent), value);
  return { formula, rank: freeAxes(axes), order: firstOf(args) };
};

function powerOf(base: Formula, exponent: Formula, value: number | undefined): Formula {
  if (value === undefined) return power(base, exponent);
  if (value < 0) return fraction(one, powerOf(base, number(-value), -value));
  return value === 0.5 ? root(base) : power(base, rational(value));
}

const writeWhere: WriteMap = (scope, n, axes) => {
  if (freeAxes(axes) > 0) return null;
  const args = writeArgs(scope, n, axes);
  if (!args) return null;
  const [when, value, otherwise] = args.map((arg) => arg.formula);
  const isTruth = Interval.isBinary(present(n.args[0]).range);
  const first = { value: present(value), when: (isTruth ? condition : isNotZero)(present(when)) };
  const rest = present(otherwise);
  const formula: Formula =
    rest.kind === 'cases'
      ? { kind: 'cases', cases: [first, ...rest.cases], otherwise: rest.otherwise }
      : { kind: 'cases', cases: [first], otherwise: rest };
  return { formula, rank: 0, order: firstOf(args) };
};

/** Of a number that counts as true: y ≠ 0. */
const isNotZero = (f: Formula): Formula => relation(f, '≠', number(0));

const writeCondition: WriteMap = (scope, n, axes) => {
  const args = writeArgs(scope, n, axes);
  if (!args) return null;
  const holds = conditionOf(
    n,
    args.map((arg) => arg.formula),
  );
  const rank = Math.max(...args.map((arg) => arg.rank));
  return { formula: indicator(holds), rank, order: firstOf(args) };
};

/** A comparison of numbers, or a connective of conditions, by the sign of its row. */
function conditionOf({ rule }: Map, args: readonly Formula[]): Formula {
  const sign = rule.unicode?.split(' ')[1] as RelationSign | undefined;
  const sides = sign === undefined || connectives.has(sign) ? args.map(condition) : args;
  const [left, right] = sides.map((side) => present(side));
  return sign === undefined
    ? { kind: 'not', of: present(left) }
    : relation(present(left), sign, present(right));
}

const connectives: ReadonlySet<RelationSign> = new Set(['∧', '∨']);

/** log(1/k) is −log k. */
const writeLog: WriteMap = (scope, n, axes) => {
  const { numerator, denominator } = ratioOf(constantOf(present(n.args[0])) ?? 0);
  if (numerator !== 1 || denominator === 1) return writeCall(scope, n, axes);
  return scalar(negate(call('log', number(denominator))));
};

const writeExp: WriteMap = (scope, n, axes) => {
  const logits = softmaxOf(scope.graph, n);
  const softmax = logits && writeSoftmax(scope, logits, axes);
  if (softmax) return softmax;
  const [exponent] = n.args;
  const isGamma = exponent?.kind === 'map' && exponent.fn === 'lgamma';
  const log = isGamma ? write(scope, exponent, axes) : null;
  return log ? withGamma(log) : writeCall(scope, n, axes);
};

/** exp(log Γ(x)) is Γ(x). */
const withGamma = (log: Written): Written =>
  log.formula.kind === 'call' ? { ...log, formula: call('gamma', ...log.formula.args) } : log;

/** softmax(z), or its elements where the last axis has an index: of a matrix softmax(z)[:, k]. */
function writeSoftmax(scope: Scope, logits: Node, axes: Axes): Written | null {
  const index = axes.at(-1);
  const beside = Array.from({ length: freeAxes(axes.slice(0, -1)) }, () => name(':'));
  const whole = write(scope, logits, [...axes.slice(0, -1), null]);
  if (!whole) return null;
  const all = call('softmax', whole.formula);
  return {
    formula: index ? element(all, ...beside, index) : all,
    rank: freeAxes(axes),
    order: whole.order,
  };
}

const writerOf = (n: Map): WriteMap =>
  n.rule.condition ? writeCondition : (writeMaps[n.fn] ?? writeCall);

const writeMaps: { readonly [F in ElementwiseName]?: WriteMap } = {
  add: writeAdd,
  pow: writePow,
  where: writeWhere,
  exp: writeExp,
  log: writeLog,
};

/** Written over indices of its own for the axes that are reduced. */
function writeReduce(n: NodeOf<'reduce'>, scope: Scope, axes: Axes): Written | null {
  if (freeAxes(axes) > 0) return null;
  const indices = n.axes.map((_, k) => axisIndex(scope.notation, scope.axes + k));
  const within = { ...scope, axes: scope.axes + indices.length };
  const kept = [...axes];
  const all = n.arg.shape.map((_, axis) => {
    const k = n.axes.indexOf(axis);
    return k >= 0 ? present(indices[k]) : (kept.shift() ?? null);
  });
  const body = write(within, n.arg, all);
  if (!body) return null;
  const factor = { node: n.arg, labels: [...n.arg.shape.keys()] };
  const runs = n.axes.map((axis, k) => ({
    index: present(indices[k]),
    to: endOf([factor], axis, Number(n.arg.shape[axis])),
  }));
  return { ...body, formula: reduced[n.op](runs, body.formula) };
}

type Reduced = (runs: readonly Run[], body: Formula) => Formula;

const reduced: { readonly [K in NodeOf<'reduce'>['op']]: Reduced } = {
  max: (runs, body) => totalOver('max', runs, body),
  min: (runs, body) => totalOver('min', runs, body),
  prod: (runs, body) => totalOver('product', runs, body),
  logsumexp: (runs, body) => call('log', totalOver('sum', runs, call('exp', body))),
};

function writeStack(n: NodeOf<'stack'>, scope: Scope, axes: Axes): Written | null {
  const index = axes[n.axis] ?? null;
  const others = axes.filter((_, axis) => axis !== n.axis);
  if (freeAxes(others) > 0) return null;
  const parts = n.parts.map((part) => present(write(scope, part, others)));
  const only = index?.kind === 'number' ? parts[index.value - 1] : undefined;
  if (only) return only;
  const items = parts.map((part) => part.formula);
  const array: Formula = { kind: 'array', items };
  return {
    formula: index ? element(array, index) : array,
    rank: freeAxes(axes),
    order: firstOf(parts),
  };
}
