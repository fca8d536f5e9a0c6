import type { Kernel } from './loops.ts';
import { extentOf, isLoopOf, type Item, type Loop, type Update } from './nest.ts';
import { unrolledExtent, visitTerm, type Term } from './term.ts';

/** How much of a loop a target writes out in one iteration, found by measurement on it. */
export interface Widths {
  /** Rows that an iteration takes, by the size of what it does for each. */
  readonly rows: readonly { readonly upTo: number; readonly rows: number }[];
  /** Tiles of a matrix product, so that what is loaded is used several times. */
  readonly tile: {
    /** Smaller matrices are not worth the code. */
    readonly least: number;
    /** Outputs and inputs of a sum that ends in variables. */
    readonly sum: { readonly outer: number; readonly inner: number };
    /** Rows of a matrix that an outer product is added to. */
    readonly outerProduct: number;
  };
}

/** How the iterations of a kernel are taken. */
export interface Unrolling {
  /** Rows taken in one iteration of a loop over rows. */
  readonly rowLanes: number;
  /** Rows in a given order are taken one by one, so that rows as they lie are taken without a choice for each. */
  readonly isOrderApart: boolean;
  /** Iterations of an inner loop written out in one. */
  readonly jam: (loop: Loop) => number;
}

export const oneByOne: Unrolling = { rowLanes: 1, isOrderApart: false, jam: () => 1 };

/** Kernels that a fit calls again and again; the others are kept short. */
const isCalledOften: ReadonlySet<Kernel['name']> = new Set(['objective', 'objectiveAndGradient']);

/**
 * How many rows a kernel takes at a time: what does not vary by row is loaded once for all of them, and
 * their sums do not wait for each other. Of a matrix product, how many iterations of its loops.
 */
export function unrollAndJam(
  name: Kernel['name'],
  items: readonly Item[],
  widths: Widths,
): Unrolling {
  if (!isCalledOften.has(name)) return oneByOne;
  const overRows = items.filter(isOverRows);
  const size = Math.max(0, ...overRows.map((loop) => sizeOf(loop.body)));
  const rowLanes = widths.rows.find(({ upTo }) => size <= upTo)?.rows ?? 1;
  const isOrderApart = !overRows.some((loop) => loop.body.some(hasCountedLoop));
  return { rowLanes, isOrderApart, jam: tiles(overRows, widths.tile) };
}

/** Widths of the loops of a kernel that multiply matrices; 1 for all others. */
function tiles(overRows: readonly Loop[], tile: Widths['tile']): (loop: Loop) => number {
  const widths = new Map<Loop, { readonly width: number; readonly volume: number }>();
  const propose = (loop: Loop, wanted: number, volume: number): void => {
    const width = fitting(loop, wanted);
    if ((widths.get(loop)?.volume ?? 0) < volume) widths.set(loop, { width, volume });
  };
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

/** Operations in the text of a row's statements, short loops written out. */
function sizeOf(items: readonly Item[]): number {
  return items.reduce((sum, item) => {
    if (item.kind === 'update') return sum + termSize(item.value);
    if (item.kind !== 'loop') return sum + 1;
    const extent = extentOf(item);
    const copies = extent !== 'rows' && extent <= unrolledExtent ? extent : 1;
    return sum + copies * sizeOf(item.body);
  }, 0);
}

function termSize(term: Term): number {
  let size = 0;
  visitTerm(term, () => size++);
  return size;
}

const isOverRows = (item: Item): item is Loop => item.kind === 'loop' && extentOf(item) === 'rows';

function hasCountedLoop(item: Item): boolean {
  if (item.kind !== 'loop') return false;
  const extent = extentOf(item);
  return (extent !== 'rows' && extent > unrolledExtent) || item.body.some(hasCountedLoop);
}

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
