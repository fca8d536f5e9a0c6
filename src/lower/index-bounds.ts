import type { Contract } from '../graph/index.ts';
import { summedLabels } from './gather.ts';
import type { IndexBound } from './nest.ts';
import type { Bound, Regions } from './regions.ts';
import { isOverRows } from './stage.ts';
import { isUnrolled, type Index } from './term.ts';

/**
 * What the loops of a sum can leave out: terms that are 0, and elements that nothing needs where the sum
 * starts from 0 outside of the loops. `outer` are the loops over its elements, `summed` those that it adds
 * up, and `loops` all of them, outermost first.
 */
export function boundsOf(
  node: Contract,
  outer: readonly Index[],
  summed: readonly Index[],
  loops: readonly Index[],
  regions: Regions,
): IndexBound[] {
  const isInner = (label: number): boolean => node.sizes[label] !== 'rows';
  const elements = [...node.shape.keys()].filter(isInner);
  const labels = [...elements, ...summedLabels(node).filter(isInner)];
  const indexOf = (label: number): Index | undefined =>
    [...outer, ...summed][labels.indexOf(label)];
  const isOpen = isOverRows(node) ? () => true : (index: Index) => summed.includes(index);
  const all = [...regions.ofSummand(node), ...(isOverRows(node) ? regions.ofDemand(node) : [])];
  return all.flatMap((bound) => {
    const [left, right] = [indexOf(bound.left), indexOf(bound.right)];
    const found = left && right && boundBetween(left, right, bound, loops);
    return found && isOpen(found.index) && !isUnrolled(found.index) ? [found] : [];
  });
}

/** The inner one of two loops is bounded by the outer one. */
function boundBetween(
  left: Index,
  right: Index,
  { most }: Bound,
  loops: readonly Index[],
): IndexBound | null {
  if (left === right) return null;
  return loops.indexOf(left) > loops.indexOf(right)
    ? { index: left, side: 'to', other: right, offset: most + 1 }
    : { index: right, side: 'from', other: left, offset: -most };
}
