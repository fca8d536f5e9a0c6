import { present } from '../../base/invariant.ts';
import {
  apply,
  broadcast,
  constantOf,
  Interval,
  isPointwise,
  map,
  multiply,
  plus,
  scale,
  splitCoefficient,
  type ElementwiseName,
  type Graph,
  type Map,
  type Node,
} from '../../graph/index.ts';
import { factorsOf } from './factors.ts';
import { pickOf, repick } from './pick.ts';
import type { StructuralRule } from './structural-rule.ts';

/*
 * 1 − x loses all digits where x is a product of probabilities that are near 1. The logarithm of x does not:
 * log σ(z) = −softplus(−z), so that 1 − x = 1 − eˡ for an l that is exact at both ends.
 */

type LogOf = (g: Graph, node: Map) => Node | null;

/** log f for functions whose logarithm keeps the digits of what f lacks to 1. */
const logarithms: { readonly [F in ElementwiseName]?: LogOf } = {
  sigmoid: (g, { args: [z] }) => scale(g, -1, map(g, 'softplus', [scale(g, -1, present(z))])),
  exp: (_g, { args: [a] }) => present(a),
  pow: (g, { args: [base, exponent] }) => {
    const log = logOf(g, present(base)) ?? logOfMoreThanOne(g, present(base));
    return log && multiply(g, present(exponent), log);
  },
};

function logOf(g: Graph, node: Node): Node | null {
  if (node.kind === 'map') return logarithms[node.fn]?.(g, node) ?? null;
  const pick = pickOf(g, node);
  if (pick) {
    const log = logOf(g, pick.summand);
    return log && repick(g, pick, log);
  }
  if (node.kind !== 'contract' || !isPointwise(node)) return null;
  const logs = factorsOf(g, node).map(({ node: factor, labels }) => {
    const log = logOf(g, factor);
    return log && broadcast(g, log, labels, node.shape);
  });
  return logs.every((log) => log !== null) ? plus(g, ...logs) : null;
}

/** log(1 + u) for a base 1 + u with u > 0. */
function logOfMoreThanOne(g: Graph, base: Node): Node | null {
  if (base.kind !== 'map' || base.fn !== 'add') return null;
  const others = base.args.filter((term) => constantOf(term) !== 1);
  const isShifted = others.length < base.args.length;
  const isMore = others.every((term) => Interval.isPositive(term.range));
  return isShifted && isMore ? map(g, 'log1p', [plus(g, ...others)]) : null;
}

/** l for a node −eˡ that is a probability of several, or a power of one; 1 − σ(z) itself is σ(−z). */
function logOfOpposite(g: Graph, node: Node): Node | null {
  const { coefficient, rest } = splitCoefficient(g, node);
  const isProbability = Interval.isUnit(rest.range) && Interval.isPositive(rest.range);
  const isPlain = rest.kind === 'map' && rest.fn !== 'pow';
  return coefficient === -1 && isProbability && !isPlain ? logOf(g, rest) : null;
}

const sumOfTwo: StructuralRule = {
  name: 'complement of a product of probabilities',
  head: 'add',
  identity: '1 − σ(a)·σ(b)… = −expm1(log σ(a) + log σ(b) + …)',
  rewrite: (g, node) => {
    if (node.kind !== 'map' || node.args.length !== 2) return null;
    const number = node.args.find((term) => Math.abs(constantOf(term) ?? 0) === 1);
    const term = node.args.find((other) => other !== number);
    const sign = number && constantOf(number);
    const log = sign && term ? logOfOpposite(g, scale(g, sign, term)) : null;
    return sign && log ? scale(g, -sign, map(g, 'expm1', [log])) : null;
  },
};

const logOfComplement: StructuralRule = {
  name: 'log of the complement of a product of probabilities',
  head: 'log1p',
  identity: 'log(1 − σ(a)·σ(b)…) = log1mexp(log σ(a) + log σ(b) + …)',
  rewrite: (g, node) => {
    const log = node.kind === 'map' ? logOfOpposite(g, present(node.args[0])) : null;
    return log && map(g, 'log1mexp', [log]);
  },
};

const switchedLogOfComplement: StructuralRule = {
  name: 'log of the complement of a product of probabilities',
  head: 'xlog1py',
  identity: 'c·log(1 − σ(a)·σ(b)…) = c·log1mexp(log σ(a) + log σ(b) + …), and 0 for c = 0',
  rewrite: (g, node) => {
    if (node.kind !== 'map') return null;
    const count = present(node.args[0]);
    const log = logOfOpposite(g, present(node.args[1]));
    const term = log && multiply(g, count, map(g, 'log1mexp', [log]));
    if (!term || Interval.isNegative(log.range)) return term;
    return apply(g, 'where', apply(g, 'equal', count, g.constant(0)), g.constant(0), term);
  },
};

export const complementRules: readonly StructuralRule[] = [
  sumOfTwo,
  logOfComplement,
  switchedLogOfComplement,
];
