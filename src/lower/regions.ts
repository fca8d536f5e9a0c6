import { present } from '../base/invariant.ts';
import {
  childrenOf,
  constantOf,
  dispatch,
  postorder,
  type ByKind,
  type Contract,
  type Map as MapNode,
  type Node,
} from '../graph/index.ts';

/** i − j ≤ most for the positions i and j on two axes of a node, or on two labels of a contraction. */
export interface Bound {
  readonly left: number;
  readonly right: number;
  readonly most: number;
}

/**
 * Where nodes matter: a triangular mask is 0 outside of a part of its positions, and so is what it
 * multiplies. Loops may leave out the rest.
 */
export class Regions {
  readonly #support = new Map<Node, readonly Bound[]>();
  readonly #demand = new Map<Node, readonly Bound[]>();
  readonly #hasMasks: boolean;

  constructor(roots: readonly Node[]) {
    const order = postorder(roots);
    this.#hasMasks = order.some(isTriangular);
    if (!this.#hasMasks) return;
    roots.forEach((root) => this.#demand.set(root, []));
    for (const node of order.toReversed()) this.#passDemand(node);
  }

  /** Bounds on the labels of a contraction outside of which its summand is 0. */
  ofSummand(node: Contract, without = -1): readonly Bound[] {
    if (!this.#hasMasks) return [];
    const own = node.brackets.flatMap((b): Bound[] =>
      b.kind === 'below' && b.label !== null && b.other !== null
        ? [{ left: b.label, right: b.other, most: b.most }]
        : [],
    );
    return narrowed([
      ...own,
      ...node.args.flatMap((_, k) => (k === without ? [] : this.#ofArgument(node, k))),
    ]);
  }

  /** Bounds on the axes of a node outside of which everything multiplies it by 0. */
  ofDemand(node: Node): readonly Bound[] {
    return this.#demand.get(node) ?? [];
  }

  #ofArgument(node: Contract, k: number): Bound[] {
    const labels = present(node.labels[k]);
    return this.#supportOf(present(node.args[k])).map(({ left, right, most }) => ({
      left: present(labels[left]),
      right: present(labels[right]),
      most,
    }));
  }

  /** Bounds outside of which a node is 0. */
  #supportOf(node: Node): readonly Bound[] {
    const known = this.#support.get(node);
    if (known) return known;
    const found = dispatch(supports, node, {
      of: (part: Node) => this.#supportOf(part),
      ofSummand: (contract: Contract) => this.ofSummand(contract),
    });
    this.#support.set(node, found);
    return found;
  }

  /** A factor is needed where the others are not 0; a term, where its sum is needed. */
  #passDemand(node: Node): void {
    const own = this.ofDemand(node);
    childrenOf(node).forEach((child, k) => {
      const needed =
        node.kind === 'contract'
          ? this.#demandOfFactor(node, k, own)
          : node.kind === 'map' && node.fn === 'add'
            ? own
            : [];
      const known = this.#demand.get(child);
      this.#demand.set(child, known ? common([known, needed]) : needed);
    });
  }

  #demandOfFactor(node: Contract, k: number, own: readonly Bound[]): readonly Bound[] {
    const labels = node.labels[k];
    if (!labels) return [];
    return narrowed([...own, ...this.ofSummand(node, k)]).flatMap(({ left, right, most }) => {
      const bound = { left: labels.indexOf(left), right: labels.indexOf(right), most };
      return bound.left >= 0 && bound.right >= 0 ? [bound] : [];
    });
  }
}

const isTriangular = (node: Node): boolean =>
  node.kind === 'contract' && node.brackets.some((b) => b.kind === 'below');

/** The supports of what a node is made of. */
interface Supports {
  readonly of: (part: Node) => readonly Bound[];
  readonly ofSummand: (node: Contract) => readonly Bound[];
}

const supports: ByKind<[Supports], readonly Bound[]> = {
  constant: () => [],
  symbol: () => [],
  ramp: () => [],
  map: supportOfMap,
  contract: (n, parts) =>
    parts.ofSummand(n).filter(({ left, right }) => left < n.shape.length && right < n.shape.length),
  reduce: () => [],
  stack: () => [],
};

function supportOfMap(node: MapNode, { of }: Supports): readonly Bound[] {
  const [a, b, c] = node.args;
  if (node.fn === 'add') return common(node.args.map(of));
  if (node.fn === 'and') return narrowed(node.args.flatMap(of));
  if (node.fn === 'where' && a && b && c)
    return constantOf(c) === 0 ? narrowed([...of(a), ...of(b)]) : [];
  return [];
}

const isOnSameAxes = (a: Bound, b: Bound): boolean => a.left === b.left && a.right === b.right;

/** All of some bounds at once: the tightest of those on the same axes. */
const narrowed = (bounds: readonly Bound[]): Bound[] =>
  bounds.filter((bound, k) =>
    bounds.every(
      (other, l) =>
        !isOnSameAxes(bound, other) ||
        bound.most < other.most ||
        (bound.most === other.most && k <= l),
    ),
  );

/** What holds wherever one of some sets of bounds holds. */
const common = ([first = [], ...rest]: readonly (readonly Bound[])[]): readonly Bound[] =>
  first.flatMap((bound) => {
    const same = rest.map((bounds) => bounds.find((other) => isOnSameAxes(bound, other)));
    if (same.includes(undefined)) return [];
    return [{ ...bound, most: Math.max(bound.most, ...same.map((other) => present(other).most)) }];
  });
