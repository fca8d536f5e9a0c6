import { extentOf, isLoopOf, type Item, type Loop, type Update } from './nest.ts';
import { unrolledExtent } from './term.ts';

/**
 * How many iterations of a loop are written out in one, found by measurement. A matrix product is
 * computed in tiles, so that what is loaded is used several times: 4 rows × 2 outputs × 2 inputs for a sum
 * that ends in variables, 4 rows × 4 × 1 for an outer product that is added to a matrix.
 */
export function jamWidths(items: readonly Item[]): (loop: Loop) => number {
  const widths = new Map<Loop, { readonly width: number; readonly volume: number }>();
  const propose = (loop: Loop, wanted: number, volume: number): void => {
    const width = fitting(loop, wanted);
    if ((widths.get(loop)?.volume ?? 0) < volume) widths.set(loop, { width, volume });
  };
  for (const { outer, inner } of items.filter(isOverRows).flatMap((loop) => pairsIn(loop.body))) {
    const volume = countOf(outer) * countOf(inner);
    if (volume < smallestTiled) continue;
    const updates = inner.body.filter((item): item is Update => item.kind === 'update');
    if (updates.some((update) => update.at.some((term) => isLoopOf(term, inner)))) {
      propose(outer, 4, volume);
    } else {
      propose(outer, 2, volume);
      propose(inner, 2, volume);
    }
  }
  return (loop) => widths.get(loop)?.width ?? 1;
}

const isOverRows = (item: Item): item is Loop => item.kind === 'loop' && extentOf(item) === 'rows';

/** Smaller matrices are not worth the code. */
const smallestTiled = 256;

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
