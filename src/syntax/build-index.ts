import { cover, type Span } from '../base/source.ts';
import type { MathNode, MathNodeOf, RangeNode } from './mathjs.ts';
import { reject } from './rejection.ts';
import { isOperator } from './token.ts';
import type { Expression, Subscript } from './tree.ts';
import { list, type Walk } from './walk.ts';

/** `target[subscripts]`. */
export function buildIndex(node: MathNodeOf<'AccessorNode'>, walk: Walk): Expression {
  const target = walk.expression(node.object);
  const open = walk.take('[');
  walk.subscripts += 1;
  const subscripts = list(node.index.dimensions, walk, (dimension) => subscript(dimension, walk));
  walk.subscripts -= 1;
  const close = walk.take(']');
  if (subscripts.length === 0) rejectEmptySubscript(cover(open.span, close.span));
  return { kind: 'index', target, subscripts, span: cover(target.span, close.span) };
}

function rejectEmptySubscript(span: Span): never {
  reject('missingExpression', 'a subscript is empty', span, 'write `x[1]`, `x[2:3]` or `x[:]`');
}

function subscript(node: MathNode, walk: Walk): Subscript {
  if (node.type === 'RangeNode') return range(node, walk);
  const position = walk.expression(node);
  return { kind: 'at', position, span: position.span };
}

/** `:` is all, `a:b` from a to b, `a:c:b` in steps of c; a bound that is left out is the first or the last position. */
function range(node: RangeNode, walk: Walk): Subscript {
  const startsHere = !isOperator(walk.peek(), ':');
  const start = startsHere ? walk.expression(node.start) : undefined;
  const colon = walk.take(':').span;
  const step = stepOf(node, walk);
  const endsHere = !isOperator(walk.peek(), ',') && !isOperator(walk.peek(), ']');
  if (!start && !step && !endsHere) return { kind: 'all', span: colon };
  const from = start ?? { kind: 'number', value: 1, span: colon };
  const to: Expression = endsHere
    ? walk.expression(node.end)
    : { kind: 'reference', name: 'end', span: colon };
  return { kind: 'range', from, step, to, span: cover(cover(from.span, colon), to.span) };
}

/** The step of a range, which stands between two colons. */
export function stepOf({ step }: RangeNode, walk: Walk): Expression | null {
  if (!step) return null;
  const found = walk.expression(step);
  walk.take(':');
  return found;
}
