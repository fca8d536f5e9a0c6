import { present } from '../base/invariant.ts';
import {
  add,
  apply,
  broadcast,
  instantiate,
  isPointwise,
  minus,
  multiply,
  plus,
  pow,
  reduce,
  splitCoefficient,
  sum,
  transform,
  type Graph,
  type Map as MapNode,
  type Node,
  type OnReplaced,
  type Reduce,
} from '../graph/index.ts';

/**
 * Replaces rich functions by plain ones that share their costly parts: softplus and sigmoid share one
 * exponential, a log-sum-exp and its softmax share theirs.
 */
export function expand(
  g: Graph,
  roots: readonly Node[],
  onReplaced?: OnReplaced,
): (node: Node) => Node {
  const softmax = transform(
    g,
    roots,
    (node) => (isExp(node) ? (softmaxOf(g, node) ?? node) : node),
    onReplaced,
  );
  const plain = transform(g, roots.map(softmax), (node) => expanded(g, node), onReplaced);
  return (node) => plain(softmax(node));
}

function expanded(g: Graph, node: Node): Node {
  if (node.kind === 'reduce' && node.op === 'logsumexp') return logSumExp(g, node);
  const text = node.kind === 'map' ? node.rule.expand : undefined;
  if (node.kind !== 'map' || text === undefined) return node;
  const bindings = new Map(
    node.args.map((arg, k): [string, Node] => [present(['a', 'b', 'c'][k]), arg]),
  );
  const plain = instantiate(g, g.formula(text), bindings);
  return plain.shape.length === node.shape.length ? expandedAgain(g, plain) : node;
}

/** An expansion may be written in functions that are expanded themselves. */
function expandedAgain(g: Graph, node: Node): Node {
  const rest = node.kind === 'map' && node.rule.expand !== undefined;
  return rest ? expanded(g, node) : node;
}

/** The parts that log Σ eᵃ and its softmax share, over the reduced axes of a. */
interface Exponentials {
  /** m = max a, along the axes that stay. */
  readonly largest: Node;
  /** e^(a − m), of the shape of a. */
  readonly exponentials: Node;
  /** Σ e^(a − m) where a < m, and how many attain m. */
  readonly others: Node;
  readonly ties: Node;
}

function exponentialsOf(g: Graph, arg: Node, axes: readonly number[]): Exponentials {
  const largest = reduce(g, 'max', arg, axes);
  const around = [...arg.shape.keys()].filter((axis) => !axes.includes(axis));
  const top = broadcast(g, largest, around, arg.shape);
  const exponentials = apply(g, 'exp', minus(g, arg, top));
  const isBelow = apply(g, 'less', arg, top);
  const others = sum(g, apply(g, 'where', isBelow, exponentials, g.constant(0)), axes);
  const ties = sum(g, apply(g, 'where', isBelow, g.constant(0), g.constant(1)), axes);
  return { largest, exponentials, others, ties };
}

// log Σ eᵃ = m + log1p((ties − 1) + Σ_{a < m} e^(a − m)): exact where one term dominates. The inner sum is
// made as it is, since as a canonical sum it would be regrouped, and the tiny part rounded off.
function logSumExp(g: Graph, node: Reduce): Node {
  const { largest, others, ties } = exponentialsOf(g, node.arg, node.axes);
  const moreTies = plus(g, ties, g.constant(-1));
  return plus(g, largest, apply(g, 'log1p', g.map('add', [moreTies, others])));
}

const isExp = (node: Node): node is MapNode => node.kind === 'map' && node.fn === 'exp';

/** e^(a − log Σ eᵃ) = e^(a − m) / Σ e^(a − m). */
function softmaxOf(g: Graph, node: MapNode): Node | null {
  const arg = present(node.args[0]);
  if (arg.kind !== 'map' || arg.fn !== 'add') return null;
  for (const term of arg.args) {
    const { coefficient, rest } = splitCoefficient(g, term);
    const inner = coefficient === -1 ? unbroadcast(rest) : null;
    if (!inner || inner.node.kind !== 'reduce' || inner.node.op !== 'logsumexp') continue;
    const others = add(
      g,
      arg.args.filter((a) => a !== term),
    );
    if (others === inner.node.arg && isAlong(inner.axes, inner.node))
      return quotient(g, inner.node, inner.axes);
  }
  return null;
}

/** A node repeated along other axes: what it is, and where its axes are. */
function unbroadcast(node: Node): { node: Node; axes: readonly number[] } | null {
  if (node.kind !== 'contract' || node.args.length !== 1 || !isPointwise(node)) {
    return { node, axes: [...node.shape.keys()] };
  }
  return { node: present(node.args[0]), axes: present(node.labels[0]) };
}

const isAlong = (axes: readonly number[], node: Reduce): boolean => {
  const around = [...node.arg.shape.keys()].filter((axis) => !node.axes.includes(axis));
  return axes.length === around.length && axes.every((axis, i) => axis === around[i]);
};

function quotient(g: Graph, node: Reduce, axes: readonly number[]): Node {
  const { exponentials, others, ties } = exponentialsOf(g, node.arg, node.axes);
  const inverse = pow(g, plus(g, others, ties), g.constant(-1));
  return multiply(g, exponentials, broadcast(g, inverse, axes, node.arg.shape));
}
