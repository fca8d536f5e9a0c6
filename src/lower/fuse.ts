import { present } from '../base/invariant.ts';
import {
  isLoopOf,
  readsOf,
  visitActions,
  withIndex,
  type Access,
  type Action,
  type Chain,
  type Item,
  type Loop,
  type LoopBound,
} from './nest.ts';
import { isUnrolled, type Index, type Tensor } from './term.ts';

/**
 * Puts chains of loops into one tree, in order. A loop is merged with an earlier one of the same extent
 * where each iteration needs from it no more than the same iteration, so that what one makes the other
 * uses at once.
 */
export function fuse(chains: readonly Chain[]): Item[] {
  const items: Item[] = [];
  const placed = new Set<Index>();
  for (const chain of chains) new Insertion(chain, placed).into(items, 0);
  return items;
}

class Insertion {
  #chain: Chain;
  /** What the action touches: a later iteration or loop may only follow what writes these. */
  #accesses: readonly Access[];
  /** All indices that have a loop. */
  readonly #placed: Set<Index>;
  /** The loops that the action is put into, outermost first. */
  readonly #path: Loop[] = [];

  constructor(chain: Chain, placed: Set<Index>) {
    this.#chain = chain;
    this.#accesses = accessesIn(chain);
    this.#placed = placed;
  }

  into(items: Item[], depth: number): void {
    const { start } = this.#chain;
    if (start?.depth === depth) new Insertion(start, this.#placed).into(items, 0);
    const last = items.findLastIndex((item) =>
      this.#accesses.some(({ tensor }) => writes(item, tensor)),
    );
    const wanted = this.#chain.loops[depth];
    if (wanted === undefined) {
      // As early as may be, so that loops that need it can be merged with earlier ones.
      items.splice(last + 1, 0, this.#chain.action);
      return;
    }
    const from = Math.max(last, 0);
    const own = ownLoop(items.slice(from), wanted);
    const index = own ? wanted : this.#newIndex(wanted);
    const loop =
      own ??
      (this.#isWrittenOut(depth)
        ? this.#addLoop(items, last + 1, index)
        : (this.#host(items, from, index) ?? this.#addLoop(items, items.length, index)));
    loop.indices.add(index);
    this.#placed.add(index);
    loop.writes.add(this.#chain.action.target);
    this.#path.push(loop);
    this.into(loop.body, depth + 1);
  }

  /** The index, or one in its place where its loop is over before what this action needs is made. */
  #newIndex(index: Index): Index {
    if (index.extent === 'rows' || !this.#placed.has(index)) return index;
    const own: Index = { ...index };
    this.#chain = withIndex(this.#chain, index, own);
    this.#accesses = accessesIn(this.#chain);
    return own;
  }

  #host(items: readonly Item[], from: number, index: Index): Loop | undefined {
    return items
      .slice(from)
      .find((item): item is Loop => item.kind === 'loop' && this.#fits(item, index));
  }

  /** Whether no counted loop remains: the action comes as early as it may. */
  #isWrittenOut(depth: number): boolean {
    return this.#chain.loops.slice(depth).every(isUnrolled);
  }

  #addLoop(items: Item[], position: number, index: Index): Loop {
    const bounds = this.#boundsOf(index);
    const loop: Loop = { kind: 'loop', indices: new Set(), bounds, body: [], writes: new Set() };
    items.splice(position, 0, loop);
    return loop;
  }

  #boundsOf(index: Index): LoopBound[] {
    const bounds = this.#chain.bounds?.filter((bound) => bound.index === index) ?? [];
    return bounds.map(({ side, other, offset }) => ({
      side,
      other: present(
        this.#path.find((loop) => loop.indices.has(other)),
        'a bound is around',
      ),
      offset,
    }));
  }

  #fits(loop: Loop, index: Index): boolean {
    if (index.extent === 'rows') return false;
    const first = present([...loop.indices][0]);
    if (first.extent !== index.extent || first.sequential !== index.sequential) return false;
    const shared = this.#accesses.filter(({ tensor }) => loop.writes.has(tensor));
    // What a loop makes for this one is worth more than what this one could leave out.
    const isAsLong = shared.length > 0 && loop.bounds.length === 0;
    if (!isAsLong && !areEqual(loop.bounds, this.#boundsOf(index))) return false;
    return shared.every((access) => this.#isSameIteration(loop, index, access));
  }

  /** Whether what the loop writes of a tensor is touched by the same iteration only. */
  #isSameIteration(loop: Loop, index: Index, access: Access): boolean {
    let fits = true;
    visitActions([loop], (action) => {
      if (action.target !== access.tensor) return;
      const at = action.kind === 'update' ? action.at : null;
      fits &&=
        at !== null &&
        access.at !== null &&
        at.some((term, axis) => {
          const other = access.at?.[axis];
          return isLoopOf(term, loop) && other?.kind === 'index' && other.index === index;
        });
    });
    return fits;
  }
}

const areEqual = (a: readonly LoopBound[], b: readonly LoopBound[]): boolean =>
  a.length === b.length &&
  a.every(({ side, other, offset }) =>
    b.some((bound) => bound.side === side && bound.other === other && bound.offset === offset),
  );

/** The loop that has the index already. */
const ownLoop = (items: readonly Item[], index: Index): Loop | undefined =>
  items.find((item): item is Loop => item.kind === 'loop' && item.indices.has(index));

const accessesIn = ({ action, start }: Chain): Access[] => [
  ...accessesOf(action),
  ...(start ? accessesOf(start.action) : []),
];

const accessesOf = (action: Action): Access[] => [
  { tensor: action.target, at: action.kind === 'update' ? action.at : null },
  ...readsOf(action),
];

const writes = (item: Item, tensor: Tensor): boolean =>
  item.kind === 'loop' ? item.writes.has(tensor) : item.target === tensor;
