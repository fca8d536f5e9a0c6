import { present } from '../base/invariant.ts';
import { isPointwise, type Contract, type Node, type OneHot } from '../graph/index.ts';

/** A summed label that a one-hot fixes: the sum has one term, at the index. */
export interface Binding {
  readonly label: number;
  /** Which argument of the contraction is the one-hot, and the labels of its index. */
  readonly argument: number;
  readonly index: Node;
  readonly labels: readonly number[];
}

const none: readonly Binding[] = [];

/** Whether the index of a one-hot is proved to be a position on its axis. */
export const isSafe = (node: OneHot): boolean =>
  node.index.range.integer && node.index.range.lo >= 0 && node.index.range.hi <= node.size - 1;

/** The summed labels of a contraction that one-hots fix. */
export function bindingsOf(node: Contract): readonly Binding[] {
  if (node.args.every((arg) => arg.kind !== 'onehot')) return none;
  const bound = new Set<number>();
  const free = new Set<number>();
  return node.args.flatMap((arg, argument): Binding[] => {
    if (arg.kind !== 'onehot' || !isSafe(arg)) return [];
    const all = present(node.labels[argument]);
    const label = present(all.at(-1));
    const labels = all.slice(0, -1);
    const isSummed = label >= node.shape.length;
    // An index that itself runs over a fixed label is left to a comparison.
    const tangled = free.has(label) || labels.some((l) => l === label || bound.has(l));
    if (!isSummed || bound.has(label) || tangled) return [];
    bound.add(label);
    labels.forEach((l) => free.add(l));
    return [{ label, argument, index: arg.index, labels }];
  });
}

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
