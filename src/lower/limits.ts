import { present } from '../base/invariant.ts';
import type { Lanes } from './lanes.ts';
import type { Expression } from './loops.ts';
import { extentOf, type Loop, type LoopBound } from './nest.ts';
import type { ExpressionPool } from './pool.ts';

/** Where a counted loop begins and ends. */
export interface Limits {
  readonly from: Expression;
  readonly to: Expression;
  /** Whether its length is a multiple of the width in which it is taken. */
  readonly isEven: boolean;
  /** How long it is on average. */
  readonly turns: number;
}

/**
 * The part of a loop of an extent that any of the open lanes of the loops around it needs: where that can
 * be done by taking a little more, in whole steps of a width.
 */
export function limitsOf(
  loop: Loop,
  extent: number,
  width: number,
  lanes: Lanes,
  pool: ExpressionPool,
): Limits {
  if (loop.bounds.length === 0) return wholeOf(extent, width, pool);
  const edges = loop.bounds
    .map((bound) => edgeOf(bound, extent, width, lanes))
    .filter((edge) => edge.cuts);
  const [from, to] = (['from', 'to'] as const).map((side) => {
    const own = edges.filter((edge) => edge.side === side);
    const rest = pool.number(side === 'from' ? 0 : extent);
    const values = own.map(({ first, offset }) => pool.plus(first, pool.number(offset)));
    return joined(side, own.some((edge) => edge.overruns) ? [...values, rest] : values, rest, pool);
  });
  return {
    from: present(from),
    to: present(to),
    isEven: extent % width === 0 && edges.every((edge) => edge.isEven),
    turns: averageLength(edges, extent),
  };
}

const wholeOf = (extent: number, width: number, pool: ExpressionPool): Limits => ({
  from: pool.number(0),
  to: pool.number(extent),
  isEven: extent % width === 0,
  turns: extent,
});

/** One end of a loop: `offset` from the first lane of another one. */
interface Edge {
  readonly side: LoopBound['side'];
  readonly first: Expression;
  readonly offset: number;
  readonly isEven: boolean;
  /** Whether it leaves anything out, and whether it can lie outside of the extent. */
  readonly cuts: boolean;
  readonly overruns: boolean;
  /** The last place of the first lane, and how far it moves in a turn. */
  readonly last: number;
  readonly step: number;
}

function edgeOf(bound: LoopBound, extent: number, width: number, lanes: Lanes): Edge {
  const { side, other } = bound;
  const open = present(lanes.get(other), 'a loop is bounded by one around it');
  const step = open.length;
  const last = (extentOf(other) as number) - step;
  const isEven = step % width === 0 && extent % width === 0 && other.bounds.length === 0;
  const first = present(open[0]).position;
  if (side === 'to') {
    const exact = bound.offset + step - 1;
    const offset = isEven ? Math.ceil(exact / width) * width : exact;
    const overruns = last + offset > extent;
    return { side, first, offset, isEven, cuts: offset < extent, overruns, last, step };
  }
  const offset = isEven ? Math.floor(bound.offset / width) * width : bound.offset;
  return { side, first, offset, isEven, cuts: last + offset > 0, overruns: offset < 0, last, step };
}

/** The tightest of some ends. */
function joined(
  side: LoopBound['side'],
  values: readonly Expression[],
  none: Expression,
  pool: ExpressionPool,
): Expression {
  const [only] = values;
  if (values.length <= 1) return only ?? none;
  const numbers = values.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
  const tightest = side === 'from' ? Math.max : Math.min;
  return numbers.length === values.length
    ? pool.number(tightest(...numbers))
    : pool.call(side === 'from' ? 'max' : 'min', values);
}

function averageLength(edges: readonly Edge[], extent: number): number {
  const [edge] = edges;
  if (!edge || edges.some(({ first }) => first !== edge.first)) return extent;
  const places = Array.from(
    { length: Math.floor(edge.last / edge.step) + 1 },
    (_, k) => k * edge.step,
  );
  const lengths = places.map((place) => {
    const at = (side: Edge['side']): number[] =>
      edges.filter((e) => e.side === side).map((e) => place + e.offset);
    return Math.max(0, Math.min(extent, ...at('to')) - Math.max(0, ...at('from')));
  });
  return lengths.reduce((sum, length) => sum + length, 0) / places.length;
}
