import { present } from '../../base/invariant.ts';
import {
  elementsOf,
  elementsRead,
  hasRows,
  indicesOf,
  mostAhead,
  partOf,
  postorder,
  substitute,
  type Node,
  type Symbol,
} from '../../graph/index.ts';
import type { Factor } from '../../model/index.ts';
import { resolve } from './chain-rule.ts';
import type { Maths } from './maths.ts';

/** Elements of a symbol that the elements of a subject, which are of the same symbol, depend on. */
export interface OwnElements {
  readonly symbol: Symbol;
  /** How many elements stand before the subject, where each of its elements depends on earlier ones alone. */
  readonly before: number | null;
  /** The positions of those that the subject depends on, all elements together. */
  readonly positions: readonly number[];
}

/**
 * What the subject depends on of the vector that it is or is a part of; null where that is nothing or of no known
 * order. Where each element depends on earlier ones alone, the product of their densities is that of the subject.
 */
export function ownElements(maths: Maths, { subject, args }: Factor): OwnElements | null {
  const { graph: g } = maths.symbolic.model;
  const { symbol, part } = partOf(subject) ?? {};
  const [place] = part ?? [];
  if (!symbol || !place || part?.length !== 1) return null;
  const values = resolve(
    g,
    maths.symbolic.definitions.map((d) => [d.symbol, d.node]),
  );
  const uses = substitute(g, args, values).filter((node) => postorder([node]).includes(symbol));
  if (uses.length === 0) return null;
  const positions = [...elementsRead(uses, symbol)].toSorted((a, b) => a - b);
  const axis = hasRows(subject) ? 1 : 0;
  const isInOrder =
    place.axis !== null &&
    place.stride === 1 &&
    uses.every(
      (node) =>
        node.shape.length === subject.shape.length && aheadOf(symbol, node, axis) < place.from,
    );
  if (isInOrder) return { symbol, before: place.from, positions };
  const own = elementsOf(part, symbol);
  return positions.some((k) => own.includes(k)) ? null : { symbol, before: null, positions };
}

/** The most that an element of a vector is ahead of the element along an axis that is computed from it. */
function aheadOf(vector: Node, root: Node, rootAxis: number): number {
  const reads = (nodes: readonly Node[]): boolean => postorder(nodes).includes(vector);
  const known = new Map<string, number>();
  const ahead = (node: Node, axis: number): number => {
    const key = `${node.id} ${axis}`;
    const found = known.get(key) ?? compute(node, axis);
    known.set(key, found);
    return found;
  };
  const compute = (node: Node, axis: number): number => {
    if (node === vector) return axis === node.shape.length - 1 ? 0 : Infinity;
    if (!reads([node])) return -Infinity;
    if (node.kind === 'map') return Math.max(...node.args.map((arg) => ahead(arg, axis)));
    if (node.kind !== 'contract' || reads(indicesOf(node.brackets))) return Infinity;
    const { args, labels, brackets } = node;
    const ofArg = (arg: Node, k: number): number =>
      Math.min(
        ...present(labels[k]).map((label, at) => ahead(arg, at) + mostAhead(brackets, label, axis)),
      );
    return Math.max(...args.map((arg, k) => (reads([arg]) ? ofArg(arg, k) : -Infinity)));
  };
  return ahead(root, rootAxis);
}
