import { readsOf, type Chain, type Update } from './nest.ts';
import type { Place, Tensor, Term } from './term.ts';

/**
 * A tensor that only goes into one place, position by position, is made at that place: a gradient is
 * accumulated in the gradient itself and scaled there.
 */
export function placeInOutput(
  chains: readonly Chain[],
  result: readonly Tensor[],
): ReadonlyMap<Tensor, Place> {
  const readers = countReads(chains);
  result.forEach((tensor) => readers.set(tensor, Infinity));
  const places = new Map<Tensor, Place>();
  for (const { action } of chains) {
    if (action.kind !== 'update' || action.operator !== '=' || !action.target.place) continue;
    const moved = readsOf(action).find(
      ({ tensor, at }) => fits(tensor, at, action) && readers.get(tensor) === 1,
    );
    if (moved) places.set(moved.tensor, action.target.place);
  }
  return places;
}

function countReads(chains: readonly Chain[]): Map<Tensor, number> {
  const counts = new Map<Tensor, number>();
  const count = (tensor: Tensor): unknown => counts.set(tensor, (counts.get(tensor) ?? 0) + 1);
  for (const { action, start } of chains) {
    readsOf(action).forEach(({ tensor }) => count(tensor));
    if (start) readsOf(start.action).forEach(({ tensor }) => count(tensor));
  }
  return counts;
}

/** Whether what is read lies just as what is written, and is no value of a row. */
function fits(tensor: Tensor, at: readonly Term[] | null, { target, at: place }: Update): boolean {
  const isAlike =
    !tensor.perRow && !target.perRow && tensor.extents.join() === target.extents.join();
  return (
    isAlike &&
    tensor.place === null &&
    at !== null &&
    at.every((term, axis) => isSameIndex(term, place[axis]))
  );
}

const isSameIndex = (a: Term, b: Term | undefined): boolean =>
  a.kind === 'index' && b?.kind === 'index' && a.index === b.index;
