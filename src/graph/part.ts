import { present } from '../base/invariant.ts';
import { innerShape } from './build.ts';
import { childrenOf, hasRows, type Contract, type Node, type Symbol } from './node.ts';
import { postorder } from './walk.ts';

/** Positions on one axis of a column: `size` of them from `from` (counted from 0) by `stride`, along an axis of the part or none. */
interface Place {
  readonly from: number;
  readonly stride: number;
  readonly size: number;
  readonly axis: number | null;
}

/** Elements of a column, by its axes without the rows. */
export type Part = readonly Place[];

/** All elements of a symbol. */
export const wholeOf = (symbol: Symbol): Part =>
  innerShape(symbol).map((size, axis) => ({ from: 0, stride: 1, size, axis }));

/** The elements of a symbol that a node is, where their places are known: `x[2:3]` is the second and the third. */
export function partOf(node: Node): { readonly symbol: Symbol; readonly part: Part } | null {
  if (node.kind === 'symbol') return { symbol: node, part: wholeOf(node) };
  const symbol = node.kind === 'contract' && node.args.length === 1 ? node.args[0] : undefined;
  if (node.kind !== 'contract' || symbol?.kind !== 'symbol') return null;
  const part = picked(node, 0, symbol);
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
    .map((label): Place | null => {
      if (label < node.shape.length)
        return { from: 0, stride: 1, size: Number(node.sizes[label]), axis: label - outer };
      const bracket = node.brackets.find((b) => b.kind !== 'below' && b.label === label);
      if (bracket?.kind === 'at') return { from: bracket.position, stride: 1, size: 1, axis: null };
      if (bracket?.kind !== 'along' || bracket.along >= node.shape.length) return null;
      const { along, stride, offset } = bracket;
      return { from: offset, stride, size: Number(node.sizes[along]), axis: along - outer };
    });
  return places.every((place) => place !== null) ? places : null;
}

/** The row-major numbers of the elements of a part. */
export function elementsOf(part: Part, symbol: Symbol): readonly number[] {
  const extents = innerShape(symbol);
  return part.reduce<number[]>(
    (all, { from, stride, size }, axis) =>
      all.flatMap((number) =>
        Array.from({ length: size }, (_, k) => number * present(extents[axis]) + from + stride * k),
      ),
    [0],
  );
}

/** The row-major numbers of the elements of a symbol that nodes are computed from. */
export function elementsRead(roots: readonly Node[], symbol: Symbol): ReadonlySet<number> {
  const parts = postorder(roots).flatMap((node): Part[] =>
    childrenOf(node).flatMap((child, k) =>
      child === symbol
        ? [
            (node.kind === 'contract' && k < node.args.length && picked(node, k, symbol)) ||
              wholeOf(symbol),
          ]
        : [],
    ),
  );
  const own = roots.includes(symbol) ? [wholeOf(symbol)] : [];
  return new Set([...parts, ...own].flatMap((part) => elementsOf(part, symbol)));
}
