import { childrenOf, postorder, type Node } from '../../graph/index.ts';

/** How many leaves the formula of a node has, each use of a shared part counted. */
export function leavesOf(root: Node): number {
  const leaves = new Map<Node, number>();
  for (const node of postorder([root])) {
    const below = childrenOf(node).reduce((sum, child) => sum + (leaves.get(child) ?? 0), 0);
    leaves.set(node, Math.max(1, below));
  }
  return leaves.get(root) ?? 1;
}

/** Formulas with more leaves are not even written to be measured. */
export const mostLeaves = 400;
