import {
  constantOf,
  Interval,
  isPointwise,
  map,
  power,
  powerParts,
  splitCoefficient,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { factorsOf, whole } from './factors.ts';
import type { StructuralRule } from './structural-rule.ts';

/** A factor as bⁿ for a whole n; an exponential e^(n·u) is a power of eᵘ. */
interface Power {
  readonly factor: Factor;
  readonly base: Node;
  readonly exponent: number;
}

function asPower(g: Graph, factor: Factor): Power {
  const { node } = factor;
  const argument = node.kind === 'map' && node.fn === 'exp' ? node.args[0] : undefined;
  if (!argument) return { factor, ...powerParts(node) };
  const { coefficient, rest } = splitCoefficient(g, argument);
  if (!Number.isInteger(coefficient)) return { factor, base: node, exponent: 1 };
  return { factor, base: map(g, 'exp', [rest]), exponent: coefficient };
}

/** A sum is taken before what stands outside it, and a number does not shrink. */
const isNumerator = ({ base, exponent }: Power): boolean =>
  Number.isInteger(exponent) &&
  exponent > 0 &&
  constantOf(base) === undefined &&
  base.kind !== 'constant' &&
  (base.kind !== 'contract' || isPointwise(base));

/** A power of what has a sign is left as it is: its factors are shared with other products. */
const isDenominator = ({ base, exponent }: Power): boolean =>
  Number.isInteger(exponent) && exponent <= -2 && Interval.isPositive(base.range);

/** A power that is the same for more elements than its numerator is computed once for all of them. */
const varyAlike = (a: Power, b: Power): boolean =>
  a.factor.labels.length === b.factor.labels.length &&
  a.factor.labels.every((label) => b.factor.labels.includes(label));

/** ((y − μ)/σ)², where (y − μ)² and σ⁻² over- or underflow long before it. */
const ratioOfPowers: StructuralRule = {
  name: 'power of a ratio',
  head: 'product',
  identity: 'aⁿ·b⁻ᵐ = (a·b⁻¹)ⁿ·b⁻⁽ᵐ⁻ⁿ⁾, for b > 0 and m ≥ 2, where a and b vary alike',
  rewrite: (g, node) => {
    const powers = factorsOf(g, node).map((factor) => asPower(g, factor));
    const below = powers.find(isDenominator);
    const above = powers
      .filter((p) => below && isNumerator(p) && p !== below && varyAlike(p, below))
      .reduce<Power | null>((a, b) => (a && a.exponent >= b.exponent ? a : b), null);
    if (!below || !above) return null;
    const count = Math.min(above.exponent, -below.exponent);
    const raised = (p: Power, exponent: number): Node =>
      whole(g, node, [{ ...p.factor, node: power(g, p.base, exponent) }]);
    const ratio = power(g, map(g, 'times', [raised(above, 1), raised(below, -1)]), count);
    const others = powers.filter((p) => p !== above && p !== below).map((p) => p.factor);
    return whole(g, node, [
      ...others,
      { ...above.factor, node: power(g, above.base, above.exponent - count) },
      { ...below.factor, node: power(g, below.base, below.exponent + count) },
      { node: ratio, labels: [...node.shape.keys()] },
    ]);
  },
};

export const rangeRules: readonly StructuralRule[] = [ratioOfPowers];
