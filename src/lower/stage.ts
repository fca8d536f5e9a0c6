import { present } from '../base/invariant.ts';
import { childrenOf, hasRows, postorder, type Node } from '../graph/index.ts';

/** Whether a node without a data axis is made of what has one: a sum or another reduction over rows. */
export const isOverRows = (node: Node): boolean =>
  !hasRows(node) &&
  (node.kind === 'contract' || node.kind === 'reduce') &&
  childrenOf(node).some(hasRows);

/**
 * In which pass over the rows a node can be computed first: 0 for what needs no reduction over rows,
 * one more for each reduction that must be complete before.
 */
export function passesOf(roots: readonly Node[]): ReadonlyMap<Node, number> {
  const passes = new Map<Node, number>();
  for (const node of postorder(roots)) {
    const inner = Math.max(0, ...childrenOf(node).map((child) => present(passes.get(child))));
    passes.set(node, isOverRows(node) ? inner + 1 : inner);
  }
  return passes;
}

/**
 * The passes in which each node that varies by row is needed: it is computed in each of them anew, as
 * nothing of the length of the data is kept.
 */
export function neededPasses(
  roots: readonly Node[],
  passes: ReadonlyMap<Node, number>,
): ReadonlyMap<Node, ReadonlySet<number>> {
  const order = postorder(roots);
  const needed = new Map<Node, Set<number>>(order.map((node) => [node, new Set()]));
  const need = (node: Node, pass: number): unknown => hasRows(node) && needed.get(node)?.add(pass);
  for (const root of roots) need(root, present(passes.get(root)));
  for (const node of order.toReversed()) {
    const own = isOverRows(node) ? [present(passes.get(node)) - 1] : present(needed.get(node));
    for (const pass of own) childrenOf(node).forEach((child) => need(child, pass));
  }
  return needed;
}
