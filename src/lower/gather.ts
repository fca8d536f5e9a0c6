import { bindingsOf, isPointwise, type Contract, type Node } from '../graph/index.ts';

/** The summed labels that a loop must run over. */
export function summedLabels(node: Contract): number[] {
  const summed = [...node.sizes.keys()].slice(node.shape.length);
  const bound = bindingsOf(node).map((b) => b.label);
  return bound.length === 0 ? summed : summed.filter((label) => !bound.includes(label));
}

/** Whether a contraction needs a loop of its own: it sums over more than what one-hots pick. */
export const isSum = (node: Node): node is Contract =>
  node.kind === 'contract' &&
  node.args.length > 0 &&
  !isPointwise(node) &&
  summedLabels(node).length > 0;

/** The number of rows of a call. */
export const isRowCount = (node: Node): boolean =>
  node.kind === 'contract' && node.args.length === 0;
