import { volume } from '../base/shape.ts';
import { invariant, present } from '../base/invariant.ts';
import { holds } from './brackets.ts';
import { dispatch, type Axis, type ByKind, type Node, type Reduce, type Symbol } from './node.ts';
import { postorder } from './walk.ts';

/** Numbers in row-major order with the sizes of their axes. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What symbols are worth, and how many rows there are. */
export interface Environment {
  readonly rows: number;
  readonly valueOf: (symbol: Symbol) => Tensor;
}

type Values = ReadonlyMap<Node, Tensor>;

/** Evaluates nodes in floating point, each once: the reference that generated code is held against. */
export function evaluate(roots: readonly Node[], environment: Environment): Tensor[] {
  const values = new globalThis.Map<Node, Tensor>();
  for (const node of postorder(roots)) {
    values.set(node, dispatch(rules, node, values, environment));
  }
  return roots.map((root) => present(values.get(root)));
}

const rules: ByKind<[Values, Environment], Tensor> = {
  constant: (n) => ({ shape: [], values: [n.value] }),
  symbol: (n, _values, environment) => {
    const tensor = environment.valueOf(n);
    invariant(
      tensor.values.length === volume(sizesOf(n.shape, environment)),
      `${n.name} fits its shape`,
    );
    return tensor;
  },
  ramp: (n) => ({ shape: [n.size], values: [...Array(n.size).keys()] }),
  map: (n, values) => {
    const rule = n.rule;
    const args = n.args.map((arg) => present(values.get(arg)));
    const first = present(args[0]);
    return {
      shape: first.shape,
      values: first.values.map((_, i) => rule.value(...args.map((a) => present(a.values[i])))),
    };
  },
  contract: (n, values, environment) => {
    const sizes = sizesOf(n.sizes, environment);
    const args = n.args.map((arg) => present(values.get(arg)));
    const shape = sizes.slice(0, n.shape.length);
    const out = new Array<number>(volume(shape)).fill(0);
    const valueOf = (node: Node, position: readonly number[]): number => {
      const tensor = present(values.get(node));
      return present(tensor.values[offset(position, tensor.shape)]);
    };
    forEachIndex(sizes, (index) => {
      if (!n.brackets.every((b) => holds(b, (label) => present(index[label]), valueOf))) return;
      const at = offset(index.slice(0, shape.length), shape);
      const factors = args.map((a, k) =>
        present(
          a.values[
            offset(
              present(n.labels[k]).map((l) => present(index[l])),
              a.shape,
            )
          ],
        ),
      );
      out[at] = present(out[at]) + factors.reduce((p, x) => p * x, 1);
    });
    return { shape, values: out };
  },
  reduce: (n, values) => {
    const arg = present(values.get(n.arg));
    const shape = arg.shape.filter((_, axis) => !n.axes.includes(axis));
    const groups = Array.from({ length: volume(shape) }, (): number[] => []);
    forEachIndex(arg.shape, (index) => {
      const at = offset(
        index.filter((_, axis) => !n.axes.includes(axis)),
        shape,
      );
      present(groups[at]).push(present(arg.values[offset(index, arg.shape)]));
    });
    return { shape, values: groups.map(reducers[n.op]) };
  },
  stack: (n, values) => {
    const parts = n.parts.map((part) => present(values.get(part)));
    const inner = present(parts[0]).shape;
    const shape = [...inner.slice(0, n.axis), parts.length, ...inner.slice(n.axis)];
    const out: number[] = [];
    forEachIndex(shape, (index) => {
      const part = present(parts[present(index[n.axis])]);
      out.push(
        present(
          part.values[
            offset(
              index.filter((_, axis) => axis !== n.axis),
              inner,
            )
          ],
        ),
      );
    });
    return { shape, values: out };
  },
};

const reducers: { readonly [K in Reduce['op']]: (values: readonly number[]) => number } = {
  max: (values) => values.reduce((a, b) => Math.max(a, b), -Infinity),
  min: (values) => values.reduce((a, b) => Math.min(a, b), Infinity),
  prod: (values) => values.reduce((p, x) => p * x, 1),
  logsumexp: (values) => {
    const top = reducers.max(values);
    if (!Number.isFinite(top)) return top;
    return top + Math.log(values.reduce((s, x) => s + Math.exp(x - top), 0));
  },
};

const sizesOf = (shape: readonly Axis[], environment: Environment): number[] =>
  shape.map((axis) => (axis === 'rows' ? environment.rows : axis));

const offset = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((at, i, axis) => at * present(shape[axis]) + i, 0);

function forEachIndex(shape: readonly number[], visit: (index: readonly number[]) => void): void {
  const index = shape.map(() => 0);
  for (let n = volume(shape); n > 0; n--) {
    visit(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = present(index[axis]) + 1;
      if (present(index[axis]) < present(shape[axis])) break;
      index[axis] = 0;
    }
  }
}
