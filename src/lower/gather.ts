import {
  bindingsOf,
  isPointwise,
  isRowCount,
  isSafe,
  sourcesOf,
  type Binding,
  type Contract,
  type Node,
} from '../graph/index.ts';
import { unrolledExtent } from './term.ts';

/** The labels that brackets fix, each after those that it is found from. */
export const bound = (node: Contract): readonly Binding[] => bindingsOf(node, node.shape.length);

/** The summed labels that a loop must run over. */
export function summedLabels(node: Contract): number[] {
  const summed = [...node.sizes.keys()].slice(node.shape.length);
  const fixed = bound(node).map((b) => b.label);
  return fixed.length === 0 ? summed : summed.filter((label) => !fixed.includes(label));
}

/** Whether a contraction needs a loop of its own: it sums over more than what brackets fix. */
export const isSum = (node: Node): node is Contract =>
  node.kind === 'contract' &&
  !isRowCount(node) &&
  !isPointwise(node) &&
  summedLabels(node).length > 0;

/**
 * The axes of a sum at which its terms add to one element alone, the one that a bracket puts them at. An axis that
 * is short enough to be written out is left to comparisons where the position is not known then.
 */
export function scattersOf(node: Contract): readonly Binding[] {
  const fixed = bound(node);
  const found: Binding[] = [];
  for (const bracket of node.brackets) {
    if (bracket.kind === 'below' || !isSafe(bracket, node.sizes)) continue;
    const { label } = bracket;
    const labels = sourcesOf(bracket);
    if (label >= node.shape.length || labels.includes(label)) continue;
    if (bracket.kind === 'gathered' && Number(node.sizes[label]) <= unrolledExtent) continue;
    // Positions are found from loops, not from what other positions fix.
    const isTangled = [...fixed, ...found].some(
      (b) => b.label === label || b.labels.includes(label) || labels.includes(b.label),
    );
    if (!isTangled) found.push({ bracket, label, labels });
  }
  return found;
}
