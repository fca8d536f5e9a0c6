import {
  isSafe,
  labelsOf,
  product,
  productOf,
  type Bracket,
  type Contract,
  type Graph,
  type Node,
} from '../../graph/index.ts';

/** A contraction that does nothing but pick: Σₖ tₖ [k = i], exactly one summand of which counts. */
export interface Pick {
  readonly node: Contract;
  /** [k = i] */
  readonly bracket: Bracket;
  /** tₖ, its last axis the one that is picked from. */
  readonly summand: Node;
}

/** The node as a pick; null where it is none. */
export function pickOf(g: Graph, node: Node): Pick | null {
  if (node.kind !== 'contract' || node.sizes.length !== node.shape.length + 1) return null;
  const axis = node.shape.length;
  const [bracket, ...others] = node.brackets;
  if (!bracket || others.length > 0 || !isSafe(bracket, node.sizes)) return null;
  if (labelsOf(bracket)[0] !== axis || !node.labels.some((labels) => labels.includes(axis)))
    return null;
  const whole = { ...productOf(node), output: [...node.sizes.keys()], brackets: [] };
  return { node, bracket, summand: product(g, whole) };
}

/** The pick of another summand of the same shape. */
export function repick(g: Graph, { node }: Pick, summand: Node): Node {
  return product(g, {
    ...productOf(node),
    factors: [{ node: summand, labels: [...node.sizes.keys()] }],
  });
}
