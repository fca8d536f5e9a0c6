import { present } from '../base/invariant.ts';
import type { Span } from '../base/source.ts';
import {
  einsum,
  filled,
  innerShape,
  Interval,
  minus,
  onehot,
  plus,
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

/** A one-hot node whose last axis is the one that is indexed, or `all` of it. */
type Pick = Node | 'all';

/**
 * `W[i, :]`: each subscript is a contraction with the one-hot rows of what it selects. Axes without a
 * subscript are taken whole, so that `E[s]` is a row of a table.
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
    return subscript ? pick({ ...context, end: size }, subscript, size, elaborate) : 'all';
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

function select(context: Context, target: Quantity, picks: readonly Pick[]): Quantity {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const take = (): string => present(letters.shift());
  const axes = picks.map(take);
  const onehots = picks.flatMap((p, k) =>
    p === 'all' ? [] : [{ node: p, axis: present(axes[k]) }],
  );
  const labelled = onehots.map(({ node, axis }) => ({
    node,
    axis,
    labels: [...innerShape(node).slice(1)].map(take).join(''),
  }));
  const kept = picks.map((p, k) =>
    p === 'all' ? present(axes[k]) : present(labelled.find((l) => l.axis === axes[k])).labels,
  );
  const inputs = [axes.join(''), ...labelled.map((l) => l.labels + l.axis)];
  const formula = `${inputs.join(',')}->${kept.join('')}`;
  const node = einsum(context.g, formula, target.node, ...labelled.map((l) => l.node));
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
  all: () => 'all',
  range: pickRange,
  at: pickPosition,
};

function pickRange(
  context: Context,
  { from, to, span }: SubscriptOf<'range'>,
  size: number,
  elaborate: Elaborate,
): Pick | undefined {
  const [first, last] = [from, to].map((e) => bound(context, e, size, elaborate));
  if (first === undefined || last === undefined) return undefined;
  if (last < first) {
    const message = `the range ${quote(context.source, span)} is empty`;
    return fail(context, 'subscriptRange', message, span);
  }
  if (first === 1 && last === size) return 'all';
  const { g } = context;
  const length = last - first + 1;
  return onehot(g, plus(g, g.ramp(length), filled(g, first - 1, [length])), size);
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
  const { g } = context;
  return value.values.every((v) => checkPosition(context, v, size, span))
    ? onehot(g, minus(g, q.node, g.constant(1)), size)
    : undefined;
}

/** The codes of a category count from 0. */
function pickCategory(
  context: Context,
  q: Quantity,
  categories: number,
  size: number,
  span: Span,
): Pick | undefined {
  if (categories === size) return onehot(context.g, q.node, size);
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
