import { present } from '../../base/invariant.ts';
import {
  apply,
  broadcast,
  constantOf,
  dependsOn,
  filled,
  Interval,
  isAlwaysFinite,
  isPointwise,
  map,
  minus,
  multiply,
  plus,
  postorder,
  power,
  powerParts,
  product,
  productOf,
  reduce,
  scale,
  sum,
  termsOf,
  type Factor,
  type Graph,
  type Map,
  type Node,
} from '../../graph/index.ts';
import { areComplements } from './exponential-of.ts';
import { factorsOf, multipleOf, ofItself, repeatedTerms, whole } from './factors.ts';
import { squareRoot } from './square-rules.ts';
import type { StructuralRule } from './structural-rule.ts';

/*
 * What overflows in parts is divided by its greatest part. By that no value changes, nor a slope: it is held still.
 */

const isStill = (node: Node): boolean => node.kind === 'map' && node.fn === 'still';

const isScaled = (node: Node): boolean => postorder([node]).some(isStill);

const isExponential = (node: Node): node is Map => node.kind === 'map' && node.fn === 'exp';

/** c·eᵃ as c and a; a is null where the term has no exponential. */
interface Term {
  readonly coefficient: Node;
  readonly exponent: Node | null;
}

function exponentialTerm(g: Graph, term: Node): Term {
  const factors = factorsOf(g, term).length > 0 ? factorsOf(g, term) : [ofItself(term)];
  const own = factors.find((f) => isExponential(f.node));
  if (!own || !isExponential(own.node)) return { coefficient: term, exponent: null };
  const others = factors.filter((f) => f !== own);
  const exponent = broadcast(g, present(own.node.args[0]), own.labels, term.shape);
  return { coefficient: whole(g, term, others), exponent };
}

/** An exponential of what is computed from more than one unknown, which may be large. */
const mayOverflow = ({ exponent }: Term): boolean =>
  exponent !== null &&
  exponent.range.hi === Infinity &&
  postorder([exponent]).some((node) => node.kind === 'symbol' && node.role !== 'theta');

/** (Σ c·eᵃ)ᵏ = eᵏᵐ·(Σ c·eᵃ⁻ᵐ)ᵏ for the greatest exponent m. */
const powerOfExponentials: StructuralRule = {
  name: 'power of a sum of exponentials',
  head: 'pow',
  identity: '(Σ c·exp(a))ᵏ = exp(k·m)·(Σ c·exp(a − m))ᵏ, for the greatest m of the a',
  rewrite: (g, node) => {
    const { base, exponent } = powerParts(node);
    if (exponent >= 0 || base.kind !== 'map' || base.fn !== 'add' || isScaled(base)) return null;
    const terms = base.args.map((term) => exponentialTerm(g, term));
    if (!terms.some(mayOverflow)) return null;
    const exponents = terms.map((term) => term.exponent ?? filled(g, 0, base.shape));
    const greatest = exponents.reduce((a, b) => map(g, 'maximum', [a, b]));
    const m = map(g, 'still', [greatest]);
    const scaled = terms.map(({ coefficient }, k) =>
      multiply(g, coefficient, map(g, 'exp', [minus(g, present(exponents[k]), m)])),
    );
    const outside = map(g, 'exp', [scale(g, exponent, m)]);
    return multiply(g, outside, power(g, plus(g, ...scaled), exponent));
  },
};

/** (Σₖ eᵃ)⁻¹ over an axis is e to the opposite of its log-sum-exp, which what it divides takes in. */
const powerOfExponentialSum: StructuralRule = {
  name: 'power of a sum of exponentials',
  head: 'pow',
  identity: '(Σ exp a)ᵏ = exp(k·log Σ exp a), for k < 0',
  rewrite: (g, node) => {
    const { base, exponent } = powerParts(node);
    const isSum =
      base.kind === 'contract' &&
      !isPointwise(base) &&
      base.brackets.length === 0 &&
      base.args.some(isExponential);
    if (!isSum || exponent >= 0 || base.sizes.indexOf('rows', base.shape.length) >= 0) return null;
    if (!base.args.every((arg) => Interval.isPositive(arg.range))) return null;
    return map(g, 'exp', [scale(g, exponent, map(g, 'log', [base]))]);
  },
};

/** An exponent that holds down others. */
const isNormaliser = (exponent: Node): boolean =>
  postorder([exponent]).some((n) => isStill(n) || (n.kind === 'reduce' && n.op === 'logsumexp'));

/** eᵘ·Σ c·eᵃ = Σ c·eᵃ⁺ᵘ: neither the sum nor the exponential is a number where both are far out. */
const normalisedSum: StructuralRule = {
  name: 'normalised sum of exponentials',
  head: 'product',
  identity: 'exp(u)·Σ c·exp(a) = Σ c·exp(a + u)',
  rewrite: (g, node) => {
    const factors = factorsOf(g, node);
    const own = factors.find((f) => isExponential(f.node) && isNormaliser(present(f.node.args[0])));
    if (!own || !isExponential(own.node)) return null;
    for (const total of factors) {
      const merged = withExponent(g, total, own, present(own.node.args[0]));
      if (!merged) continue;
      const others = factors.filter((f) => f !== own && f !== total);
      return whole(g, node, [...others, merged]);
    }
    return null;
  },
};

function withExponent(g: Graph, total: Factor, own: Factor, u: Node): Factor | null {
  const { node, labels } = total;
  if (node.kind !== 'contract' || isPointwise(node)) return null;
  if (!own.labels.every((label) => labels.includes(label))) return null;
  const at = node.args.findIndex(
    (arg, k) =>
      isExponential(arg) && present(node.labels[k]).some((label) => label >= node.shape.length),
  );
  const exponential = node.args[at];
  if (!exponential || !isExponential(exponential)) return null;
  const inner = [
    ...new Set([...own.labels.map((l) => labels.indexOf(l)), ...present(node.labels[at])]),
  ];
  const rowsFirst = inner.sort(
    (a, b) => Number(node.sizes[b] === 'rows') - Number(node.sizes[a] === 'rows'),
  );
  const shape = rowsFirst.map((label) => present(node.sizes[label]));
  const place = (n: Node, own: readonly number[]): Node =>
    broadcast(
      g,
      n,
      own.map((label) => rowsFirst.indexOf(label)),
      shape,
    );
  const exponent = plus(
    g,
    place(present(exponential.args[0]), present(node.labels[at])),
    place(
      u,
      own.labels.map((l) => labels.indexOf(l)),
    ),
  );
  const factors = node.args.map((arg, k): Factor =>
    k === at
      ? { node: map(g, 'exp', [exponent]), labels: rowsFirst }
      : { node: arg, labels: present(node.labels[k]) },
  );
  return { node: product(g, { ...productOf(node), factors }), labels };
}

/** A square beneath a root, summed over some axes: its own root, and those axes. */
interface Square {
  readonly root: Node;
  readonly axes: readonly number[];
}

function squareOf(g: Graph, term: Node): Square | null {
  if (term.kind !== 'contract' || isPointwise(term)) {
    const root = squareRoot(g, term);
    return root && { root, axes: [] };
  }
  const all = [...term.sizes.keys()];
  const axes = all.slice(term.shape.length);
  if (term.brackets.length > 0 || axes.some((axis) => term.sizes[axis] === 'rows')) return null;
  const factors = term.args.map((node, k) => ({ node, labels: present(term.labels[k]) }));
  const root = squareRoot(g, product(g, { factors, output: all, sizes: term.sizes, brackets: [] }));
  return root && { root, axes };
}

/** √(Σ a² + b² + …) by the greatest of the sides, and 0 with a slope of 0 where they all are 0. */
const norm: StructuralRule = {
  name: 'norm',
  head: 'pow',
  identity:
    '√(Σ a²) = m·√(Σ (a/m)²) for the greatest m of the |a|, and 0 with a slope of 0 for m = 0',
  rewrite: (g, node) => {
    const { base, exponent } = powerParts(node);
    if (Math.abs(exponent) !== 0.5 || isScaled(base)) return null;
    const squares = termsOf(base).map((term) => squareOf(g, term));
    if (!squares.every((square) => square !== null)) return null;
    const sides = squares.map(({ root, axes }) => {
      const size = map(g, 'abs', [root]);
      return axes.length === 0 ? size : reduce(g, 'max', size, axes);
    });
    const m = map(g, 'still', [sides.reduce((a, b) => map(g, 'maximum', [a, b]))]);
    const scaled = squares.map(({ root, axes }) => {
      const outer = [...base.shape.keys()];
      // Factors of their own: what all elements share would leave the sum again.
      const unit = map(g, 'times', [root, broadcast(g, power(g, m, -1), outer, root.shape)]);
      return sum(g, power(g, unit, 2), axes);
    });
    const value = map(g, 'times', [
      power(g, m, 2 * exponent),
      power(g, plus(g, ...scaled), exponent),
    ]);
    if (exponent < 0) return value;
    const zero = filled(g, 0, base.shape);
    return apply(g, 'where', map(g, 'equal', [m, zero]), zero, value);
  },
};

/** (eᵃ − eᵇ)/d where a − b is a multiple of d: a quotient with a limit where they are equal. */
const dividedDifference: StructuralRule = {
  name: 'divided difference of exponentials',
  head: 'product',
  identity:
    '(exp(a) − exp(b))/(a − b) = exp(a)·exprel(b − a), for a > b, else exp(b)·exprel(a − b)',
  rewrite: (g, node) => {
    const factors = factorsOf(g, node);
    for (const below of factors) {
      const { base, exponent } = powerParts(below.node);
      if (exponent !== -1 || base.kind !== 'map' || base.fn !== 'add') continue;
      const d = broadcast(g, base, below.labels, node.shape);
      for (const above of factors) {
        const value = differenceOver(g, broadcast(g, above.node, above.labels, node.shape), d);
        if (!value) continue;
        const others = factors.filter((f) => f !== above && f !== below);
        return whole(g, node, [...others, ofItself(value)]);
      }
    }
    return null;
  },
};

function differenceOver(g: Graph, difference: Node, d: Node): Node | null {
  const inner = difference.kind === 'map' ? difference.args : [];
  const terms = inner.map((term) => exponentialTerm(g, term));
  const [first, second] = terms;
  if (difference.kind !== 'map' || difference.fn !== 'add' || terms.length !== 2) return null;
  if (!first?.exponent || !second?.exponent) return null;
  if (scale(g, -1, second.coefficient) !== first.coefficient) return null;
  const [a, b] = [first.exponent, second.exponent];
  const ratio = quotientOf(g, minus(g, a, b), d);
  if (!ratio) return null;
  const from = (x: Node, y: Node): Node =>
    multiply(g, map(g, 'exp', [x]), map(g, 'exprel', [minus(g, y, x)]));
  const value = map(g, 'where', [map(g, 'greater', [a, b]), from(a, b), from(b, a)]);
  return multiply(g, first.coefficient, ratio, value);
}

/** q where a sum is q·d, by the quotient of one of its terms. */
function quotientOf(g: Graph, whole: Node, d: Node): Node | null {
  const [first] = termsOf(whole);
  const terms = repeatedTerms(g, d) ?? termsOf(d);
  const distributed = (q: Node): Node =>
    plus(g, filled(g, 0, d.shape), ...terms.map((term) => multiply(g, q, term)));
  const candidates = terms.map((term) => multiply(g, present(first), power(g, term, -1)));
  return candidates.find((q) => distributed(q) === whole) ?? null;
}

/**
 * log(w·e^(v·x) + (1 − w)·e^(v·y))/v, a mean of x and y of which only the order is v: with the greater of v·x and v·y
 * outside, a logarithm of 1 and of multiples of v.
 */
const meanOfOrder: StructuralRule = {
  name: 'logarithm of a mean of exponentials by their common factor',
  head: 'product',
  identity:
    'log(w·exp(v·x) + (1 − w)·exp(v·y))/v = c + u·log1p(v·u)/(v·u), u = w·(x − c)·exprel(v·(x − c)) + (1 − w)·(y − c)·exprel(v·(y − c)), for any c',
  rewrite: (g, node) => {
    const factors = factorsOf(g, node);
    for (const below of factors) {
      const { base, exponent } = powerParts(below.node);
      const above = factors.find((f) => f.node.kind === 'map' && f.node.fn === 'logaddexp');
      if (exponent !== -1 || above?.node.kind !== 'map') continue;
      const [p, q] = above.node.args.map((arg) => broadcast(g, arg, above.labels, node.shape));
      const v = broadcast(g, base, below.labels, node.shape);
      const value = p && q && meanOver(g, p, q, v);
      if (!value) continue;
      const others = factors.filter((f) => f !== above && f !== below);
      return whole(g, node, [...others, ofItself(value)]);
    }
    return null;
  },
};

function meanOver(g: Graph, p: Node, q: Node, v: Node): Node | null {
  const [first, second] = [p, q].map((exponent) => weightAndSlope(g, exponent, v));
  if (!first || !second || !areComplements(g, first.log, second.log)) return null;
  const [x, y] = [first.slope, second.slope];
  const isGreater = map(g, 'greater', [multiply(g, v, x), multiply(g, v, y)]);
  const c = map(g, 'still', [map(g, 'where', [isGreater, x, y])]);
  const parts = [first, second].map(({ log, slope }) => {
    const distance = minus(g, slope, c);
    return multiply(
      g,
      map(g, 'exp', [log]),
      distance,
      map(g, 'exprel', [multiply(g, v, distance)]),
    );
  });
  const u = plus(g, ...parts);
  return plus(g, c, multiply(g, u, map(g, 'log1prel', [multiply(g, v, u)])));
}

/** log w + v·x as log w and x. */
function weightAndSlope(g: Graph, exponent: Node, v: Node): { log: Node; slope: Node } | null {
  const terms = termsOf(exponent);
  const multiples = terms.map((term) => multipleOf(g, term, v));
  const slopes = multiples.flatMap((multiple) =>
    multiple && !multiple.rest ? [multiple.slope] : [],
  );
  const others = terms.filter((_, k) => multiples[k] === null);
  if (slopes.length === 0 || others.length === 0) return null;
  return { log: plus(g, ...others), slope: plus(g, ...slopes) };
}

/** A row of weight 0 counts for nothing, whatever its term is. */
const weightOfNothing: StructuralRule = {
  name: 'a row of weight 0',
  head: 'total',
  identity: 'Σ w·a is of the rows with w ≠ 0 alone',
  rewrite: (g, node) => {
    if (node.kind !== 'contract') return null;
    const at = node.args.findIndex((arg) => arg.kind === 'symbol' && arg.domain.kind === 'weight');
    const weight = node.args[at];
    const isSafe = (arg: Node, k: number): boolean => k === at || !mayBeNoNumber(arg);
    if (!weight || node.args.every(isSafe)) return null;
    const rows = present(node.labels[at]);
    const factors = node.args.map((arg, k): Factor => {
      const labels = present(node.labels[k]);
      if (isSafe(arg, k) || !labels.includes(present(rows[0]))) return { node: arg, labels };
      const counts = broadcast(g, weight, [labels.indexOf(present(rows[0]))], arg.shape);
      return { node: apply(g, 'where', counts, arg, g.constant(0)), labels };
    });
    return product(g, { ...productOf(node), factors });
  },
};

const mayBeNoNumber = (node: Node): boolean =>
  !(node.kind === 'map' && node.fn === 'where' && isWeight(present(node.args[0]))) &&
  node.kind !== 'symbol' &&
  dependsOn(node, 0) &&
  constantOf(node) === undefined &&
  !isAlwaysFinite(node);

const isWeight = (node: Node): boolean =>
  node.kind === 'contract'
    ? node.args.every(isWeight)
    : node.kind === 'symbol' && node.domain.kind === 'weight';

export const scaledRules: readonly StructuralRule[] = [
  norm,
  powerOfExponentialSum,
  powerOfExponentials,
  normalisedSum,
  dividedDifference,
  meanOfOrder,
  weightOfNothing,
];
