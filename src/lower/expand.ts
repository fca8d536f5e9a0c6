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
  scale,
  splitCoefficient,
  sum,
  termsOf,
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
    (node) => (isExp(node) ? softmaxOf(g, node) : againstOne(g, node)) ?? node,
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
  /** m = max a, along the axes that stay, and repeated along all. */
  readonly largest: Node;
  readonly top: Node;
  /** e^(a − m), of the shape of a. */
  readonly exponentials: Node;
}

function exponentialsOf(g: Graph, { arg, axes }: Reduce): Exponentials {
  const largest = reduce(g, 'max', arg, axes);
  const around = [...arg.shape.keys()].filter((axis) => !axes.includes(axis));
  const top = broadcast(g, largest, around, arg.shape);
  // The sign of a − m is written out for its range.
  const below = scale(g, -1, apply(g, 'abs', minus(g, arg, top)));
  return { largest, top, exponentials: apply(g, 'exp', below) };
}

// log Σ eᵃ = m + log1p((ties − 1) + Σ_{a < m} e^(a − m)): exact where one term dominates. The inner sum is
// made as it is, since as a canonical sum it would be regrouped, and the tiny part rounded off.
function logSumExp(g: Graph, node: Reduce): Node {
  const { largest, top, exponentials } = exponentialsOf(g, node);
  const isBelow = apply(g, 'less', node.arg, top);
  const over = (below: Node, attains: number): Node =>
    sum(g, apply(g, 'where', isBelow, below, g.constant(attains)), node.axes);
  const moreTies = plus(g, over(g.constant(0), 1), g.constant(-1));
  return plus(g, largest, apply(g, 'log1p', g.map('add', [moreTies, over(exponentials, 0)])));
}

/** By function of l − b for l = log Σ eᵃ: with m = max a, S = Σ e^(a − m), u = m − b and t = e^−|u|. */
const againstOneForms: Readonly<Record<string, string>> = {
  softplus: 'maximum(u, 0) + log1p(where(u < 0, S*t, maximum(S + (t - 1), 0)))',
  sigmoid: 'where(u < 0, S*t, S)/where(u < 0, 1 + S*t, S + t)',
};

/** log(eᵇ + Σ eᵃ) − b and its slopes share the exponentials of a with the softmax of a, and no count of equal ones. */
function againstOne(g: Graph, node: Node): Node | null {
  const form = node.kind === 'map' ? againstOneForms[node.fn] : undefined;
  if (form === undefined || node.kind !== 'map') return null;
  const found = logSumExpIn(g, present(node.args[0]));
  if (!found) return null;
  const { of, axes, rest } = found;
  const { largest, exponentials } = exponentialsOf(g, of);
  const around = (inner: Node): Node => broadcast(g, inner, axes, node.shape);
  const u = plus(g, around(largest), rest);
  const bindings = new Map([
    ['u', u],
    ['S', around(sum(g, exponentials, of.axes))],
    ['t', apply(g, 'exp', scale(g, -1, apply(g, 'abs', u)))],
  ]);
  return instantiate(g, g.formula(form), bindings);
}

const isExp = (node: Node): node is MapNode => node.kind === 'map' && node.fn === 'exp';

/** e^(a − log Σ eᵃ) = e^(a − m) / Σ e^(a − m). */
function softmaxOf(g: Graph, node: MapNode): Node | null {
  const found = logSumExpIn(g, present(node.args[0]), -1);
  if (!found || found.rest !== found.of.arg || !isAlong(found.axes, found.of)) return null;
  const { exponentials } = exponentialsOf(g, found.of);
  const inverse = pow(g, sum(g, exponentials, found.of.axes), g.constant(-1));
  return multiply(g, exponentials, broadcast(g, inverse, found.axes, node.shape));
}

/** A log-sum-exp, repeated along other axes, with a sign in a sum; and the rest of the sum. */
function logSumExpIn(
  g: Graph,
  total: Node,
  sign = 1,
): { of: Reduce; axes: readonly number[]; rest: Node } | null {
  const terms = termsOf(total);
  for (const term of terms) {
    const { coefficient, rest } = splitCoefficient(g, term);
    const { node: of, axes } = unbroadcast(rest);
    if (coefficient !== sign || of.kind !== 'reduce' || of.op !== 'logsumexp') continue;
    const others = terms.filter((each) => each !== term);
    return others.length === 0 ? null : { of, axes, rest: add(g, others) };
  }
  return null;
}

/** A node repeated along other axes: what it is, and where its axes are. */
function unbroadcast(node: Node): { node: Node; axes: readonly number[] } {
  if (node.kind !== 'contract' || node.args.length !== 1 || !isPointwise(node)) {
    return { node, axes: [...node.shape.keys()] };
  }
  return { node: present(node.args[0]), axes: present(node.labels[0]) };
}

const isAlong = (axes: readonly number[], node: Reduce): boolean => {
  const around = [...node.arg.shape.keys()].filter((axis) => !node.axes.includes(axis));
  return axes.length === around.length && axes.every((axis, i) => axis === around[i]);
};
