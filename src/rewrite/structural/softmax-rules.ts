import { present } from '../../base/invariant.ts';
import {
  apply,
  bracketOf,
  broadcast,
  dependsOn,
  hasRows,
  identity,
  Interval,
  minus,
  multiply,
  plus,
  product,
  reduce,
  restrict,
  scale,
  splitCoefficient,
  sum,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { pickOf, repick, type Pick } from './pick.ts';
import type { StructuralRule } from './structural-rule.ts';

/*
 * Where the prediction is nearly certain and right, logsumexp(z) − z_y and softmax(z) − [k = y] lose all
 * digits. Both are written with what stands against the label: z − z_y, and the softmax of the others.
 */

/** log Σ exp over the last axis. */
const overLast = (g: Graph, node: Node): Node =>
  reduce(g, 'logsumexp', node, [node.shape.length - 1]);

/** A value of the outer axes repeated along the last axis of a shape. */
const alongLast = (g: Graph, node: Node, like: Node): Node =>
  broadcast(g, node, [...like.shape.keys()].slice(0, -1), like.shape);

/** z_y − logsumexp(z), as terms of a sum: the pick, the log-sum-exp, and their common coefficient. */
interface CrossEntropy {
  readonly pick: Pick;
  readonly terms: readonly Node[];
  readonly coefficient: number;
}

function crossEntropyIn(g: Graph, terms: readonly Node[]): CrossEntropy | null {
  for (const term of terms) {
    const { coefficient, rest } = splitCoefficient(g, term);
    const pick = pickOf(g, rest);
    if (!pick) continue;
    const opposite = scale(g, -coefficient, matchingLogSumExp(g, pick));
    if (terms.includes(opposite)) return { pick, terms: [term, opposite], coefficient };
  }
  return null;
}

/** logsumexp(z) over the picked axis, of the shape of the picked element. */
const matchingLogSumExp = (g: Graph, { summand }: Pick): Node => overLast(g, summand);

/** z_y − logsumexp(z) = −logsumexp(z − z_y). */
const crossEntropy: StructuralRule = {
  name: 'cross-entropy of a softmax',
  head: 'add',
  identity: 'z[y] − log Σ exp z = −log Σ exp(z − z[y])',
  rewrite: (g, node) => {
    const found = node.kind === 'map' ? crossEntropyIn(g, node.args) : null;
    if (node.kind !== 'map' || !found) return null;
    const others = node.args.filter((term) => !found.terms.includes(term));
    const value = variesByRow(found.pick.summand)
      ? logSoftmaxOfLabel(g, found.pick)
      : pickedLogSoftmax(g, found.pick);
    return value && plus(g, ...others, scale(g, found.coefficient, value));
  },
};

const variesByRow = (node: Node): boolean => !hasRows(node) || dependsOn(node, 0);

/** For each row: −logsumexp(z − z_y). */
const logSoftmaxOfLabel = (g: Graph, pick: Pick): Node =>
  scale(g, -1, overLast(g, minus(g, pick.summand, alongLast(g, pick.node, pick.summand))));

/** A table of every pair of labels is worth its size up to this many labels. */
const mostLabels = 64;

/** The same z for every row: −logsumexpⱼ(zⱼ − zₖ) for each k, once, and each row picks its own. */
function pickedLogSoftmax(g: Graph, pick: Pick): Node | null {
  const { summand } = pick;
  const used = [...summand.shape.keys()].filter((axis) => dependsOn(summand, axis));
  const z = restrict(g, summand, used);
  const labels = present(z.shape.at(-1));
  if (labels === 'rows' || labels > mostLabels) return null;
  const outer = [...z.shape.keys()].slice(0, -1);
  const shape = [...z.shape, labels];
  const own = broadcast(g, z, [...z.shape.keys()], shape);
  const other = broadcast(g, z, [...outer, z.shape.length], shape);
  const table = scale(g, -1, overLast(g, minus(g, other, own)));
  return repick(g, pick, broadcast(g, table, used, summand.shape));
}

/** softmax(z) − [k = y]: where k is the label, minus the softmax of all others. */
const residual: StructuralRule = {
  name: 'residual of a softmax',
  head: 'add',
  identity: 'softmax(z)ₖ − [k = y] = −Σ softmax(z)ⱼ over j ≠ y for k = y, else softmax(z)ₖ',
  rewrite: (g, node) => {
    if (node.kind !== 'map' || node.args.length !== 2) return null;
    for (const [soft, label] of [node.args, node.args.toReversed()]) {
      const [p, y] = [splitCoefficient(g, present(soft)), splitCoefficient(g, present(label))];
      const z = p.coefficient === -y.coefficient ? logitsOf(g, p.rest) : null;
      const value = z && residualOf(g, { softmax: p.rest, logits: z, label: y.rest });
      if (value) return scale(g, p.coefficient, value);
    }
    return null;
  },
};

/** The z of exp(z − logsumexp(z)). */
function logitsOf(g: Graph, node: Node): Node | null {
  const exponent = node.kind === 'map' && node.fn === 'exp' ? present(node.args[0]) : null;
  if (exponent?.kind !== 'map' || exponent.fn !== 'add') return null;
  for (const term of exponent.args) {
    const rest = exponent.args.filter((t) => t !== term);
    const z = plus(g, ...rest);
    if (z.shape.length > 0 && scale(g, -1, alongLast(g, overLast(g, z), z)) === term) return z;
  }
  return null;
}

interface Residual {
  readonly softmax: Node;
  readonly logits: Node;
  readonly label: Node;
}

function residualOf(g: Graph, r: Residual): Node | null {
  if (bracketOf(r.label)) return residualOfLabel(g, r.logits, r.label);
  return Interval.isUnit(r.label.range) && !hasRows(r.label) ? residualOfShares(g, r) : null;
}

function residualOfLabel(g: Graph, z: Node, label: Node): Node {
  const last = z.shape.length - 1;
  const own = sum(g, multiply(g, z, label), [last]);
  const shifted = minus(g, z, alongLast(g, own, z));
  const p = apply(g, 'exp', minus(g, shifted, alongLast(g, overLast(g, shifted), z)));
  const others = sum(g, apply(g, 'where', label, g.constant(0), p), [last]);
  return apply(g, 'where', label, scale(g, -1, alongLast(g, others, z)), p);
}

/** softmax(z)ₖ − hₖ for shares h of the labels: (1 − hₖ)·pₖ − hₖ·(the sum of the other p). */
function residualOfShares(g: Graph, { softmax: p, label: h }: Residual): Node | null {
  const labels = present(p.shape.at(-1));
  if (labels === 'rows' || labels > mostLabels) return null;
  const outer = [...p.shape.keys()].slice(0, -1);
  const [own, other] = [p.shape.length - 1, p.shape.length];
  const isOther = minus(g, g.constant(1), identity(g, labels));
  const others = product(g, {
    factors: [
      { node: p, labels: [...outer, other] },
      { node: isOther, labels: [own, other] },
    ],
    output: [...outer, own],
    sizes: [...p.shape, labels],
    brackets: [],
  });
  return minus(g, multiply(g, minus(g, g.constant(1), h), p), multiply(g, h, others));
}

export const softmaxRules: readonly StructuralRule[] = [crossEntropy, residual];
