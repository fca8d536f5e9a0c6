import { present } from '../../base/invariant.ts';
import {
  apply,
  broadcast,
  dependsOn,
  hasRows,
  identity,
  isPointwise,
  map,
  minus,
  plus,
  product,
  reduce,
  restrict,
  scale,
  splitCoefficient,
  stack,
  termsOf,
  type Bracket,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import type { StructuralRule } from './structural-rule.ts';

/*
 * Where the prediction is nearly certain and right, log Σ exp z − z_y loses all digits. It is log(1 + e^(l − z_y))
 * for the log-sum-exp l of the other z, and its slopes are σ(l − z_y) times the softmax of the others, and the
 * opposite of their sum.
 */

/** log Σ exp over the last axis. */
const overLast = (g: Graph, node: Node): Node =>
  reduce(g, 'logsumexp', node, [node.shape.length - 1]);

/** The z of log Σₖ exp zₖ, of the shape of the node and k; null for anything else. */
function exponentsOf(g: Graph, node: Node): Node | null {
  const isRepeated = node.kind === 'contract' && node.args.length === 1 && isPointwise(node);
  const inner = isRepeated ? present(node.args[0]) : node;
  const labels = isRepeated ? present(node.labels[0]) : [...node.shape.keys()];
  if (inner.kind !== 'reduce' || inner.op !== 'logsumexp') return null;
  const size = inner.arg.shape.at(-1);
  const isLast = inner.axes.length === 1 && inner.axes[0] === inner.arg.shape.length - 1;
  if (!isLast || size === 'rows' || size === undefined) return null;
  return broadcast(g, inner.arg, [...labels, node.shape.length], [...node.shape, size]);
}

/** The brackets by which a term picks elements, of the picked axis after those of the term. */
function picksIn(term: Node): Bracket[] {
  if (term.kind !== 'contract') return [];
  const rank = term.shape.length;
  const own = term.brackets.flatMap((b) => moved(b, [...term.shape.keys()], rank));
  const inner = term.args.flatMap((arg, k) =>
    picksIn(arg).flatMap((b) => moved(b, present(term.labels[k]), rank)),
  );
  return [...own, ...inner];
}

/** A bracket over other labels; none where it is not of a summed axis alone. */
function moved(b: Bracket, to: readonly number[], rank: number): Bracket[] {
  if (b.kind === 'at') return b.label >= to.length ? [{ ...b, label: rank }] : [];
  if (b.kind !== 'gathered' || b.label < to.length) return [];
  const labels = b.labels.map((label) => to[label] ?? rank);
  return labels.every((label) => label < rank) ? [{ ...b, label: rank, labels }] : [];
}

/** An element of z, and log(e^l/e^(that element)) for the log-sum-exp l of the other ones. */
interface LeftOut {
  readonly own: Node;
  readonly logOdds: () => Node | null;
}

function leftOuts(g: Graph, z: Node, terms: readonly Node[]): LeftOut[] {
  const hots = terms.flatMap(picksIn);
  const picked = hots.map((hot): LeftOut => {
    const own = pick(g, z, hot);
    return {
      own,
      logOdds: () => (variesByRow(z) ? againstLabel(g, z, hot, own) : table(g, z, hot)),
    };
  });
  return z.kind === 'stack' && z.axis === z.shape.length - 1
    ? [...picked, ...z.parts.map((own, k) => ({ own, logOdds: () => withoutPart(g, z.parts, k) }))]
    : picked;
}

const pick = (g: Graph, z: Node, hot: Bracket): Node =>
  product(g, {
    factors: [{ node: z, labels: [...z.shape.keys()] }],
    output: [...z.shape.keys()].slice(0, -1),
    sizes: z.shape,
    brackets: [hot],
  });

const variesByRow = (node: Node): boolean => !hasRows(node) || dependsOn(node, 0);

const againstLabel = (g: Graph, z: Node, hot: Bracket, own: Node): Node => {
  const output = [...z.shape.keys()];
  const isOwn = product(g, { factors: [], output, sizes: z.shape, brackets: [hot] });
  return minus(g, overOthers(g, z, isOwn), own);
};

/** log Σ exp of the z that are not hot. */
const overOthers = (g: Graph, z: Node, hot: Node): Node =>
  overLast(g, apply(g, 'where', hot, g.constant(-Infinity), z));

/** A table of every pair of labels is worth its size up to this many labels. */
const mostLabels = 64;

/** The same z for every row: of each k, once, and each row picks its own. */
function table(g: Graph, z: Node, hot: Bracket): Node | null {
  const used = [...z.shape.keys()].filter((axis) => dependsOn(z, axis));
  const own = restrict(g, z, used);
  const size = present(own.shape.at(-1));
  if (size === 'rows' || size > mostLabels) return null;
  const shape = [...own.shape, size];
  const outer = [...own.shape.keys()].slice(0, -1);
  const last = own.shape.length;
  const others = broadcast(g, own, [...outer, last], shape);
  const isOwn = broadcast(g, identity(g, size), [last - 1, last], shape);
  const logOdds = minus(g, overOthers(g, others, isOwn), own);
  return pick(g, broadcast(g, logOdds, used, z.shape), hot);
}

function withoutPart(g: Graph, parts: readonly Node[], k: number): Node | null {
  const others = parts.filter((_, i) => i !== k);
  const [only] = others;
  if (!only) return null;
  const own = present(parts[k]);
  const l = others.length === 1 ? only : overLast(g, stack(g, others, own.shape.length));
  return minus(g, l, own);
}

const leftOut: StructuralRule = {
  name: 'log-sum-exp beside one of its terms',
  head: 'add',
  identity: 'log Σ exp z − z[y] = softplus(log Σ exp zⱼ over j ≠ y − z[y])',
  rewrite: (g, node) => {
    for (const total of node.kind === 'map' ? node.args : []) {
      const { coefficient, rest } = splitCoefficient(g, total);
      const z = exponentsOf(g, rest);
      for (const { own, logOdds } of z ? leftOuts(g, z, termsOf(node)) : []) {
        const beside = termsOf(scale(g, -coefficient, own));
        if (!beside.every((term) => termsOf(node).includes(term))) continue;
        const l = logOdds();
        if (!l) continue;
        const others = termsOf(node).filter((term) => term !== total && !beside.includes(term));
        return plus(g, ...others, scale(g, coefficient, map(g, 'softplus', [l])));
      }
    }
    return null;
  },
};

export const leftOutRules: readonly StructuralRule[] = [leftOut];
