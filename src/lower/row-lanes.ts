import type { Kernel } from './loops.ts';
import type { Item, Loop } from './nest.ts';
import { extentOf } from './nest.ts';
import { unrolledExtent, visitTerm, type Term } from './term.ts';

/** How many rows an iteration takes by the size of what it does for each, found by measurement. */
const widths: readonly { readonly upTo: number; readonly rows: number }[] = [
  { upTo: 8, rows: 6 },
  { upTo: 400, rows: 4 },
  { upTo: 1000, rows: 2 },
];

/** How the rows of a kernel are taken. */
export interface RowBlock {
  readonly rowLanes: number;
  readonly isOrderApart: boolean;
}

/** Kernels that a fit calls again and again; the others are kept short. */
export const isCalledOften: ReadonlySet<Kernel['name']> = new Set([
  'objective',
  'objectiveAndGradient',
]);

const oneByOne: RowBlock = { rowLanes: 1, isOrderApart: false };

/**
 * How many rows a kernel takes at a time: what does not vary by row is loaded once for all of them, and
 * their sums do not wait for each other.
 */
export function rowBlock(name: Kernel['name'], items: readonly Item[]): RowBlock {
  if (!isCalledOften.has(name)) return oneByOne;
  const overRows = items.filter(isOverRows);
  const size = Math.max(0, ...overRows.map((loop) => sizeOf(loop.body)));
  const rowLanes = widths.find(({ upTo }) => size <= upTo)?.rows ?? 1;
  return { rowLanes, isOrderApart: !overRows.some((loop) => loop.body.some(hasCountedLoop)) };
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
