import { present } from '../../base/invariant.ts';
import {
  add,
  bindingsOf,
  childrenOf,
  contractRange,
  Interval,
  postorder,
  splitCoefficient,
  type Graph,
  type Node,
  type NodeOf,
} from '../../graph/index.ts';

type Range = Interval.Interval;

/** What is known of some nodes beyond what the graph proves: in a branch of `c ? a : b`, of arguments. */
export type Known = ReadonlyMap<Node, Range>;

/**
 * What is proved of every element of a node: as the graph has it, and for the forms below, whose parts
 * depend on each other, more than that.
 */
export function provedRange(g: Graph, root: Node, known: Known = new Map()): Range {
  const ranges = new Map<Node, Range>();
  const of = (node: Node): Range => ranges.get(node) ?? node.range;
  for (const node of postorder([root])) {
    const proved = [
      knownRange(node, known),
      rangeFrom(node, of),
      ...forms.map((f) => f(g, node, of)),
    ];
    ranges.set(
      node,
      proved.reduce((a: Range, r) => (r ? Interval.intersect(a, r) : a), node.range),
    );
  }
  return of(root);
}

const knownRange = (node: Node, known: Known): Range | null => known.get(node) ?? null;

type Of = (node: Node) => Range;

/** What follows from the children. */
function rangeFrom(node: Node, of: Of): Range | null {
  if (childrenOf(node).every((child) => of(child) === child.range)) return null;
  if (node.kind === 'map') return node.rule.range(node.args.map(of));
  if (node.kind === 'stack') return node.parts.map(of).reduce(Interval.unite);
  if (node.kind === 'contract') {
    const args = node.args.map((arg) => ({ ...arg, range: of(arg) }));
    const range = contractRange(args, node.sizes.slice(node.shape.length));
    return node.brackets.length === 0 ? range : Interval.unite(range, Interval.point(0));
  }
  return node.kind === 'reduce' && node.op !== 'logsumexp' && node.op !== 'prod'
    ? of(node.arg)
    : null;
}

type Form = (g: Graph, node: Node, of: Of) => Range | null;

/** exp(v − log Σ eᵛ) lies between 0 and 1. */
const softmax: Form = (g, node) => {
  if (node.kind !== 'map' || node.fn !== 'exp') return null;
  const [exponent] = node.args;
  if (exponent?.kind !== 'map' || exponent.fn !== 'add') return null;
  for (const term of exponent.args) {
    const total = splitCoefficient(g, term);
    const sum = total.coefficient === -1 ? logSumIn(total.rest) : null;
    const others = exponent.args.filter((other) => other !== term);
    if (sum && add(g, others) === sum.arg) return Interval.openUnit;
  }
  return null;
};

/** The logsumexp that a node is, or repeats along axes. */
function logSumIn(node: Node): NodeOf<'reduce'> | null {
  if (node.kind === 'contract' && node.args.length === 1) return logSumIn(present(node.args[0]));
  return node.kind === 'reduce' && node.op === 'logsumexp' ? node : null;
}

/** a/Σa of numbers that are not negative lies between 0 and 1. */
const normalised: Form = (_g, node, of) => {
  if (node.kind !== 'contract' || node.args.length !== 2) return null;
  const part = node.args.find((arg) =>
    node.args.some((other) => other !== arg && isInverseSum(other, arg)),
  );
  if (!part || !Interval.isNonNegative(of(part))) return null;
  return { ...Interval.interval(0, 1), loOpen: Interval.isPositive(of(part)) };
};

function isInverseSum(node: Node, part: Node): boolean {
  const inverse = node.kind === 'contract' && node.args.length === 1 ? node.args[0] : node;
  if (inverse?.kind !== 'map' || inverse.fn !== 'pow' || inverse.args[1]?.range.hi !== -1)
    return false;
  const [sum] = inverse.args;
  return sum?.kind === 'contract' && sum.args.length === 1 && sum.args[0] === part;
}

/** An element or a slice lies where the whole does: Σₖ aₖ·[k = i]. */
const picked: Form = (_g, node, of) => {
  if (node.kind !== 'contract') return null;
  const [value, ...others] = node.args;
  if (!value || others.length > 0 || node.brackets.length === 0) return null;
  const bindings = bindingsOf(node, node.shape.length);
  const isPick = node.sizes.length === node.shape.length + bindings.length;
  return isPick && bindings.length === node.brackets.length ? of(value) : null;
};

const forms: readonly Form[] = [softmax, normalised, picked];
