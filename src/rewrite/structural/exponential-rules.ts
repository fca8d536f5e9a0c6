import { present } from '../../base/invariant.ts';
import {
  constantOf,
  Interval,
  isPointwise,
  map,
  minus,
  plus,
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

/** log(s + t) = log s + softplus(log t − log s): the exponentials in s and t need not be computed. */
const logOfExponentials: StructuralRule = {
  name: 'log of a sum of exponentials',
  head: 'log',
  identity: 'log(s + t) = log s + softplus(log t − log s), for s, t > 0',
  rewrite: (g, node) => {
    const whole = node.kind === 'map' ? present(node.args[0]) : node;
    if (whole.kind !== 'map' || whole.fn !== 'add') return null;
    const positive = whole.args.every((term) => Interval.isPositive(term.range));
    if (!positive || whole.args.filter(hasExponential).length < 2) return null;
    return whole.args.map((term) => map(g, 'log', [term])).reduce((a, b) => logAdd(g, a, b));
  },
};

const logAdd = (g: Graph, a: Node, b: Node): Node =>
  plus(g, a, map(g, 'softplus', [minus(g, b, a)]));

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
  logOfExponentials,
  stackOfExponentials,
];
