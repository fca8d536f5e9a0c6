import { present } from '../base/invariant.ts';
import { withIndices } from './brackets.ts';
import type { Graph } from './graph.ts';
import { map } from './map.ts';
import { childrenOf, dispatch, type ByKind, type Node } from './node.ts';
import { product, productOf } from './product.ts';
import { reduce, stack } from './build.ts';

/** Every node below the roots once, children before parents; nothing at or below what is `done`. */
export function postorder(
  roots: readonly Node[],
  done: { has(node: Node): boolean } = new Set<Node>(),
): Node[] {
  const seen = new Set<Node>();
  const order: Node[] = [];
  // An explicit stack: graphs can be deeper than the call stack. A node comes back below its children.
  const pending = roots.toReversed();
  const isBack = roots.map(() => false);
  for (let top = pending.pop(); top; top = pending.pop()) {
    if (isBack.pop()) order.push(top);
    else if (!seen.has(top) && !done.has(top)) {
      seen.add(top);
      pending.push(top);
      isBack.push(true);
      const children = childrenOf(top);
      for (let k = children.length - 1; k >= 0; k--) {
        const child = present(children[k]);
        if (seen.has(child)) continue;
        pending.push(child);
        isBack.push(false);
      }
    }
  }
  return order;
}

const rebuilders: ByKind<[Graph, (child: Node) => Node], Node> = {
  constant: (n) => n,
  symbol: (n) => n,
  ramp: (n) => n,
  map: (n, g, to) => map(g, n.fn, n.args.map(to)),
  contract: (n, g, to) =>
    product(g, {
      ...productOf(n),
      factors: n.args.map((arg, k) => ({ node: to(arg), labels: present(n.labels[k]) })),
      brackets: withIndices(n.brackets, to),
    }),
  reduce: (n, g, to) => reduce(g, n.op, to(n.arg), n.axes),
  stack: (n, g, to) => stack(g, n.parts.map(to), n.axis),
};

/** The node with its children replaced, in canonical form; itself where none changes. */
export const rebuild = (g: Graph, node: Node, to: (child: Node) => Node): Node =>
  childrenOf(node).every((child) => to(child) === child) ? node : dispatch(rebuilders, node, g, to);

/** Is told of a node and what stands in its place. */
export type OnReplaced = (before: Node, after: Node) => void;

/**
 * Replaces nodes from the leaves up: `rewrite` sees each node with its children already replaced.
 * Shared nodes are replaced once.
 */
export function transform(
  g: Graph,
  roots: readonly Node[],
  rewrite: (node: Node) => Node,
  onReplaced?: OnReplaced,
): (node: Node) => Node {
  const done = new globalThis.Map<Node, Node>();
  const to = (node: Node): Node => done.get(node) ?? node;
  for (const node of postorder(roots)) {
    const after = rewrite(rebuild(g, node, to));
    if (after !== node) onReplaced?.(node, after);
    done.set(node, after);
  }
  return to;
}

/** The roots with some nodes replaced by others; tells what it rebuilt for that. */
export function substitute(
  g: Graph,
  roots: readonly Node[],
  replacements: ReadonlyMap<Node, Node>,
  onRebuilt?: OnReplaced,
): Node[] {
  const done = new globalThis.Map<Node, Node>();
  const to = (node: Node): Node => done.get(node) ?? node;
  for (const node of postorder(roots)) {
    const replacement = replacements.get(node);
    const after = replacement ?? rebuild(g, node, to);
    if (after !== node && !replacement) onRebuilt?.(node, after);
    done.set(node, after);
  }
  return roots.map(to);
}

/** Whether any of some unknowns lies below a node. */
export type Involves = (node: Node) => boolean;

export function involving(unknowns: ReadonlySet<Node>): Involves {
  const known = new Map<Node, boolean>();
  const involves = (node: Node): boolean => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const result = unknowns.has(node) || childrenOf(node).some(involves);
    known.set(node, result);
    return result;
  };
  return involves;
}
