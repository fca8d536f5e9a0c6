import type { Buffer } from './loops.ts';
import { readsIn, readsOf, visitActions, type Item, type Loop } from './nest.ts';
import { unrolledExtent, type Index, type Place, type Tensor, type Term } from './term.ts';

/** Where a tensor's numbers are: in variables, or in an array, which may have the numbers of one row at a time. */
export type Storage =
  | { readonly kind: 'locals'; readonly isMutable: boolean }
  | { readonly kind: 'array'; readonly place: Place; readonly isOwn: boolean };

/** Makes an array of so many numbers, of the whole call or of one row at a time. */
export type MakeScratch = (name: string, length: number, perRow: boolean) => Buffer;

interface Use {
  readonly at: readonly Term[] | null;
}

/** All that is known of a tensor's uses in a tree of loops. */
interface Uses {
  readonly all: Use[];
  readonly operators: Set<string>;
}

/**
 * Decides where each tensor lies. It needs no array where every axis is either used in the loop
 * iteration that writes it, or short and always at positions known when the code is made.
 */
export function decideStorage(
  items: readonly Item[],
  result: Term | null,
  places: ReadonlyMap<Tensor, Place>,
  scratch: MakeScratch,
): ReadonlyMap<Tensor, Storage> {
  const uses = collectUses(items, result);
  const loops = loopsByIndex(items);
  const storage = new Map<Tensor, Storage>();
  for (const [tensor, { all, operators }] of uses) {
    const isWhole = tensor.place !== null || all.some((use) => use.at === null);
    const inLocals =
      !isWhole &&
      tensor.extents.every((extent, axis) =>
        isResolved(
          extent,
          all.map((use) => use.at?.[axis]),
          loops,
        ),
      );
    if (inLocals)
      storage.set(tensor, { kind: 'locals', isMutable: [...operators].some((o) => o !== '=') });
    else storage.set(tensor, arrayFor(tensor, places, scratch));
  }
  return storage;
}

function arrayFor(
  tensor: Tensor,
  places: ReadonlyMap<Tensor, Place>,
  scratch: MakeScratch,
): Storage {
  const place = tensor.place ?? places.get(tensor);
  if (place) return { kind: 'array', place, isOwn: false };
  const buffer = scratch(tensor.name, volumeOf(tensor.extents), tensor.perRow);
  return { kind: 'array', place: { buffer, offset: 0 }, isOwn: tensor.perRow };
}

export const volumeOf = (extents: readonly number[]): number =>
  extents.reduce((n, size) => n * size, 1);

function collectUses(items: readonly Item[], result: Term | null): Map<Tensor, Uses> {
  const found = new Map<Tensor, Uses>();
  const add = (tensor: Tensor, at: readonly Term[] | null, operator?: string): void => {
    const uses = found.get(tensor) ?? { all: [], operators: new Set() };
    found.set(tensor, uses);
    uses.all.push({ at });
    if (operator) uses.operators.add(operator);
  };
  visitActions(items, (action) => {
    if (action.kind === 'update') add(action.target, action.at, action.operator);
    else add(action.target, action.kind === 'fill' ? [] : null);
    readsOf(action).forEach(({ tensor, at }) => add(tensor, at));
  });
  if (result) readsIn(result).forEach(({ tensor, at }) => add(tensor, at));
  return found;
}

export function loopsByIndex(
  items: readonly Item[],
  found = new Map<Index, Loop>(),
): Map<Index, Loop> {
  for (const item of items) {
    if (item.kind !== 'loop') continue;
    item.indices.forEach((index) => found.set(index, item));
    loopsByIndex(item.body, found);
  }
  return found;
}

/** Whether an axis takes no room: one loop makes and uses it, or its few positions are all known. */
function isResolved(
  extent: number,
  positions: readonly (Term | undefined)[],
  loops: ReadonlyMap<Index, Loop>,
): boolean {
  if (extent <= unrolledExtent) return true;
  const used = new Set(
    positions.map((term) => (term?.kind === 'index' ? loops.get(term.index) : undefined)),
  );
  return used.size === 1 && !used.has(undefined);
}
