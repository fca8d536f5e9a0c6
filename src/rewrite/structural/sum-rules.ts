import { present } from '../../base/invariant.ts';
import {
  constantOf,
  hasRows,
  Interval,
  isPointwise,
  map,
  plus,
  product,
  rebuild,
  scale,
  splitCoefficient,
  sum,
  type Contract,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { factorsOf, isSame, repeatedTerms, whole, without } from './factors.ts';
import { rowSumOf, type RowSum } from './row-sum.ts';
import type { StructuralRule } from './structural-rule.ts';

/**
 * c·a + c·b = c·(a + b) for a c that no row changes: what is the same for every row leaves the sum over
 * rows, and the bracket is the residual that other rules know.
 */
const commonFactor: StructuralRule = {
  name: 'common factor',
  minor: true,
  head: 'add',
  identity: 'c·a + c·b = c·(a + b), for a c that no row changes',
  rewrite: (g, node) => {
    if (node.kind !== 'map' || !hasRows(node)) return null;
    const [first, ...others] = node.args.map(factorsOf);
    const common = present(first).filter(
      (f) => isFixed(f) && others.every((factors) => factors.some((other) => isSame(f, other))),
    );
    if (common.length === 0) return null;
    const left = node.args.map((term) => without(g, term, common));
    return whole(g, node, [
      ...common,
      { node: map(g, 'add', left), labels: [...node.shape.keys()] },
    ]);
  },
};

const isFixed = (f: Factor): boolean => f.node.kind !== 'constant' && !f.labels.includes(0);
/** −Σ (−a − b) = Σ (a + b). */
const signOfSum: StructuralRule = {
  name: 'sign of a sum',
  minor: true,
  head: 'product',
  identity: '−Σ (−a − b) = Σ (a + b)',
  rewrite: (g, node) => {
    if (splitCoefficient(g, node).coefficient >= 0) return null;
    const factors = factorsOf(node);
    const at = factors.findIndex((f) => isAllNegative(g, summandOf(f.node)));
    if (at < 0) return null;
    const flipped = rebuild(g, present(factors[at]).node, (summand) => scale(g, -1, summand));
    const others = factors.filter((_, i) => i !== at);
    const sign = { node: g.constant(-1), labels: [] };
    return whole(g, node, [sign, ...others, { ...present(factors[at]), node: flipped }]);
  },
};

/** What a lone sum sums; null for anything else. */
const summandOf = (node: Node): Node | null =>
  node.kind === 'contract' && !isPointwise(node) && node.args.length === 1
    ? present(node.args[0])
    : null;

function isAllNegative(g: Graph, node: Node | null): boolean {
  if (node?.kind !== 'map' || node.fn !== 'add') return false;
  return node.args.every((t) => (constantOf(t) ?? splitCoefficient(g, t).coefficient) < 0);
}

/** log Π aₖ = Σ log aₖ: the product underflows where its logarithm does not. */
const logOfProduct: StructuralRule = {
  name: 'log of a product over an axis',
  head: 'log',
  identity: 'log ∏ aₖ = Σ log aₖ, for a ≥ 0',
  rewrite: (g, node) => {
    const whole = node.kind === 'map' ? present(node.args[0]) : node;
    if (whole.kind !== 'reduce' || whole.op !== 'prod') return null;
    if (!Interval.isNonNegative(whole.arg.range)) return null;
    return sum(g, map(g, 'log', [whole.arg]), whole.axes);
  },
};

/** Terms that no row changes meet those that rows change: log Γ(a + b) and −log Γ(a), say. */
const termsOfRepeatedSum: StructuralRule = {
  name: 'terms of a repeated sum',
  minor: true,
  head: 'add',
  identity: 'a + (b + c) = a + b + c, for a sum b + c that is repeated along axes of a',
  rewrite: (g, node) => {
    if (node.kind !== 'map') return null;
    const terms = node.args.map((term) => repeatedTerms(g, term));
    if (terms.every((inner) => inner === null)) return null;
    return plus(g, ...node.args.flatMap((term, i) => terms[i] ?? [term]));
  },
};

/**
 * c·Σ x·a + c·Σ x·b = c·Σ x·(a + b): one sum over the rows in the place of two, and what two paths of the
 * chain rule brought apart is a residual again.
 */
export const mergeRowSums: StructuralRule = {
  name: 'one sum over the rows',
  minor: true,
  head: 'add',
  identity: 'c·Σ x·a + c·Σ x·b = c·Σ x·(a + b)',
  rewrite: (g, node) => {
    if (node.kind !== 'map') return null;
    const sums = node.args.map((term) => rowSumOf(g, term));
    for (const [i, a] of sums.entries()) {
      const j = sums.findIndex((b, k) => k > i && a !== null && b !== null && isMergeable(a, b));
      const b = sums[j];
      if (!a || !b) continue;
      const others = node.args.filter((_, k) => k !== i && k !== j);
      return plus(g, mergedSum(g, node, a, b), ...others);
    }
    return null;
  },
};

const isMergeable = (a: RowSum, b: RowSum): boolean =>
  a.outside.length === b.outside.length &&
  a.outside.every((f) => b.outside.some((other) => isSame(f, other))) &&
  a.labels.length === b.labels.length &&
  a.labels.every((label, i) => label === b.labels[i]);

function mergedSum(g: Graph, node: Node, a: RowSum, b: RowSum): Node {
  const [first, second] = [summandFactors(a.sum), summandFactors(b.sum)];
  const common = first.filter(
    (f) => f.node.kind !== 'constant' && second.some((o) => isSame(f, o)),
  );
  const rank = a.sum.shape.length;
  const labels = [rank, ...Array(rank).keys()];
  const rest = [first, second].map((factors, i) =>
    scale(
      g,
      present([a, b][i]).coefficient,
      product(g, {
        factors: factors.filter((f) => !common.some((c) => isSame(c, f))),
        output: labels,
        sizes: a.sum.sizes,
      }),
    ),
  );
  const merged = product(g, {
    factors: [...common, { node: plus(g, ...rest), labels }],
    output: [...Array(rank).keys()],
    sizes: a.sum.sizes,
  });
  return whole(g, node, [...a.outside, { node: merged, labels: a.labels }]);
}

const summandFactors = (node: Contract): Factor[] =>
  node.args.map((arg, k) => ({ node: arg, labels: present(node.labels[k]) }));

export const sumRules: readonly StructuralRule[] = [
  logOfProduct,
  termsOfRepeatedSum,
  signOfSum,
  mergeRowSums,
  commonFactor,
];
