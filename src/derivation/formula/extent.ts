import { dependsOn, dispatch, type ByKind, type Factor, type Node } from '../../graph/index.ts';
import { number } from './build.ts';
import type { Formula } from './formula.ts';

/**
 * Where an index ends, if its body does not show it: `Σⱼ wⱼ` is over all of `w`, the sum of `w[1:2]` ends at 2.
 * Undefined where it is an axis of an input or a parameter.
 */
export const endOf = (
  factors: readonly Factor[],
  label: number,
  size: number,
): Formula | undefined => (isShown(factors, label) ? undefined : number(size));

function isShown(factors: readonly Factor[], label: number): boolean {
  const known = new Map<Node, Set<number>>();
  const isNamed = (node: Node, axis: number): boolean => {
    const axes = known.get(node) ?? new Set<number>();
    known.set(node, axes);
    // An axis that was looked at before was not named, or the search would have ended.
    if (axes.has(axis)) return false;
    axes.add(axis);
    return dispatch(rules, node, axis, isNamed);
  };
  return reaches(factors, label, isNamed);
}

type IsNamed = (node: Node, axis: number) => boolean;

const reaches = (factors: readonly Factor[], label: number, isNamed: IsNamed): boolean =>
  factors.some(({ node, labels }) => labels.some((l, axis) => l === label && isNamed(node, axis)));

/** Whether an axis is that of a symbol, or of an array whose elements are written out. */
const rules: ByKind<[number, IsNamed], boolean> = {
  constant: () => false,
  symbol: () => true,
  ramp: () => false,
  map: (n, axis, isNamed) => n.args.some((arg) => dependsOn(arg, axis) && isNamed(arg, axis)),
  contract: (n, axis, isNamed) =>
    reaches(
      n.args.map((node, k) => ({ node, labels: n.labels[k] ?? [] })),
      axis,
      isNamed,
    ),
  reduce: (n, axis, isNamed) => {
    const kept = [...n.arg.shape.keys()].filter((each) => !n.axes.includes(each));
    return isNamed(n.arg, kept[axis] ?? -1);
  },
  stack: (n, axis, isNamed) =>
    axis === n.axis || n.parts.some((part) => isNamed(part, axis < n.axis ? axis : axis - 1)),
};
