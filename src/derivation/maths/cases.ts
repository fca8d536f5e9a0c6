import { present } from '../../base/invariant.ts';
import {
  filled,
  Interval,
  minus,
  postorder,
  product,
  productOf,
  substitute,
  transform,
  type Contract,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';

/**
 * c·f(c ? a : b) as c·f(a), for a condition c: a row that the factor c leaves in needs no case. The same
 * for the factor 1 − c.
 */
export const dropCases = (g: Graph, root: Node): Node =>
  transform(g, [root], (node) => (node.kind === 'contract' ? dropAt(g, node) : node))(root);

function dropAt(g: Graph, node: Contract): Node {
  const whole = productOf(node);
  const { factors } = whole;
  const dropped = factors.map((factor) => dropIn(g, factor, factors));
  if (dropped.every((factor, k) => factor.node === factors[k]?.node)) return node;
  return product(g, { ...whole, factors: dropped });
}

/** A factor without the cases that the others decide. */
function dropIn(g: Graph, factor: Factor, all: readonly Factor[]): Factor {
  return all.reduce((current, other) => {
    const alike = other !== factor && String(other.labels) === String(factor.labels);
    return alike ? { ...current, node: decide(g, current.node, other.node) } : current;
  }, factor);
}

/** A node where a condition is known to hold (the factor itself) or to fail (1 − it). */
function decide(g: Graph, node: Node, factor: Node): Node {
  if (!Interval.isBinary(factor.range) || factor.kind === 'constant') return node;
  const opposite = minus(g, filled(g, 1, factor.shape), factor);
  const replacements = new Map<Node, Node>();
  for (const each of postorder([node])) {
    if (each.kind !== 'map' || each.fn !== 'where') continue;
    const [when, yes, no] = each.args;
    if (when === factor) replacements.set(each, present(yes));
    if (when === opposite) replacements.set(each, present(no));
  }
  return present(substitute(g, [node], replacements)[0]);
}
