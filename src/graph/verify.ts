import { invariant, present } from '../base/invariant.ts';
import { labelsOf } from './brackets.ts';
import {
  childrenOf,
  dispatch,
  sameShape,
  type Along,
  type At,
  type Bracket,
  type ByKind,
  type Contract,
  type Node,
  type Symbol,
} from './node.ts';
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
    const used = new Set([...n.labels.flat(), ...n.brackets.flatMap(labelsOf)]);
    n.brackets.forEach((b) => verifyBracket(n, b));
    const summed = [...n.sizes.keys()].slice(n.shape.length);
    invariant(isRowCount(n) || summed.every((label) => used.has(label)), 'summed labels are used');
    invariant(n.sizes.filter((axis) => axis === 'rows').length <= 1, 'one data axis');
  },
  reduce: (n) =>
    invariant(
      n.axes.every((axis) => axis < n.arg.shape.length),
      'axes exist',
    ),
  stack: (n) =>
    invariant(
      n.parts.every((p) => sameShape(p.shape, present(n.parts[0]).shape)),
      'parts of one shape',
    ),
};

function verifyBracket(n: Contract, b: Bracket): void {
  invariant(
    labelsOf(b).every((label) => n.sizes[label] !== undefined),
    'brackets are of labels',
  );
  const tied = b.kind === 'gathered' ? [b.label] : labelsOf(b);
  invariant(
    tied.every((label) => n.sizes[label] !== 'rows'),
    'brackets tie no row',
  );
  if (b.kind === 'gathered') {
    const sizes = b.labels.map((label) => present(n.sizes[label]));
    invariant(sameShape(b.index.shape, sizes), 'labels fit the index');
    invariant(b.index.range.integer, 'an index is a whole number');
  }
  if (b.kind === 'at' || b.kind === 'along')
    invariant([...numbersIn(b)].every(Number.isInteger), 'positions are whole numbers');
}

const numbersIn = (b: At | Along): number[] =>
  b.kind === 'at' ? [b.position] : [b.stride, b.offset];

/** The number of rows of a call. */
export const isRowCount = (node: Node): boolean =>
  node.kind === 'contract' && node.args.length === 0 && node.brackets.length === 0;

/** The symbols below the roots, in order of creation. */
export const symbolsOf = (roots: readonly Node[]): Symbol[] =>
  postorder(roots)
    .filter((node) => node.kind === 'symbol')
    .sort((a, b) => a.id - b.id);
