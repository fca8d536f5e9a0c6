import {
  Interval,
  plus,
  power,
  powerParts,
  product,
  type Factor,
  type Graph,
  type Node,
  type Product,
} from '../graph/index.ts';

/** A sum as a product: `content`, in which all its negative powers are, times a sum without them. */
export interface Primitive {
  readonly content: Node;
  readonly rest: Node;
}

/**
 * φ/μ + 1 as μ⁻¹·(φ + μ): sums that differ by a factor have one form, and meet. Null where no term has a
 * negative power of what is proved not to be 0.
 */
export function primitive(g: Graph, node: Node, terms: readonly Product[]): Primitive | null {
  if (terms.length < 2) return null;
  const labels = [...node.shape.keys()];
  const content = lowestPowers(terms);
  if (content.length === 0) return null;
  const factors = (sign: 1 | -1): Factor[] =>
    content.map(({ factor, exponent }) => ({
      node: power(g, factor.node, sign * exponent),
      labels: factor.labels,
    }));
  const whole = (inner: readonly Factor[]): Node =>
    product(g, { factors: inner, output: labels, sizes: node.shape, brackets: [] });
  const rest = terms.map((term) =>
    product(g, { ...term, factors: [...term.factors, ...outer(term, factors(-1))] }),
  );
  return { content: whole(factors(1)), rest: plus(g, ...rest) };
}

/** Factors with labels of the node's axes, with those that a term has for them. */
const outer = (term: Product, factors: readonly Factor[]): Factor[] =>
  factors.map(({ node, labels }) => ({
    node,
    labels: labels.map((axis) => term.output[axis] ?? axis),
  }));

interface Power {
  readonly factor: Factor;
  readonly exponent: number;
}

/** The negative powers along the output's axes, each with its lowest exponent. */
function lowestPowers(terms: readonly Product[]): Power[] {
  const found = new Map<string, Power>();
  for (const term of terms) {
    for (const { base, exponent, labels } of negativePowers(term)) {
      const key = `${base.id} ${labels}`;
      const lowest = Math.min(exponent, found.get(key)?.exponent ?? 0);
      found.set(key, { factor: { node: base, labels }, exponent: lowest });
    }
  }
  return [...found.values()];
}

const negativePowers = ({ factors, output }: Product) =>
  factors.flatMap(({ node, labels }) => {
    const { base, exponent } = powerParts(node);
    const axes = labels.map((label) => output.indexOf(label));
    const isOuter = axes.every((axis) => axis >= 0);
    const isFit = exponent < 0 && Number.isInteger(exponent) && Interval.isNonZero(base.range);
    return isOuter && isFit ? [{ base, exponent, labels: axes }] : [];
  });
