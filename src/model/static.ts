import { invariant, present } from '../base/invariant.ts';
import { evaluate, hasRows, postorder, type Node, type Tensor } from '../graph/index.ts';

/** The value of a node that no symbol is part of: known when the model is built. */
export function staticValue(node: Node): Tensor | undefined {
  const nodes = postorder([node]);
  if (nodes.some((each) => each.kind === 'symbol' || hasRows(each))) return undefined;
  return evaluate([node], { rows: 0, valueOf: () => invariant(false, 'no symbol') as never })[0];
}

/** The same for a number. */
export function staticNumber(node: Node): number | undefined {
  const value = node.shape.length === 0 ? staticValue(node) : undefined;
  return value && present(value.values[0]);
}
