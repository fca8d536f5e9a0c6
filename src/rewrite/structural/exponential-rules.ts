import { present } from '../../base/invariant.ts';
import {
  constantOf,
  filled,
  hasRows,
  Interval,
  isPointwise,
  map,
  minus,
  plus,
  reduce,
  stack,
  type Graph,
  type Node,
  termsOf,
} from '../../graph/index.ts';
import type { StructuralRule } from './structural-rule.ts';

const isExponential = (node: Node): boolean => node.kind === 'map' && node.fn === 'exp';

/** aᵇ for a positive a and an exponent that is no number, as the probability of a count has it. */
const isPower = (node: Node): boolean =>
  node.kind === 'map' &&
  node.fn === 'pow' &&
  constantOf(present(node.args[1])) === undefined &&
  Interval.isPositive(node.range);

const underflows = (node: Node): boolean => isExponential(node) || isPower(node);

/** A term that is an exponential, or has one as a factor: a weighted density, say. */
const hasFactor = (node: Node, test: Test): boolean =>
  test(node) || (node.kind === 'contract' && isPointwise(node) && node.args.some(test));

/** A probability of a log odds underflows as an exponential does, though more seldom. */
const mayVanish = (node: Node): boolean =>
  underflows(node) || (node.kind === 'map' && node.fn === 'sigmoid');

/** The exponentials in s and t need not be computed. */
const logOfTwo = (underflows: Test): StructuralRule => ({
  name: 'log of a sum of exponentials',
  head: 'log',
  identity: 'log(s + t) = logaddexp(log s, log t), for s > 0, t ≥ 0',
  rewrite: (g, node) => {
    const [a, b, ...more] = logsOf(g, node, underflows) ?? [];
    return a && b && more.length === 0 ? logAdd(g, a, b) : null;
  },
});

type Test = (node: Node) => boolean;

/** log(eᵃ⁺ᶜ + eᵇ⁺ᶜ) = c + log(eᵃ + eᵇ) for the terms c that both exponents have. */
function logAdd(g: Graph, a: Node, b: Node): Node {
  const others = termsOf(b);
  const common = termsOf(a).filter((term) => others.includes(term));
  const left = [a, b].map((node) => minus(g, node, plus(g, filled(g, 0, a.shape), ...common)));
  return plus(g, ...common, map(g, 'logaddexp', left));
}

const logOfSeveral: StructuralRule = {
  name: 'log of a sum of exponentials',
  head: 'log',
  identity: 'log(s + t + …) = logsumexp([log s, log t, …]), for s > 0 and t, … ≥ 0',
  rewrite: (g, node) => {
    const logs = logsOf(g, node);
    return logs && logs.length > 2 ? logSumExp(g, logs) : null;
  },
};

const log1pOfSeveral: StructuralRule = {
  name: 'log of a sum of exponentials',
  head: 'log1p',
  identity: 'log1p(s + t + …) = logsumexp([0, log s, log t, …]), for s > 0 and t, … ≥ 0',
  rewrite: (g, node) => {
    const logs = logsOf(g, node);
    return logs && logSumExp(g, [filled(g, 0, node.shape), ...logs]);
  },
};

/** The logarithms of the terms of the sum that a function is of; null where the sum needs none. */
const logsOf = (g: Graph, node: Node, test: Test = underflows): readonly Node[] | null =>
  exponentialTerms(node, test)?.map((term) => map(g, 'log', [term])) ?? null;

function logSumExp(g: Graph, logs: readonly Node[]): Node {
  const axis = present(logs[0]).shape.length;
  return reduce(g, 'logsumexp', stack(g, logs, axis), [axis]);
}

/**
 * The terms of the sum that a function is of, where none is negative and the sum may underflow: two are
 * exponentials, or one is and the others may be 0.
 */
function exponentialTerms(node: Node, test: Test): readonly Node[] | null {
  const whole = node.kind === 'map' ? present(node.args[0]) : node;
  if (whole.kind !== 'map' || whole.fn !== 'add') return null;
  const { args } = whole;
  if (!args.every((term) => Interval.isNonNegative(term.range))) return null;
  if (!args.some((term) => Interval.isPositive(term.range))) return null;
  const exponentials = args.filter((term) => hasFactor(term, test));
  const others = args.filter((term) => !hasFactor(term, test));
  const mayVanish = !others.some((term) => Interval.isPositive(term.range));
  return exponentials.length >= (mayVanish ? 1 : 2) ? args : null;
}

/** log(1 + c·eᵃ), where c·eᵃ overflows long before its logarithm. */
const log1pOfExponential: StructuralRule = {
  name: 'log of 1 + a multiple of an exponential',
  head: 'log1p',
  identity: 'log(1 + c·exp(a)) = softplus(log c + a), for a c > 0 that no row changes',
  rewrite: (g, node) => {
    const term = node.kind === 'map' ? present(node.args[0]) : node;
    if (!hasFactor(term, underflows) || !Interval.isPositive(term.range)) return null;
    const factors = term.kind === 'contract' ? term.args : [term];
    const others = factors.filter((factor) => !underflows(factor));
    if (!others.every((factor) => Interval.isPositive(factor.range) && !hasRows(factor)))
      return null;
    return map(g, 'softplus', [map(g, 'log', [term])]);
  },
};

/** Some of the parts are exponentials, and the others positive numbers: together they are one exponential. */
const stackOfExponentials: StructuralRule = {
  name: 'exponentials side by side',
  minor: true,
  head: 'stack',
  identity: '[exp a, exp b] = exp [a, b]',
  rewrite: (g, node) => {
    if (node.kind !== 'stack' || !node.parts.some(isExponential)) return null;
    const logs = node.parts.map((part) => exponentOf(g, part));
    return logs.every((log) => log !== null) ? map(g, 'exp', [stack(g, logs, node.axis)]) : null;
  },
};

/** log of an exponential or of a positive number; null of all else. */
function exponentOf(g: Graph, node: Node): Node | null {
  if (node.kind === 'map' && node.fn === 'exp') return present(node.args[0]);
  const isNumber = constantOf(node) !== undefined && Interval.isPositive(node.range);
  return isNumber ? map(g, 'log', [node]) : null;
}

export const exponentialRules: readonly StructuralRule[] = [
  logOfTwo(underflows),
  logOfSeveral,
  log1pOfSeveral,
  log1pOfExponential,
  stackOfExponentials,
];

/** Sums of probabilities that may underflow all together. */
export const probabilityRules: readonly StructuralRule[] = [logOfTwo(mayVanish)];
