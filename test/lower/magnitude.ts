import { present } from '../../src/base/invariant.ts';
import { partialOf } from '../../src/calculus/index.ts';
import {
  dispatch,
  evaluate,
  postorder,
  type ByKind,
  type Environment,
  type Graph,
  type Node,
  type Tensor,
  holds,
} from '../../src/graph/index.ts';

/** What a node is worth, and how large what it was made of is, element by element. */
interface Context {
  readonly value: (node: Node) => Tensor;
  readonly size: (node: Node) => Tensor;
  readonly sizes: (shape: Node['shape']) => number[];
  readonly partials: ReadonlyMap<Node, readonly (Node | null)[]>;
}

/**
 * The magnitudes that rounding errors of nodes are relative to: of a sum those of its terms added, of a
 * product those of its factors multiplied, of a function its own value and what it makes of its
 * arguments' errors, |∂f/∂a|·|a|.
 */
export function magnitudes(
  g: Graph,
  roots: readonly Node[],
  environment: Environment,
): readonly (readonly number[])[] {
  const order = postorder(roots);
  const partials = new Map(
    order.flatMap((n) =>
      n.kind === 'map' ? [[n as Node, n.args.map((_, k) => partialOf(g, n, k))] as const] : [],
    ),
  );
  const all = [...order, ...[...partials.values()].flat().filter((n) => n !== null)];
  const values = new Map(evaluate(all, environment).map((tensor, k) => [present(all[k]), tensor]));
  const found = new Map<Node, Tensor>();
  const context: Context = {
    value: (node) => present(values.get(node)),
    size: (node) => present(found.get(node)),
    sizes: (shape) => shape.map((axis) => (axis === 'rows' ? environment.rows : axis)),
    partials,
  };
  for (const node of order) found.set(node, dispatch(rules, node, context));
  return roots.map((root) => present(found.get(root)).values);
}

const own = (node: Node, { value }: Context): Tensor => {
  const { shape, values } = value(node);
  return { shape, values: values.map(Math.abs) };
};

const rules: ByKind<[Context], Tensor> = {
  constant: own,
  symbol: own,
  ramp: own,
  map: (n, context) => {
    const { shape, values } = own(n, context);
    const parts = n.args.map((arg, k) => {
      const partial = present(context.partials.get(n))[k];
      const slopes = partial ? context.value(partial).values : [];
      return context.size(arg).values.map((x, i) => x * Math.abs(slopes[i] ?? 0));
    });
    return {
      shape,
      values: values.map((x, i) => parts.reduce((sum, part) => sum + (part[i] || 0), x)),
    };
  },
  // The contraction of the magnitudes.
  contract: (n, { size, sizes, value }) => {
    const shape = sizes(n.sizes);
    const rank = n.shape.length;
    const out = new Array<number>(shape.slice(0, rank).reduce((p, s) => p * s, 1)).fill(0);
    const offset = (index: readonly number[], of: readonly number[]): number =>
      index.reduce((at, i, axis) => at * present(of[axis]) + i, 0);
    const args = n.args.map(size);
    for (let k = 0, count = shape.reduce((p, s) => p * s, 1); k < count; k++) {
      const index = shape.map(
        (s, axis) => Math.floor(k / shape.slice(axis + 1).reduce((p, x) => p * x, 1)) % s,
      );
      const valueOf = (node: Node, own: readonly number[]): number => {
        const tensor = value(node);
        return present(tensor.values[offset(own, tensor.shape)]);
      };
      if (!n.brackets.every((b) => holds(b, (label) => present(index[label]), valueOf))) continue;
      const product = args.reduce((p, arg, a) => {
        const labels = present(n.labels[a]);
        return (
          p *
          present(
            arg.values[
              offset(
                labels.map((l) => present(index[l])),
                arg.shape,
              )
            ],
          )
        );
      }, 1);
      const at = offset(index.slice(0, rank), shape.slice(0, rank));
      out[at] = present(out[at]) + product;
    }
    return { shape: shape.slice(0, rank), values: out };
  },
  // An extremum and a log-sum-exp pass on at most the largest error, a product the relative one of each.
  reduce: (n, context) => {
    const { shape, values } = own(n, context);
    const arg = context.size(n.arg).values;
    const worth = context.value(n.arg).values.map(Math.abs);
    const largest = arg.reduce((a, b) => Math.max(a, b), 0);
    const ratio = arg.reduce((sum, x, i) => sum + (worth[i] ? x / present(worth[i]) : 0), 0);
    return { shape, values: values.map((x) => x + (n.op === 'prod' ? x * ratio : largest)) };
  },
  stack: (n, context) => {
    const { shape } = context.value(n);
    const parts = n.parts.map((part) => context.size(part).values);
    const inner = shape.slice(n.axis + 1).reduce((p, s) => p * s, 1);
    const values = context.value(n).values.map((_, i) => {
      const part = Math.floor(i / inner) % parts.length;
      const rest = Math.floor(i / (inner * parts.length)) * inner + (i % inner);
      return present(present(parts[part])[rest]);
    });
    return { shape, values };
  },
};
