import { present } from '../base/invariant.ts';
import { isPointwise, type Bracket, type Node } from './node.ts';
import { constantOf } from './power.ts';

/** A node as stride·position + offset, the position that on one axis; a number where the axis is null. */
export interface Affine {
  readonly axis: number | null;
  readonly stride: number;
  readonly offset: number;
}

const constant = (offset: number): Affine => ({ axis: null, stride: 0, offset });

/** The node as affine in the position on one of its axes; null where it is of another form. */
export function affineOf(node: Node): Affine | null {
  const value = constantOf(node);
  if (value !== undefined) return constant(value);
  if (node.kind === 'ramp') return { axis: 0, stride: 1, offset: 0 };
  if (node.kind === 'map' && node.fn === 'add') return combined(node.args, affineOf, plus);
  if (node.kind !== 'contract' || !isPointwise(node)) return null;
  const placed = (arg: Node, k: number): Affine | null => {
    const own = affineOf(arg);
    const labels = present(node.labels[k]);
    return own && own.axis !== null ? { ...own, axis: present(labels[own.axis]) } : own;
  };
  return combined(node.args, placed, times);
}

/** Ends at the first part that is not affine: what the parts share is not walked again and again. */
function combined(
  args: readonly Node[],
  partOf: (arg: Node, k: number) => Affine | null,
  together: (a: Affine, b: Affine) => Affine | null,
): Affine | null {
  let all: Affine | null = null;
  for (const [k, arg] of args.entries()) {
    const part = partOf(arg, k);
    all = k === 0 ? part : all && part && together(all, part);
    if (!all) return null;
  }
  return all;
}

const plus = (a: Affine, b: Affine): Affine | null =>
  a.axis !== null && b.axis !== null && a.axis !== b.axis
    ? null
    : { axis: a.axis ?? b.axis, stride: a.stride + b.stride, offset: a.offset + b.offset };

function times(a: Affine, b: Affine): Affine | null {
  if (a.axis !== null && b.axis !== null) return null;
  const [moving, { offset: factor }] = a.axis === null ? [b, a] : [a, b];
  return { ...moving, stride: moving.stride * factor, offset: moving.offset * factor };
}

/** The most that one label is ahead of another where brackets hold, by their differences alone. */
export function mostAhead(brackets: readonly Bracket[], label: number, other: number): number {
  // label ≤ each + most.get(each)
  const most = new Map([[label, 0]]);
  const narrow = (left: number, right: number, by: number): void => {
    const ahead = (most.get(left) ?? Infinity) + by;
    if (ahead < (most.get(right) ?? Infinity)) most.set(right, ahead);
  };
  const narrowAll = (): void => {
    for (const b of brackets) {
      if (b.kind === 'below' && b.label !== null && b.other !== null)
        narrow(b.label, b.other, b.most);
      if (b.kind !== 'along' || b.stride !== 1) continue;
      narrow(b.label, b.along, b.offset);
      narrow(b.along, b.label, -b.offset);
    }
  };
  // A way from a label to another goes through each bracket once.
  brackets.forEach(narrowAll);
  return most.get(other) ?? Infinity;
}
