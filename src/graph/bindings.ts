import { present } from '../base/invariant.ts';
import type { Contract, Node, OneHot } from './node.ts';

/** A label that a one-hot fixes: of a summed one there is one term, at the index. */
export interface Binding {
  readonly label: number;
  /** Which argument of the contraction is the one-hot, and the labels of its index. */
  readonly argument: number;
  readonly index: Node;
  readonly labels: readonly number[];
}

/** Whether the index of a one-hot is proved to be a position on its axis. */
export const isSafe = (node: OneHot): boolean =>
  node.index.range.integer && node.index.range.lo >= 0 && node.index.range.hi <= node.size - 1;

const none: readonly Binding[] = [];

/** The summed labels of a contraction that one-hots fix. */
export function bindingsOf({
  args,
  labels,
  shape,
}: Pick<Contract, 'args' | 'labels' | 'shape'>): readonly Binding[] {
  if (args.every((arg) => arg.kind !== 'onehot')) return none;
  const bound = new Set<number>();
  const free = new Set<number>();
  return args.flatMap((arg, argument): Binding[] => {
    if (arg.kind !== 'onehot' || !isSafe(arg)) return [];
    const all = present(labels[argument]);
    const label = present(all.at(-1));
    const own = all.slice(0, -1);
    const isSummed = label >= shape.length;
    // An index that itself runs over a fixed label is left to a comparison.
    const tangled = free.has(label) || own.some((l) => l === label || bound.has(l));
    if (!isSummed || bound.has(label) || tangled) return [];
    bound.add(label);
    own.forEach((l) => free.add(l));
    return [{ label, argument, index: arg.index, labels: own }];
  });
}
