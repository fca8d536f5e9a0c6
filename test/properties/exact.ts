import { invariant, present } from '../../src/base/invariant.ts';
import {
  dispatch,
  holds,
  postorder,
  type Axis,
  type ByKind,
  type Node,
  type ReduceName,
  type Symbol,
} from '../../src/graph/index.ts';
import * as R from '../../src/oracle/real/index.ts';
import type { Precision, Real } from '../../src/oracle/real/index.ts';
import { scalarFunctions } from '../../src/oracle/scalar-functions.ts';

/** Numbers of many digits in row-major order with the sizes of their axes. */
export interface ExactTensor {
  readonly shape: readonly number[];
  readonly values: readonly Real[];
}

export interface ExactEnvironment {
  readonly precision: Precision;
  readonly rows: number;
  readonly valueOf: (symbol: Symbol) => readonly number[];
}

type Values = ReadonlyMap<Node, ExactTensor>;

/** Evaluates nodes in a high precision by the oracle's functions, each node once. */
export function evaluateExactly(
  roots: readonly Node[],
  environment: ExactEnvironment,
): ExactTensor[] {
  const values = new Map<Node, ExactTensor>();
  for (const node of postorder(roots)) {
    values.set(node, dispatch(rules, node, values, environment));
  }
  return roots.map((root) => present(values.get(root)));
}

const rules: ByKind<[Values, ExactEnvironment], ExactTensor> = {
  constant: (n, _values, { precision: p }) => ({
    shape: [],
    values: [n.name === null ? R.fromNumber(p, n.value) : present(named[n.name])(p)],
  }),
  symbol: (n, _values, { precision: p, valueOf, rows }) => {
    const values = valueOf(n).map((x) => R.fromNumber(p, x));
    const shape = sizesOf(n.shape, rows);
    invariant(values.length === volume(shape), `${n.name} fits its shape`);
    return { shape, values };
  },
  ramp: (n, _values, { precision: p }) => ({
    shape: [n.size],
    values: Array.from({ length: n.size }, (_, k) => R.fromInteger(p, BigInt(k))),
  }),
  map: (n, values, { precision: p }) => {
    const f = present(scalarFunctions.get(oracleNames[n.fn] ?? n.fn), `the oracle has ${n.fn}`);
    const args = n.args.map((arg) => present(values.get(arg)));
    const { shape, values: first } = present(args[0]);
    return { shape, values: first.map((_, i) => f(p, ...args.map((a) => present(a.values[i])))) };
  },
  contract: (n, values, { precision: p, rows }) => {
    const sizes = sizesOf(n.sizes, rows);
    const args = n.args.map((arg) => present(values.get(arg)));
    const shape = sizes.slice(0, n.shape.length);
    const out = new Array<Real>(volume(shape)).fill(R.zero);
    const valueOf = (node: Node, own: readonly number[]): number => {
      const tensor = present(values.get(node));
      return R.toNumber(present(tensor.values[offset(own, tensor.shape)]));
    };
    for (const index of indices(sizes)) {
      if (!n.brackets.every((b) => holds(b, (label) => present(index[label]), valueOf))) continue;
      const at = offset(index.slice(0, shape.length), shape);
      const factors = args.map((a, k) => {
        const labels = present(n.labels[k]);
        return present(
          a.values[
            offset(
              labels.map((l) => present(index[l])),
              a.shape,
            )
          ],
        );
      });
      const term = factors.reduce((x, y) => R.multiply(p, x, y), R.one(p));
      out[at] = R.add(p, present(out[at]), term);
    }
    return { shape, values: out };
  },
  reduce: (n, values, { precision: p }) => {
    const arg = present(values.get(n.arg));
    const kept = (index: readonly number[]): number[] =>
      index.filter((_, axis) => !n.axes.includes(axis));
    const shape = kept(arg.shape);
    const groups = Array.from({ length: volume(shape) }, (): Real[] => []);
    for (const index of indices(arg.shape)) {
      present(groups[offset(kept(index), shape)]).push(
        present(arg.values[offset(index, arg.shape)]),
      );
    }
    return { shape, values: groups.map((group) => reducers[n.op](p, group)) };
  },
  stack: (n, values) => {
    const parts = n.parts.map((part) => present(values.get(part)));
    const inner = present(parts[0]).shape;
    const shape = inner.toSpliced(n.axis, 0, parts.length);
    return {
      shape,
      values: indices(shape).map((index) => {
        const part = present(parts[present(index[n.axis])]);
        return present(part.values[offset(index.toSpliced(n.axis, 1), inner)]);
      }),
    };
  },
};

/** Constants that have a name are known to any number of digits. */
const named: Readonly<Record<string, (p: Precision) => Real>> = {
  pi: R.pi,
  e: (p) => R.exp(p, R.one(p)),
};

/** Functions that the oracle has under the name of their operator. */
const oracleNames: Readonly<Record<string, string>> = { pow: 'dotPow' };

const fold =
  (name: string) =>
  (p: Precision, values: readonly Real[]): Real =>
    values.reduce((x, y) => present(scalarFunctions.get(name))(p, x, y));

const reducers: { readonly [K in ReduceName]: (p: Precision, values: readonly Real[]) => Real } = {
  max: fold('maximum'),
  min: fold('minimum'),
  prod: fold('dotMultiply'),
  logsumexp: (p, values) =>
    R.log(
      p,
      values.reduce((s, x) => R.add(p, s, R.exp(p, x)), R.zero),
    ),
};

const sizesOf = (shape: readonly Axis[], rows: number): number[] =>
  shape.map((axis) => (axis === 'rows' ? rows : axis));

const volume = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1);

const offset = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((at, i, axis) => at * present(shape[axis]) + i, 0);

const indices = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>(
    (all, size) => all.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );
