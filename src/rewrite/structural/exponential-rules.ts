import { present } from '../../base/invariant.ts';
import {
  constantOf,
  filled,
  Interval,
  isPointwise,
  map,
  minus,
  plus,
  reduce,
  stack,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import type { StructuralRule } from './structural-rule.ts';

const isExponential = (node: Node): boolean => node.kind === 'map' && node.fn === 'exp';

/** A positive term that is an exponential, or has one as a factor: a weighted density, say. */
const hasExponential = (node: Node): boolean =>
  isExponential(node) ||
  (node.kind === 'contract' && isPointwise(node) && node.args.some(isExponential));

/** The exponentials in s and t need not be computed. */
const logOfTwo: StructuralRule = {
  name: 'log of a sum of exponentials',
  head: 'log',
  identity: 'log(s + t) = log s + softplus(log t − log s), for s, t > 0',
  rewrite: (g, node) => {
    const [a, b, ...more] = logsOf(g, node) ?? [];
    return a && b && more.length === 0 ? plus(g, a, map(g, 'softplus', [minus(g, b, a)])) : null;
  },
};

const logOfSeveral: StructuralRule = {
  name: 'log of a sum of exponentials',
  head: 'log',
  identity: 'log(s + t + …) = logsumexp([log s, log t, …]), for s, t, … > 0',
  rewrite: (g, node) => {
    const logs = logsOf(g, node);
    return logs && logs.length > 2 ? logSumExp(g, logs) : null;
  },
};

const log1pOfSeveral: StructuralRule = {
  name: 'log of a sum of exponentials',
  head: 'log1p',
  identity: 'log1p(s + t + …) = logsumexp([0, log s, log t, …]), for s, t, … > 0',
  rewrite: (g, node) => {
    const logs = logsOf(g, node);
    return logs && logSumExp(g, [filled(g, 0, node.shape), ...logs]);
  },
};

/** The logarithms of the terms of the sum that a function is of; null where the sum needs none. */
const logsOf = (g: Graph, node: Node): readonly Node[] | null =>
  exponentialTerms(node)?.map((term) => map(g, 'log', [term])) ?? null;

function logSumExp(g: Graph, logs: readonly Node[]): Node {
  const axis = present(logs[0]).shape.length;
  return reduce(g, 'logsumexp', stack(g, logs, axis), [axis]);
}

/** The terms of the sum that a function is of, where all are positive and exponentials among them. */
function exponentialTerms(node: Node): readonly Node[] | null {
  const whole = node.kind === 'map' ? present(node.args[0]) : node;
  if (whole.kind !== 'map' || whole.fn !== 'add') return null;
  const positive = whole.args.every((term) => Interval.isPositive(term.range));
  return positive && whole.args.filter(hasExponential).length >= 2 ? whole.args : null;
}

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
  logOfTwo,
  logOfSeveral,
  log1pOfSeveral,
  stackOfExponentials,
];
