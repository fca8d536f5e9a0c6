import { present } from '../../base/invariant.ts';
import { product, type Contract, type Factor, type Graph, type Node } from '../../graph/index.ts';

/** A contraction that does nothing but pick: Σₖ tₖ [k = i], exactly one summand of which counts. */
export interface Pick {
  readonly node: Contract;
  /** The one-hot factor, with its labels. */
  readonly hot: Factor;
  /** tₖ, its last axis the one that is picked from. */
  readonly summand: Node;
}

/** The node as a pick; null where it is none. */
export function pickOf(g: Graph, node: Node): Pick | null {
  if (node.kind !== 'contract' || node.sizes.length !== node.shape.length + 1) return null;
  const axis = node.shape.length;
  const factors = node.args.map((arg, k): Factor => ({
    node: arg,
    labels: present(node.labels[k]),
  }));
  const hot = factors.find((f) => f.node.kind === 'onehot' && f.labels.at(-1) === axis);
  const others = factors.filter((f) => f !== hot);
  if (!hot || !others.some((f) => f.labels.includes(axis))) return null;
  const output = [...node.sizes.keys()];
  return { node, hot, summand: product(g, { factors: others, output, sizes: node.sizes }) };
}

/** The pick of another summand of the same shape. */
export function repick(g: Graph, { node, hot }: Pick, summand: Node): Node {
  const labels = [...node.sizes.keys()];
  const output = [...node.shape.keys()];
  return product(g, { factors: [{ node: summand, labels }, hot], output, sizes: node.sizes });
}
