import { present } from '../../base/invariant.ts';
import {
  apply,
  Interval,
  map,
  minus,
  multiply,
  plus,
  power,
  scale,
  splitCoefficient,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { areComplements, argumentOf, exponentialOf, throughAxes } from './exponential-of.ts';
import { exactMultiple, multipleOf, type Multiple } from './factors.ts';
import type { StructuralRule } from './structural-rule.ts';

/*
 * a·l − eˡ − log Γ(a) is a difference of numbers as large as a; Loader's saddle-point form adds small ones
 * (C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000). With
 * D(a, m) = a·log(a/m) + m − a, what is left of Γ is the error of Stirling's formula.
 */

/** Terms of a sum as a·slope + rest, and the terms that are no multiple of a. */
interface Split {
  readonly slope: Node;
  readonly rests: readonly Node[];
  readonly others: readonly Node[];
}

function splitBy(
  g: Graph,
  terms: readonly Node[],
  a: Node,
  asMultiple: AsMultiple = multipleOf,
): Split | null {
  const multiples = terms.map((term) => asMultiple(g, unswitched(g, term), a));
  const found = multiples.filter((multiple) => multiple !== null);
  if (found.length === 0) return null;
  return {
    slope: plus(g, ...found.map(({ slope }) => slope)),
    rests: found.flatMap(({ rest }) => rest ?? []),
    others: terms.filter((_, i) => multiples[i] === null),
  };
}

/** c·(u·log v) as a product: inside of a support the logarithm is a number. */
function unswitched(g: Graph, term: Node): Node {
  const { coefficient, rest } = splitCoefficient(g, term);
  if (rest.kind !== 'map' || (rest.fn !== 'xlogy' && rest.fn !== 'xlog1py')) return term;
  const log = map(g, rest.fn === 'xlogy' ? 'log' : 'log1p', [present(rest.args[1])]);
  return scale(g, coefficient, multiply(g, present(rest.args[0]), log));
}

type AsMultiple = (g: Graph, term: Node, a: Node) => Multiple | null;

/** The terms as a·first + b·second + others. */
function splitByBoth(g: Graph, terms: readonly Node[], a: Node, b: Node): readonly Split[] | null {
  for (const asMultiple of [exactMultiple, multipleOf]) {
    const first = splitBy(g, terms, a, asMultiple);
    const second = first && splitBy(g, first.others, b);
    if (first && second) return [first, second];
  }
  return null;
}

/** D(a, eˡ), with the mean itself where that is no exponential. */
function deviance(g: Graph, a: Node, l: Node): Node {
  const mean = exponentialOf(g, l);
  return mean.isPlain ? apply(g, 'devianceTerm', a, mean.node) : apply(g, 'devianceTermLog', a, l);
}

/** A term as a number times a function of nodes of its shape. */
interface Head {
  readonly term: Node;
  readonly coefficient: number;
  readonly argument: Node;
}

function headsOf(g: Graph, terms: readonly Node[], fn: 'lgamma'): Head[] {
  return terms.flatMap((term) => {
    const { coefficient, rest } = splitCoefficient(g, term);
    const argument = argumentOf(g, rest, fn);
    return argument ? [{ term, coefficient, argument }] : [];
  });
}

/** log Γ(a + j) − (a·log a − a) for j = 0 or 1. */
interface Kernel {
  readonly a: Node;
  readonly error: Node;
}

function kernelsOf(g: Graph, argument: Node): Kernel[] {
  const before = minus(g, argument, g.constant(1));
  if (Interval.isNonNegative(before.range)) {
    return [{ a: before, error: map(g, 'factorialError', [before]) }];
  }
  if (!Interval.isPositive(argument.range)) return [];
  const error = plus(
    g,
    map(g, 'stirlingError', [argument]),
    scale(g, -0.5, map(g, 'log', [argument])),
    scale(g, 0.5, logTwoPi(g)),
  );
  return [{ a: argument, error }];
}

const logTwoPi = (g: Graph): Node => map(g, 'log', [scale(g, 2, g.constant(Math.PI, 'pi'))]);

/** log Γ(a + j) − a·l + eˡ = D(a, eˡ) + what Stirling's formula leaves. */
const poissonKernel: StructuralRule = {
  name: 'saddle-point form of a Poisson or gamma density',
  head: 'add',
  identity: 'log Γ(a + 1) − a·l + eˡ = D(a, eˡ) + factorialError(a), for a ≥ 0',
  pattern: 'lgamma(1 + a) + exp(b) - a*b',
  replacement: 'devianceTermLog(a, b) + factorialError(a)',
  assuming: { a: 'nonNegative' },
  rewrite: (g, node) => {
    if (node.kind !== 'map') return null;
    for (const head of headsOf(g, node.args, 'lgamma')) {
      const others = node.args.filter((term) => term !== head.term);
      for (const kernel of kernelsOf(g, head.argument)) {
        const value = poissonForm(g, head.coefficient, kernel, others);
        if (value) return value;
      }
    }
    return null;
  },
};

function poissonForm(
  g: Graph,
  k: number,
  { a, error }: Kernel,
  terms: readonly Node[],
): Node | null {
  const split = splitBy(g, terms, a);
  if (!split) return null;
  const l = scale(g, -1 / k, split.slope);
  const mean = scale(g, k, exponentialOf(g, l).node);
  if (!split.others.includes(mean)) return null;
  const others = split.others.filter((term) => term !== mean);
  return plus(g, ...others, ...split.rests, scale(g, k, plus(g, deviance(g, a, l), error)));
}

/** −log C(a + b, a) + offset, as `coefficient` times some of the terms of a sum. */
interface Choice {
  readonly a: Node;
  readonly b: Node;
  readonly offset: Node | null;
  readonly coefficient: number;
  readonly others: readonly Node[];
}

/** log B(a, b) = −log C(a + b, a) + log(1/a + 1/b). */
function betaChoices(g: Graph, terms: readonly Node[]): Choice[] {
  return terms.flatMap((term) => {
    const { coefficient, rest } = splitCoefficient(g, term);
    const pair = pairOf(g, rest, 'lbeta');
    if (!pair?.every((argument) => Interval.isPositive(argument.range))) return [];
    const [a, b] = pair;
    const offset = map(g, 'log', [plus(g, power(g, a, -1), power(g, b, -1))]);
    return [{ a, b, offset, coefficient, others: terms.filter((other) => other !== term) }];
  });
}

/** The two arguments of a function, of the shape of the node. */
function pairOf(g: Graph, node: Node, fn: 'lbeta' | 'lrising'): [Node, Node] | null {
  const argument = (k: number): Node | null =>
    throughAxes(g, node, (inner) => (inner.fn === fn ? present(inner.args[k]) : null));
  const [a, b] = [argument(0), argument(1)];
  return a && b ? [a, b] : null;
}

/** log a! − log Γ(u + a)/Γ(u) = −log C(a + b, a) where u = b + 1; for u = b, + log(1 + a/b). */
function factorialChoices(g: Graph, terms: readonly Node[]): Choice[] {
  return terms.flatMap((term) => {
    const { coefficient, rest } = splitCoefficient(g, term);
    const pair = pairOf(g, rest, 'lrising');
    if (!pair || !Interval.isNonNegative(pair[1].range)) return [];
    const [u, a] = pair;
    const k = -coefficient;
    const factorial = scale(g, k, map(g, 'lgamma', [plus(g, a, g.constant(1))]));
    if (!terms.includes(factorial)) return [];
    const others = terms.filter((other) => other !== term && other !== factorial);
    return [{ a, ...risingFrom(g, u, a), coefficient: k, others }];
  });
}

function risingFrom(g: Graph, u: Node, a: Node): Pick<Choice, 'b' | 'offset'> {
  const before = minus(g, u, g.constant(1));
  const isOwn = Interval.isPositive(u.range) && !Interval.isNonNegative(before.range);
  if (!isOwn) return { b: before, offset: null };
  return { b: u, offset: map(g, 'log1p', [multiply(g, a, power(g, u, -1))]) };
}

/** −log C(a + b, a) − a·l − b·m with eˡ + eᵐ = 1: D(a, (a + b)eˡ) + D(b, (a + b)eᵐ) − the error of Stirling. */
const binomialKernel: StructuralRule = {
  name: 'saddle-point form of a binomial or beta density',
  head: 'add',
  identity:
    '−log C(a + b, a) − a·l − b·m = D(a, (a + b)·eˡ) + D(b, (a + b)·eᵐ) − chooseError(a, b), for eˡ + eᵐ = 1',
  pattern: 'lbeta(a, b) + a*softplus(-c) + b*softplus(c)',
  replacement:
    'devianceTermLog(a, log(a + b) - softplus(-c)) + devianceTermLog(b, log(a + b) - softplus(c)) - chooseError(a, b) + log(1/a + 1/b)',
  assuming: { a: 'positive', b: 'positive' },
  rewrite: (g, node) => {
    if (node.kind !== 'map') return null;
    for (const choice of [...betaChoices(g, node.args), ...factorialChoices(g, node.args)]) {
      const value = binomialForm(g, choice);
      if (value) return value;
    }
    return null;
  },
};

function binomialForm(g: Graph, { a, b, offset, coefficient: k, others }: Choice): Node | null {
  const [first, second] = splitByBoth(g, others, a, b) ?? [];
  if (!first || !second) return null;
  const [l, m] = [first, second].map(({ slope }) => scale(g, -1 / k, slope));
  if (!l || !m || !areComplements(g, l, m)) return null;
  const value = [
    devianceOfTwo(g, [a, l], [b, m]),
    scale(g, -1, map(g, 'chooseError', [a, b])),
    ...(offset ? [offset] : []),
  ];
  const rests = [...first.rests, ...second.rests];
  return plus(g, ...second.others, ...rests, scale(g, k, plus(g, ...value)));
}

/** D(a, (a + b)eˡ) + D(b, (a + b)eᵐ); of a log odds where the probabilities are of one. */
function devianceOfTwo(
  g: Graph,
  [a, l]: readonly [Node, Node],
  [b, m]: readonly [Node, Node],
): Node {
  const odds = logOddsOf(g, l);
  if (odds) return apply(g, 'binomialDeviance', a, b, odds);
  const whole = map(g, 'log', [plus(g, a, b)]);
  return plus(g, deviance(g, a, plus(g, whole, l)), deviance(g, b, plus(g, whole, m)));
}

/** z of log σ(z) = −softplus(−z). */
function logOddsOf(g: Graph, l: Node): Node | null {
  const argument = argumentOf(g, scale(g, -1, l), 'softplus');
  return argument && scale(g, -1, argument);
}

export const saddlePointRules: readonly StructuralRule[] = [poissonKernel, binomialKernel];
