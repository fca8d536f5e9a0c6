import type { Kernel } from './loops.ts';
import type { Item, Loop } from './nest.ts';
import { extentOf } from './nest.ts';
import { unrolledExtent } from './term.ts';

/** How many rows an iteration takes, found by measurement. */
const withInnerLoops = 4;
const withoutInnerLoops = 2;

/** How the rows of a kernel are taken. */
export interface RowBlock {
  readonly rowLanes: number;
  readonly isOrderApart: boolean;
}

/**
 * How many rows a kernel takes at a time: with loops inside, what does not vary by row is loaded once
 * for all of them; without, two suffice to keep the processor busy. Draws follow one after the other.
 */
export function rowBlock(name: Kernel['name'], items: readonly Item[]): RowBlock {
  if (name === 'sample') return { rowLanes: 1, isOrderApart: false };
  const hasInner = items.some((item) => isOverRows(item) && item.body.some(hasCountedLoop));
  return { rowLanes: hasInner ? withInnerLoops : withoutInnerLoops, isOrderApart: !hasInner };
}

const isOverRows = (item: Item): item is Loop => item.kind === 'loop' && extentOf(item) === 'rows';

function hasCountedLoop(item: Item): boolean {
  if (item.kind !== 'loop') return false;
  const extent = extentOf(item);
  return (extent !== 'rows' && extent > unrolledExtent) || item.body.some(hasCountedLoop);
}
