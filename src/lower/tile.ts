import { extentOf, isLoopOf, type Item, type Loop, type Update } from './nest.ts';
import { unrolledExtent } from './term.ts';
import type { Widths } from './unroll-and-jam.ts';

/** How many iterations of a counted loop are written out in one. */
export type Tiling = (loop: Loop) => number;

/** Widths of the loops over rows that multiply matrices; 1 for all others. */
export function tiles(items: readonly Item[], tile: Widths['tile']): Tiling {
  const widths = new Map<Loop, { readonly width: number; readonly volume: number }>();
  const propose = (loop: Loop, wanted: number, volume: number): void => {
    const width = fitting(loop, wanted);
    if ((widths.get(loop)?.volume ?? 0) < volume) widths.set(loop, { width, volume });
  };
  const overRows = items.filter(isOverRows);
  for (const { outer, inner } of overRows.flatMap((loop) => pairsIn(loop.body))) {
    const volume = countOf(outer) * countOf(inner);
    if (volume < tile.least) continue;
    const updates = inner.body.filter((item): item is Update => item.kind === 'update');
    if (updates.some((update) => update.at.some((term) => isLoopOf(term, inner)))) {
      propose(outer, tile.outerProduct, volume);
    } else {
      propose(outer, tile.sum.outer, volume);
      propose(inner, tile.sum.inner, volume);
    }
  }
  return (loop) => widths.get(loop)?.width ?? 1;
}

const isOverRows = (item: Item): item is Loop => item.kind === 'loop' && extentOf(item) === 'rows';

const countOf = (loop: Loop): number => {
  const extent = extentOf(loop);
  return extent === 'rows' ? 0 : extent;
};

/** A width that divides the extent if there is one, so that no rest is left. */
function fitting(loop: Loop, wanted: number): number {
  const extent = countOf(loop);
  return [wanted, 3, 2].find((width) => width <= wanted && extent % width === 0) ?? wanted;
}

interface Pair {
  readonly outer: Loop;
  readonly inner: Loop;
}

/** Innermost counted loops, each with the counted loop around it. */
function pairsIn(items: readonly Item[], outer: Loop | null = null): Pair[] {
  return items.flatMap((item): Pair[] => {
    if (item.kind !== 'loop') return [];
    const own = isCounted(item) ? item : outer;
    const below = pairsIn(item.body, own);
    return below.length === 0 && outer && own === item ? [{ outer, inner: item }] : below;
  });
}

const isCounted = (loop: Loop): boolean => {
  const sequential = [...loop.indices].some((index) => index.sequential);
  return countOf(loop) > unrolledExtent && !sequential;
};
