import { present } from '../../base/invariant.ts';
import {
  dependsOn,
  Interval,
  isPointwise,
  map,
  plus,
  product,
  reduce,
  restrict,
  termsOf,
  type Contract,
  type Node,
} from '../../graph/index.ts';
import { repeatedTerms } from './factors.ts';
import type { StructuralRule } from './structural-rule.ts';

/**
 * log Σₖ wₖ·exp(aₖ) = logsumexpₖ(log wₖ + aₖ): where every exponential underflows, as the components of a
 * mixture do far from all of them, the sum is 0 and its logarithm is not.
 */
const logOfWeightedExponentials: StructuralRule = {
  name: 'log of a weighted sum of exponentials',
  head: 'log',
  identity: 'log Σ w·exp(a) = logsumexp(log w + a), for w > 0',
  rewrite: (g, node) => {
    const whole = node.kind === 'map' ? present(node.args[0]) : node;
    if (whole.kind !== 'contract' || isPointwise(whole) || sumsRows(whole)) return null;
    if (whole.brackets.length > 0) return null;
    const rank = whole.shape.length;
    const isSummed = (k: number): boolean => present(whole.labels[k]).some((axis) => axis >= rank);
    if (!whole.args.some((arg, k) => isExponential(arg) && isSummed(k))) return null;
    if (!whole.args.every((arg) => Interval.isPositive(arg.range))) return null;
    const axes = [...whole.sizes.keys()];
    const logs = whole.args.map((arg, k) =>
      product(g, {
        factors: [{ node: map(g, 'log', [arg]), labels: present(whole.labels[k]) }],
        output: axes,
        sizes: whole.sizes,
        brackets: [],
      }),
    );
    return reduce(g, 'logsumexp', plus(g, ...logs), axes.slice(rank));
  },
};

const isExponential = (node: Node): boolean => node.kind === 'map' && node.fn === 'exp';

const sumsRows = ({ shape, sizes }: Contract): boolean => sizes.indexOf('rows', shape.length) >= 0;

/** What all exponents have is no part of what they differ by. */
const shiftOfExponents: StructuralRule = {
  name: 'log-sum-exp of shifted exponents',
  minor: true,
  head: 'reduce',
  identity: 'log Σ exp(a + b) = b + log Σ exp a, for a b without the axis',
  rewrite: (g, node) => {
    if (node.kind !== 'reduce' || node.op !== 'logsumexp') return null;
    const terms = termsOf(node.arg).flatMap((term) => repeatedTerms(g, term) ?? [term]);
    const varies = (term: Node): boolean => node.axes.some((axis) => dependsOn(term, axis));
    const [own, shifts] = [terms.filter(varies), terms.filter((term) => !varies(term))];
    if (own.length === 0 || shifts.length === 0) return null;
    const outer = [...node.arg.shape.keys()].filter((axis) => !node.axes.includes(axis));
    const all = shifts.map((term) => restrict(g, term, [...outer]));
    return plus(g, reduce(g, 'logsumexp', plus(g, ...own), node.axes), ...all);
  },
};

export const logSumExpRules: readonly StructuralRule[] = [
  logOfWeightedExponentials,
  shiftOfExponents,
];
