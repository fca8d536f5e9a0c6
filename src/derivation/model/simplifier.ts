import type { Graph, Node } from '../../graph/index.ts';
import { simplify, readable } from '../../rewrite/index.ts';

/** Brings a node into its readable, shorter form; tells the names of the rewrites if asked. */
export type Simplify = (node: Node, onRule?: (name: string) => void) => Node;

/** A simplifier that does what its nodes have in common once. */
export function simplifierOf(g: Graph): Simplify {
  const settled = new Map<Node, Node>();
  return (node, onRule) => {
    // Rewrites are told only where they are made, so not of what is settled.
    const known = onRule ? new Map<Node, Node>() : settled;
    const [result = node] = simplify(
      g,
      [node],
      readable,
      { rewritten: (step) => onRule?.(step.rule) },
      known,
    );
    if (onRule) known.forEach((after, before) => settled.set(before, after));
    return result;
  };
}
