import { present } from '../base/invariant.ts';
import {
  broadcast,
  childrenOf,
  dispatch,
  hasRows,
  map,
  postorder,
  product,
  productOf,
  reduce,
  relabelled,
  stack,
  type ByKind,
  type Graph,
  type Node,
  type Shape,
} from '../graph/index.ts';

type To = (node: Node) => Node;

/**
 * A node over formal symbols, computed for every index of some leading axes: each formal is bound to
 * a node that has these axes before its own. What depends on no formal is the same for every index.
 */
export function vectorize(
  g: Graph,
  root: Node,
  actuals: ReadonlyMap<Node, Node>,
  prefix: Shape,
): Node {
  const done = new Map<Node, Node>(actuals);
  const varying = new Set<Node>(actuals.keys());
  const to: To = (node) => present(done.get(node));
  for (const node of postorder([root])) {
    if (done.has(node)) continue;
    const varies = childrenOf(node).some((child) => varying.has(child));
    if (varies) varying.add(node);
    done.set(node, varies ? dispatch(rules, node, g, to, prefix) : repeat(g, node, prefix));
  }
  return to(root);
}

/** A node that depends on no formal; where it varies by row, so do the leading axes. */
function repeat(g: Graph, node: Node, prefix: Shape): Node {
  const inner = hasRows(node) ? node.shape.slice(1) : node.shape;
  const axes = inner.map((_, axis) => prefix.length + axis);
  return broadcast(g, node, hasRows(node) ? [0, ...axes] : axes, [...prefix, ...inner]);
}

const rules: ByKind<[Graph, To, Shape], Node> = {
  constant: repeated,
  symbol: repeated,
  ramp: repeated,
  map: (n, g, to) => map(g, n.fn, n.args.map(to)),
  contract: (n, g, to, prefix) => {
    const leading = [...prefix.keys()];
    const up = (label: number): number => label + prefix.length;
    const shifted = (labels: readonly number[]): number[] => [...leading, ...labels.map(up)];
    const { factors, output, sizes, brackets } = productOf(n);
    return product(g, {
      factors: factors.map(({ node, labels }) => ({ node: to(node), labels: shifted(labels) })),
      output: shifted(output),
      sizes: [...prefix, ...sizes],
      brackets: brackets
        .map((b) => relabelled(b, up))
        .map((b) =>
          b.kind === 'gathered'
            ? { ...b, index: to(b.index), labels: [...leading, ...b.labels] }
            : b,
        ),
    });
  },
  reduce: (n, g, to, prefix) =>
    reduce(
      g,
      n.op,
      to(n.arg),
      n.axes.map((a) => a + prefix.length),
    ),
  stack: (n, g, to, prefix) => stack(g, n.parts.map(to), n.axis + prefix.length),
};

function repeated(n: Node, g: Graph, _to: To, prefix: Shape): Node {
  return repeat(g, n, prefix);
}
