import { invariant, present } from '../base/invariant.ts';
import { childrenOf, dispatch, sameShape, type ByKind, type Node, type Symbol } from './node.ts';
import { postorder } from './walk.ts';

/** Throws an `InternalFault` unless every node below the roots is well formed. */
export function verifyGraph(roots: readonly Node[]): void {
  for (const node of postorder(roots)) {
    invariant(Object.isFrozen(node), 'a node is frozen');
    invariant(
      childrenOf(node).every((c) => c.id < node.id),
      'children come before parents',
    );
    invariant(
      node.shape.every((axis, i) => axis !== 'rows' || i === 0),
      'the data axis comes first',
    );
    dispatch(rules, node);
  }
}

const rules: ByKind<[], void> = {
  constant: (n) => invariant(!Number.isNaN(n.value), 'a constant is a number'),
  symbol: () => undefined,
  ramp: (n) => invariant(n.size > 0, 'a ramp has a length'),
  map: (n) => {
    const { arity } = n.rule;
    invariant(arity === Infinity ? n.args.length > 1 : n.args.length === arity, `${n.fn}: arity`);
    invariant(
      n.args.every((a) => sameShape(a.shape, n.shape)),
      `${n.fn}: one shape`,
    );
  },
  contract: (n) => {
    invariant(n.labels.length === n.args.length, 'labels for each argument');
    n.args.forEach((arg, k) => {
      const sizes = present(n.labels[k]).map((label) => present(n.sizes[label]));
      invariant(sameShape(arg.shape, sizes), 'labels fit the argument');
    });
    const used = new Set(n.labels.flat());
    const summed = [...n.sizes.keys()].slice(n.shape.length);
    invariant(
      n.args.length === 0 || summed.every((label) => used.has(label)),
      'summed labels are used',
    );
    invariant(n.sizes.filter((axis) => axis === 'rows').length <= 1, 'one data axis');
  },
  reduce: (n) =>
    invariant(
      n.axes.every((axis) => axis < n.arg.shape.length),
      'axes exist',
    ),
  onehot: (n) => invariant(n.size > 0, 'a one-hot axis has a length'),
  stack: (n) =>
    invariant(
      n.parts.every((p) => sameShape(p.shape, present(n.parts[0]).shape)),
      'parts of one shape',
    ),
};

/** The symbols below the roots, in order of creation. */
export const symbolsOf = (roots: readonly Node[]): Symbol[] =>
  postorder(roots)
    .filter((node) => node.kind === 'symbol')
    .sort((a, b) => a.id - b.id);
