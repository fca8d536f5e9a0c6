import type { Node } from '../graph/index.ts';
import { indexTerm, mapTerm, visitTerm, type Index, type Tensor, type Term } from './term.ts';

export type UpdateOperator = '=' | '+=' | '*=' | 'max' | 'min';

/** Sets, or adds to, one number of a tensor. */
export interface Update {
  readonly kind: 'update';
  readonly target: Tensor;
  readonly at: readonly Term[];
  readonly operator: UpdateOperator;
  readonly value: Term;
  /** What it computes. */
  readonly of: readonly Node[];
}

/** Sets all numbers of a tensor to one value. */
export interface Fill {
  readonly kind: 'fill';
  readonly target: Tensor;
  readonly value: number;
  readonly of: readonly Node[];
}

/** A call for what it does: it reads whole tensors and fills another. */
export interface Perform {
  readonly kind: 'perform';
  readonly target: Tensor;
  readonly value: Term;
  readonly of: readonly Node[];
}

export type Action = Update | Fill | Perform;

/** Iterations before `from`, or from `to` on, can be left out; both count from the iteration of another loop. */
export interface LoopBound {
  readonly side: 'from' | 'to';
  readonly other: Loop;
  readonly offset: number;
}

/** A loop; merged loops have the indices of all of them. */
export interface Loop {
  readonly kind: 'loop';
  readonly indices: Set<Index>;
  readonly bounds: readonly LoopBound[];
  readonly body: Item[];
  /** Tensors that are written inside. */
  readonly writes: Set<Tensor>;
}

export type Item = Action | Loop;

/** A bound of one of a chain's loops by one that stands around it. */
export interface IndexBound {
  readonly index: Index;
  readonly side: LoopBound['side'];
  readonly other: Index;
  readonly offset: number;
}

/** One action under its loops, outermost first: what is merged with the loops that are there. */
export interface Chain {
  readonly loops: readonly Index[];
  readonly action: Action;
  /** What its loops can leave out. */
  readonly bounds?: readonly IndexBound[];
  /** What comes first inside the outermost `depth` of the loops, under loops of its own: a first value. */
  readonly start?: {
    readonly depth: number;
    readonly loops: readonly Index[];
    readonly action: Action;
  };
}

/** A place where a tensor is read: positions, or null for the whole of it. */
export interface Access {
  readonly tensor: Tensor;
  readonly at: readonly Term[] | null;
}

/** All tensors that an action reads. */
export function readsOf(action: Action): Access[] {
  if (action.kind === 'fill') return [];
  return readsIn(...(action.kind === 'update' ? action.at : []), action.value);
}

/** All tensors that terms read. */
export function readsIn(...roots: readonly Term[]): Access[] {
  const found: Access[] = [];
  const visit = (term: Term): void => {
    if (term.kind === 'read' && term.source.kind === 'tensor')
      found.push({ tensor: term.source, at: term.at });
    if (term.kind === 'array' && term.source.kind === 'tensor')
      found.push({ tensor: term.source, at: null });
  };
  roots.forEach((root) => visitTerm(root, visit));
  return found;
}

/** Visits the actions of items in order, with the loops around each. */
export function visitActions(
  items: readonly Item[],
  visit: (action: Action, around: readonly Loop[]) => void,
  around: readonly Loop[] = [],
): void {
  for (const item of items) {
    if (item.kind === 'loop') visitActions(item.body, visit, [...around, item]);
    else visit(item, around);
  }
}

export const isLoopOf = (term: Term, loop: Loop): boolean =>
  term.kind === 'index' && loop.indices.has(term.index);

export const extentOf = (loop: Loop): Index['extent'] => {
  for (const index of loop.indices) return index.extent;
  return 0;
};

/** A chain with one of its indices replaced by another. */
export function withIndex(chain: Chain, from: Index, to: Index): Chain {
  const replaced = (index: Index): Index => (index === from ? to : index);
  const term = (t: Term): Term =>
    mapTerm(t, (part) => (part.kind === 'index' ? indexTerm(replaced(part.index)) : part));
  const action = (a: Action): Action => {
    if (a.kind === 'fill') return a;
    return a.kind === 'update'
      ? { ...a, at: a.at.map(term), value: term(a.value) }
      : { ...a, value: term(a.value) };
  };
  const { start, bounds } = chain;
  return {
    ...chain,
    loops: chain.loops.map(replaced),
    action: action(chain.action),
    ...(bounds && {
      bounds: bounds.map((b) => ({ ...b, index: replaced(b.index), other: replaced(b.other) })),
    }),
    ...(start && {
      start: { ...start, loops: start.loops.map(replaced), action: action(start.action) },
    }),
  };
}
