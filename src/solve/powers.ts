import {
  Interval,
  constantOf,
  powerParts,
  type Factor,
  type Node,
  type Product,
} from '../graph/index.ts';

/** A base along axes of the equation, and the power of it that the equation is multiplied with. */
export interface Multiplier {
  readonly base: Node;
  readonly axes: readonly number[];
  readonly exponent: number;
}

/** What decides which powers are taken out of an equation. */
export interface Bases {
  /** Powers of these may stand in some terms only: they are denominators of the unknown. */
  readonly isDenominator: (base: Node) => boolean;
  /** These are never taken out. */
  readonly isKept: (base: Node) => boolean;
}

/**
 * The first power by which all terms are to be multiplied: to be rid of a denominator, or of what all terms
 * have in common. Undefined where there is none.
 */
export function multiplierOf(terms: readonly Product[], bases: Bases): Multiplier | undefined {
  const perTerm = terms.map(outerPowers);
  const candidates = new Map(perTerm.flatMap((powers) => [...powers]));
  for (const [key, { base, axes }] of candidates) {
    if (bases.isKept(base) || !Interval.isNonZero(base.range)) continue;
    const exponents = perTerm.map((powers) => powers.get(key)?.exponent ?? 0);
    const common = commonExponent(exponents, bases.isDenominator(base));
    if (common !== 0) return { base, axes, exponent: -common };
  }
  return undefined;
}

/** The lowest exponent of a denominator; of another base what all terms have, nearest to 0. */
function commonExponent(exponents: readonly number[], isDenominator: boolean): number {
  const [lowest, highest] = [Math.min(...exponents), Math.max(...exponents)];
  if (isDenominator) return lowest;
  if (lowest > 0) return lowest;
  return highest < 0 ? highest : 0;
}

/** The powers of a term along the axes of the equation, by base and axes. */
function outerPowers({ factors, output }: Product): Map<string, Multiplier> {
  const found = new Map<string, Multiplier>();
  for (const { node, labels } of factors) {
    const axes = labels.map((label) => output.indexOf(label));
    if (constantOf(node) !== undefined || axes.includes(-1)) continue;
    const { base, exponent } = powerParts(node);
    const key = `${base.id} ${axes}`;
    found.set(key, { base, axes, exponent: exponent + (found.get(key)?.exponent ?? 0) });
  }
  return found;
}

/** The multiplier's factor with the labels that a term has for its axes. */
export const labelled = (term: Product, node: Node, axes: readonly number[]): Factor => ({
  node,
  labels: axes.map((axis) => term.output[axis] ?? axis),
});
