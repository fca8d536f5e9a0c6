import { present } from '../base/invariant.ts';
import {
  constantOf,
  dependsOn,
  rebuild,
  scale,
  splitCoefficient,
  hasRows,
  plus,
  restrict,
  isPointwise,
  Interval,
  map,
  product,
  sum,
  type Contract,
  type Factor,
  type Graph,
  type Map,
  type Node,
} from '../graph/index.ts';

/** A rewrite of axes, which no elementwise pattern can say; `head` is what it looks at. */
export interface StructuralRule {
  readonly name: string;
  readonly head: string;
  readonly rewrite: (g: Graph, node: Node) => Node | null;
}

/** The label that a factor's one-hot sums over, where the contraction does nothing but pick by it. */
interface Pick {
  readonly node: Contract;
  readonly hot: number;
}

/** A contraction that picks: one sum, over the axis of a one-hot factor, so exactly one summand counts. */
function pickOf(node: Node): Pick | null {
  if (node.kind !== 'contract' || node.sizes.length !== node.shape.length + 1) return null;
  const summed = node.shape.length;
  const hot = node.args.findIndex(
    (arg, k) => arg.kind === 'onehot' && present(node.labels[k]).at(-1) === summed,
  );
  const once = node.labels.filter((labels) => labels.includes(summed)).length >= 2;
  return hot >= 0 && once ? { node, hot } : null;
}

/** f(Σₖ tₖ [k = i]) = Σₖ f(tₖ) [k = i]: a function of a picked element is the picked function. */
const mapOfPick = (fn: Map['fn']): StructuralRule => ({
  name: `${fn} of a picked element`,
  head: fn,
  rewrite: (g, node) => {
    if (node.kind !== 'map' || node.args.length !== 1) return null;
    const pick = pickOf(present(node.args[0]));
    return pick && pickMapped(g, pick, (summand) => map(g, fn, [summand]));
  },
});

function pickMapped(g: Graph, { node, hot }: Pick, f: (summand: Node) => Node): Node {
  const all = [...node.sizes.keys()];
  const factors = node.args.map((arg, k): Factor => ({
    node: arg,
    labels: present(node.labels[k]),
  }));
  const summand = product(g, {
    factors: factors.filter((_, k) => k !== hot),
    output: all,
    sizes: node.sizes,
  });
  return product(g, {
    factors: [{ node: f(summand), labels: all }, present(factors[hot])],
    output: all.slice(0, node.shape.length),
    sizes: node.sizes,
  });
}

/** Σₖ (aₖ + b) [k = i] = Σₖ aₖ [k = i] + b: a term without the axis needs no picking. */
const pickOfSum: StructuralRule = {
  name: 'a picked element of a sum',
  head: 'total',
  rewrite: (g, node) => {
    const pick = pickOf(node);
    if (!pick || pick.node.args.length !== 2) return null;
    const other = pick.hot === 0 ? 1 : 0;
    const terms = present(pick.node.args[other]);
    if (terms.kind !== 'map' || terms.fn !== 'add') return null;
    const labels = present(pick.node.labels[other]);
    const axis = labels.indexOf(node.shape.length);
    const [varying, fixed] = [true, false].map((wanted) =>
      terms.args.filter((term) => dependsOn(term, axis) === wanted),
    );
    if (!fixed?.length || !varying?.length) return null;
    const hot = {
      node: present(pick.node.args[pick.hot]),
      labels: present(pick.node.labels[pick.hot]),
    };
    const output = [...node.shape.keys()];
    const picked = product(g, {
      factors: [{ node: plus(g, ...varying), labels }, hot],
      output,
      sizes: pick.node.sizes,
    });
    return plus(
      g,
      picked,
      ...fixed.map((term) => withoutAxis(g, pick.node, { node: term, labels }, axis)),
    );
  },
};

/** The term without the axis of the one-hot, which sums to 1: its index is in range by its domain. */
function withoutAxis(g: Graph, node: Contract, term: Factor, axis: number): Node {
  const axes = [...term.node.shape.keys()].filter((a) => a !== axis);
  const inner = restrict(g, term.node, axes);
  const labels = axes.map((a) => present(term.labels[a]));
  const output = [...node.shape.keys()];
  return product(g, { factors: [{ node: inner, labels }], output, sizes: node.shape });
}

/**
 * c·a + c·b = c·(a + b) for a c that no row changes: what is the same for every row leaves the sum over
 * rows, and the bracket is the residual that other rules know.
 */
const commonFactor: StructuralRule = {
  name: 'common factor',
  head: 'add',
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

const factorsOf = (node: Node): Factor[] =>
  node.kind === 'contract' && isPointwise(node)
    ? node.args.map((arg, k) => ({ node: arg, labels: present(node.labels[k]) }))
    : [];

const isFixed = (f: Factor): boolean => f.node.kind !== 'constant' && !f.labels.includes(0);
const isSame = (a: Factor, b: Factor): boolean =>
  a.node === b.node && a.labels.every((label, i) => label === b.labels[i]);

const without = (g: Graph, term: Node, common: readonly Factor[]): Node =>
  whole(
    g,
    term,
    factorsOf(term).filter((f) => !common.some((c) => isSame(f, c))),
  );

const whole = (g: Graph, like: Node, factors: readonly Factor[]): Node =>
  product(g, { factors, output: [...like.shape.keys()], sizes: like.shape });

/** −Σ (−a − b) = Σ (a + b). */
const signOfSum: StructuralRule = {
  name: 'sign of a sum',
  head: 'product',
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
  rewrite: (g, node) => {
    const whole = node.kind === 'map' ? present(node.args[0]) : node;
    if (whole.kind !== 'reduce' || whole.op !== 'prod') return null;
    if (!Interval.isNonNegative(whole.arg.range)) return null;
    return sum(g, map(g, 'log', [whole.arg]), whole.axes);
  },
};

export const structuralRules: readonly StructuralRule[] = [
  logOfProduct,
  signOfSum,
  commonFactor,
  mapOfPick('log'),
  mapOfPick('exp'),
  pickOfSum,
];
