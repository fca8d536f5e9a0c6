import { present } from '../base/invariant.ts';
import { innerShape } from './build.ts';
import { childrenOf, hasRows, type Contract, type Node, type Symbol } from './node.ts';
import { constantOf } from './power.ts';
import { postorder } from './walk.ts';

/** Positions on one axis of a column: `size` of them from `from` (counted from 0), along an axis of the part or none. */
interface Place {
  readonly from: number;
  readonly size: number;
  readonly axis: number | null;
}

/** Elements of a column, by its axes without the rows. */
export type Part = readonly Place[];

/** All elements of a symbol. */
export const wholeOf = (symbol: Symbol): Part =>
  innerShape(symbol).map((size, axis) => ({ from: 0, size, axis }));

/** The elements of a symbol that a node is, where their places are known: `x[2:3]` is the second and the third. */
export function partOf(node: Node): { readonly symbol: Symbol; readonly part: Part } | null {
  if (node.kind === 'symbol') return { symbol: node, part: wholeOf(node) };
  if (node.kind !== 'contract') return null;
  const at = node.args.findIndex((arg) => arg.kind !== 'onehot');
  const symbol = node.args[at];
  if (symbol?.kind !== 'symbol' || node.args.some((arg, k) => k !== at && arg.kind !== 'onehot'))
    return null;
  const part = picked(node, at, symbol);
  const axes = part?.flatMap(({ axis }) => axis ?? []).toSorted((a, b) => a - b);
  const isEach = axes?.length === innerShape(node).length && axes.every((axis, i) => axis === i);
  return part && isEach ? { symbol, part } : null;
}

/** The sizes of the axes of a part. */
export function extentsOf(part: Part): number[] {
  const extents: number[] = [];
  for (const { axis, size } of part) if (axis !== null) extents[axis] = size;
  return extents;
}

/** What a contraction takes of its argument k, a symbol. */
function picked(node: Contract, k: number, symbol: Symbol): Part | null {
  const outer = hasRows(node) ? 1 : 0;
  const places = present(node.labels[k])
    .slice(hasRows(symbol) ? 1 : 0)
    .map((label, axis): Place | null => {
      const size = present(innerShape(symbol)[axis]);
      const hot = node.args.findIndex(
        (arg, j) => arg.kind === 'onehot' && node.labels[j]?.at(-1) === label,
      );
      if (hot >= 0) return placeOf(node, hot, outer);
      return label < node.shape.length ? { from: 0, size, axis: label - outer } : null;
    });
  return places.every((place) => place !== null) ? places : null;
}

/** The positions that a one-hot picks: a fixed one, or a range of them along an axis. */
function placeOf(node: Contract, k: number, outer: number): Place | null {
  const hot = present(node.args[k]);
  if (hot.kind !== 'onehot') return null;
  const value = constantOf(hot.index);
  if (value !== undefined) return { from: value, size: 1, axis: null };
  const { index } = hot;
  const [ramp, offset] = index.kind === 'map' && index.fn === 'add' ? index.args : [index];
  const from = offset ? constantOf(offset) : 0;
  const axis = present(node.labels[k]?.[0]) - outer;
  return ramp?.kind === 'ramp' && from !== undefined ? { from, size: ramp.size, axis } : null;
}

/** The row-major numbers of the elements of a part. */
export function elementsOf(part: Part, symbol: Symbol): readonly number[] {
  const extents = innerShape(symbol);
  return part.reduce<number[]>(
    (all, { from, size }, axis) =>
      all.flatMap((number) =>
        Array.from({ length: size }, (_, k) => number * present(extents[axis]) + from + k),
      ),
    [0],
  );
}

/** The row-major numbers of the elements of a symbol that nodes are computed from. */
export function elementsRead(roots: readonly Node[], symbol: Symbol): ReadonlySet<number> {
  const parts = postorder(roots).flatMap((node): Part[] =>
    childrenOf(node).flatMap((child, k) =>
      child === symbol
        ? [(node.kind === 'contract' && picked(node, k, symbol)) || wholeOf(symbol)]
        : [],
    ),
  );
  const own = roots.includes(symbol) ? [wholeOf(symbol)] : [];
  return new Set([...parts, ...own].flatMap((part) => elementsOf(part, symbol)));
}
