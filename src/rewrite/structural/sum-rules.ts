import { groupBy } from '../../base/group.ts';
import { present } from '../../base/invariant.ts';
import {
  constantOf,
  factorsOf,
  hasRows,
  Interval,
  isRowCount,
  isProduct,
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
import {
  factorsOf as plainFactorsOf,
  isSame,
  ofItself,
  repeatedTerms,
  whole,
  without,
} from './factors.ts';
import type { StructuralRule } from './structural-rule.ts';

/**
 * c·a + c·b = c·(a + b) for a c that no row changes: what is the same for every row leaves the sum over
 * rows, and the bracket is the residual that a reader knows. Terms of a and b that are put together may cancel:
 * where digits count, sums stay apart.
 */
const commonFactor = (takes: (terms: readonly Node[]) => boolean): StructuralRule => ({
  name: 'common factor',
  minor: true,
  head: 'add',
  identity: 'c·a + c·b = c·(a + b), for a c that no row changes',
  rewrite: (g, node) => {
    if (node.kind !== 'map' || !hasRows(node)) return null;
    const [first, ...others] = node.args.map((term) => plainFactorsOf(g, term));
    const common = present(first).filter(
      (f) => isFixed(f) && others.every((factors) => factors.some((other) => isSame(f, other))),
    );
    if (common.length === 0) return null;
    const left = node.args.map((term) => without(g, term, common));
    if (!takes(left)) return null;
    return whole(g, node, [
      ...common,
      { node: map(g, 'add', left), labels: [...node.shape.keys()] },
    ]);
  },
});

const isSum = (node: Node): boolean => node.kind === 'map' && node.fn === 'add';

export const readableFactor = commonFactor(() => true);
export const exactFactor = commonFactor((terms) => !terms.some(isSum));

const isFixed = (f: Factor): boolean => f.node.kind !== 'constant' && !f.labels.includes(0);

/** −Σ (−a − b) = Σ (a + b). */
const signOfSum: StructuralRule = {
  name: 'sign of a sum',
  minor: true,
  head: 'product',
  identity: '−Σ (−a − b) = Σ (a + b)',
  rewrite: (g, node) => {
    if (splitCoefficient(g, node).coefficient >= 0) return null;
    const factors = plainFactorsOf(g, node);
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
  node.kind === 'contract' && !isProduct(node) && node.args.length === 1
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

/** c·Σ a as a term of a sum: what stands outside the sum over rows, and what is summed. */
interface RowSum {
  readonly coefficient: number;
  readonly outside: readonly Factor[];
  readonly sum: Contract;
  readonly labels: readonly number[];
}

function rowSumOf(g: Graph, term: Node): RowSum | null {
  const { coefficient, rest } = splitCoefficient(g, term);
  const own = plainFactorsOf(g, rest);
  const factors = own.length > 0 ? own : [ofItself(rest)];
  const sums = factors.filter((f) => isRowSum(f.node));
  const [found] = sums;
  if (found?.node.kind !== 'contract' || sums.length !== 1) return null;
  const outside = factors.filter((f) => f !== found);
  return { coefficient, outside, sum: found.node, labels: found.labels };
}

/** A sum over the rows of what there is for each row, and over nothing else. */
const isRowSum = (node: Node): boolean =>
  node.kind === 'contract' &&
  !isRowCount(node) &&
  node.sizes.length === node.shape.length + 1 &&
  node.sizes.at(-1) === 'rows';

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
    const sums = node.args.flatMap((term) => {
      const sum = rowSumOf(g, term);
      return sum && !sum.sum.args.some(isShifted) ? [{ term, sum, key: keyOf(sum) }] : [];
    });
    for (const group of groupBy(sums, ({ key }) => key)) {
      if (group.length < 2) continue;
      // Two by two, what two of them share stays apart; of many, that would take the square of their number.
      const merged = group.slice(0, group.length <= mostInPairs ? 2 : group.length);
      const gone = new Set(merged.map(({ term }) => term));
      const others = node.args.filter((term) => !gone.has(term));
      const one = mergedSum(
        g,
        node,
        merged.map(({ sum }) => sum),
      );
      return plus(g, one, ...others);
    }
    return null;
  },
};

/** A sum with a number, as 1 − y: put together with other terms, the number would take their digits. */
const isShifted = (node: Node): boolean =>
  node.kind === 'map' &&
  node.fn === 'add' &&
  node.args.some((term) => constantOf(term) !== undefined);

const mostInPairs = 8;

/** What sums over the rows have in common that can be one. */
const keyOf = ({ outside, labels }: RowSum): string =>
  [...outside.map((f) => `${f.node.id} ${f.labels}`).sort(), labels.join()].join('; ');

function mergedSum(g: Graph, node: Node, sums: readonly RowSum[]): Node {
  const { sum: like, outside, labels: place } = present(sums[0]);
  const [first, ...others] = sums.map(({ sum }) => factorsOf(g, sum));
  const common = present(first).filter(
    (f) =>
      f.node.kind !== 'constant' && others.every((factors) => factors.some((o) => isSame(f, o))),
  );
  const rank = like.shape.length;
  const labels = [rank, ...Array(rank).keys()];
  const rest = [present(first), ...others].map((factors, i) =>
    scale(
      g,
      present(sums[i]).coefficient,
      product(g, {
        factors: factors.filter((f) => !common.some((c) => isSame(c, f))),
        output: labels,
        sizes: like.sizes,
        brackets: [],
      }),
    ),
  );
  const merged = product(g, {
    factors: [...common, { node: plus(g, ...rest), labels }],
    output: [...Array(rank).keys()],
    sizes: like.sizes,
    brackets: [],
  });
  return whole(g, node, [...outside, { node: merged, labels: place }]);
}

export const sumRules: readonly StructuralRule[] = [
  logOfProduct,
  termsOfRepeatedSum,
  signOfSum,
  mergeRowSums,
];
