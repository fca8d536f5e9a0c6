import { present } from '../base/invariant.ts';
import type { Span } from '../base/source.ts';
import {
  hasRows,
  innerShape,
  Interval,
  minus,
  product,
  type Axis,
  type Bracket,
  type Node,
} from '../graph/index.ts';
import type { Expression, Subscript } from '../syntax/index.ts';
import {
  counted,
  fail,
  quote,
  type Context,
  type Elaborate,
  type ExpressionOf,
} from './context.ts';
import { describe, rankOf, type Quantity } from './quantity.ts';
import { staticNumber, staticValue } from './static.ts';

/** What a subscript takes of an axis: all of it, places in steps, or where an integer node points; from 0. */
type Pick =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'places';
      readonly from: number;
      readonly stride: number;
      /** How many; null where it is one place that leaves no axis. */
      readonly count: number | null;
    }
  | { readonly kind: 'index'; readonly index: Node };

const all: Pick = { kind: 'all' };

/**
 * `W[i, :]`: a contraction of the whole, with a bracket for each subscript. Axes without a subscript are taken
 * whole, so that `E[s]` is a row of a table.
 */
export function index(
  context: Context,
  e: ExpressionOf<'index'>,
  elaborate: Elaborate,
): Quantity | undefined {
  const target = elaborate(context, e.target);
  if (!target) return undefined;
  const shape = innerShape(target.node);
  if (e.subscripts.length > shape.length) return failCount(context, e, target);
  const picks = shape.map((size, axis): Pick | undefined => {
    const subscript = e.subscripts[axis];
    return subscript ? pick({ ...context, end: size }, subscript, size, elaborate) : all;
  });
  return picks.every((p) => p !== undefined) ? select(context, target, picks) : undefined;
}

function failCount(context: Context, e: ExpressionOf<'index'>, target: Quantity): undefined {
  const text = quote(context.source, e.target.span);
  const rank = rankOf(target);
  const most = rank === 0 ? 'no subscript' : `at most ${counted(rank, 'subscript')}`;
  const message = `${text} is ${describe(target)} and takes ${most}, found ${e.subscripts.length}`;
  return fail(context, 'subscriptCount', message, e.span);
}

function select({ g }: Context, target: Quantity, picks: readonly Pick[]): Quantity {
  const indices = picks.flatMap((p) => (p.kind === 'index' ? [p.index] : []));
  const rows = [target.node, ...indices].some(hasRows);
  const sizes: Axis[] = rows ? ['rows'] : [];
  const label = (size: Axis): number => sizes.push(size) - 1;
  const output = [...sizes.keys()];
  const brackets: Bracket[] = [];
  const own = innerShape(target.node).map((size, axis) => {
    const taken = label(size);
    const p = present(picks[axis]);
    if (p.kind === 'all') output.push(taken);
    else if (p.kind === 'index') {
      const axes = innerShape(p.index).map(label);
      output.push(...axes);
      const labels = [...(hasRows(p.index) ? [0] : []), ...axes];
      brackets.push({ kind: 'gathered', label: taken, index: p.index, labels });
    } else if (p.count === null) brackets.push({ kind: 'at', label: taken, position: p.from });
    else {
      const along = label(p.count);
      output.push(along);
      brackets.push({ kind: 'along', label: taken, along, stride: p.stride, offset: p.from });
    }
    return taken;
  });
  const labels = [...(hasRows(target.node) ? [0] : []), ...own];
  const node = product(g, { factors: [{ node: target.node, labels }], output, sizes, brackets });
  return { node, row: target.row && innerShape(node).length === 1, categories: target.categories };
}

function pick(
  context: Context,
  subscript: Subscript,
  size: number,
  elaborate: Elaborate,
): Pick | undefined {
  return picks[subscript.kind](context, subscript as never, size, elaborate);
}

type SubscriptOf<K extends Subscript['kind']> = Extract<Subscript, { kind: K }>;

const picks: {
  readonly [K in Subscript['kind']]: (
    context: Context,
    subscript: SubscriptOf<K>,
    size: number,
    elaborate: Elaborate,
  ) => Pick | undefined;
} = {
  all: () => all,
  range: pickRange,
  at: pickPosition,
};

function pickRange(
  context: Context,
  { from, step, to, span }: SubscriptOf<'range'>,
  size: number,
  elaborate: Elaborate,
): Pick | undefined {
  const [first, last] = [from, to].map((e) => bound(context, e, size, elaborate));
  const stride = step ? stepOf(context, step, elaborate) : 1;
  if (first === undefined || last === undefined || stride === undefined) return undefined;
  const count = Math.floor((last - first) / stride) + 1;
  if (count < 1) {
    const message = `the range ${quote(context.source, span)} is empty`;
    return fail(context, 'subscriptRange', message, span);
  }
  const isWhole = first === 1 && count === size && stride === 1;
  return isWhole ? all : { kind: 'places', from: first - 1, stride, count };
}

function stepOf(context: Context, e: Expression, elaborate: Elaborate): number | undefined {
  const q = elaborate(context, e);
  if (!q) return undefined;
  const value = staticNumber(q.node);
  if (value !== undefined && Number.isInteger(value) && value !== 0) return value;
  const message = `the step ${quote(context.source, e.span)} is not a whole number other than 0`;
  return fail(context, 'subscriptRange', message, e.span);
}

function bound(
  context: Context,
  e: Expression,
  size: number,
  elaborate: Elaborate,
): number | undefined {
  const q = elaborate(context, e);
  if (!q) return undefined;
  const value = staticNumber(q.node);
  if (value === undefined) return failKind(context, q.node, e.span);
  return checkPosition(context, value, size, e.span) ? value : undefined;
}

function pickPosition(
  context: Context,
  { position, span }: SubscriptOf<'at'>,
  size: number,
  elaborate: Elaborate,
): Pick | undefined {
  const q = elaborate(context, position);
  if (!q) return undefined;
  if (q.categories !== null) return pickCategory(context, q, q.categories, size, span);
  const value = staticValue(q.node);
  if (!value) return failKind(context, q.node, span);
  if (!value.values.every((v) => checkPosition(context, v, size, span))) return undefined;
  const { g } = context;
  const [only] = value.values;
  return value.shape.length === 0
    ? { kind: 'places', from: present(only) - 1, stride: 1, count: null }
    : { kind: 'index', index: minus(g, q.node, g.constant(1)) };
}

/** The codes of a category count from 0. */
function pickCategory(
  context: Context,
  q: Quantity,
  categories: number,
  size: number,
  span: Span,
): Pick | undefined {
  if (categories === size) return { kind: 'index', index: q.node };
  const message = `${quote(context.source, span)} has ${categories} categories and indexes an axis of length ${size}`;
  return fail(context, 'categorySize', message, span);
}

function checkPosition(context: Context, value: number, size: number, span: Span): boolean {
  if (Number.isInteger(value) && value >= 1 && value <= size) return true;
  const message = `the position ${value} is not one of 1 … ${size}`;
  const help = value < 1 ? 'positions count from 1' : undefined;
  fail(context, 'subscriptRange', message, span, help);
  return false;
}

function failKind(context: Context, node: Node, span: Span): undefined {
  const message = `${quote(context.source, span)} is neither known when the model is built nor a category`;
  const help = Interval.isBinary(node.range)
    ? 'choose by a binary value with `a ? p : q`'
    : 'index with a number, a `dim`, or a data column declared `category(K)`';
  return fail(context, 'subscriptKind', message, span, help);
}
