import {
  broadcast,
  plus,
  power,
  product,
  type Factor,
  type Graph,
  type Node,
  type OneHot,
  type Product,
} from '../graph/index.ts';
import type { Involves } from './expand.ts';

/** A term that picks an element along one summed label. */
interface Pick {
  readonly onehot: Factor;
  readonly index: OneHot;
  readonly label: number;
  readonly rest: readonly Factor[];
  readonly term: Product;
}

/**
 * (b + Σₖ tₖ·[k = i])ᵉ = Σₖ (b + tₖ)ᵉ·[k = i]: a power of a picked element is the picked power. Null where the terms
 * with unknowns are no picks by one index.
 */
export function powerOfPick(
  g: Graph,
  node: Node,
  terms: readonly Product[],
  exponent: number,
  involves: Involves,
): Node | null {
  const isFree = (term: Product): boolean => !term.factors.some((f) => involves(f.node));
  const picks = terms.filter((term) => !isFree(term)).map(pickOf);
  const [first] = picks;
  if (!first || !picks.every((pick) => pick?.index === first.index && isSame(pick, first)))
    return null;
  const labels = [...node.shape.keys()];
  const inner = labels.length;
  const shape = [...node.shape, first.index.size];
  const summands = picks.flatMap((pick) => (pick ? [along(g, pick)] : []));
  const free = terms.filter(isFree).map((term) => broadcast(g, product(g, term), labels, shape));
  const raised = power(g, plus(g, ...summands, ...free), exponent);
  const axes = first.onehot.labels.slice(0, -1).map((label) => first.term.output.indexOf(label));
  return product(g, {
    factors: [
      { node: first.index, labels: [...axes, inner] },
      { node: raised, labels: [...labels, inner] },
    ],
    output: labels,
    sizes: shape,
  });
}

/** The terms pick along the same axes. */
const isSame = (a: Pick, b: Pick): boolean =>
  a.onehot.labels
    .slice(0, -1)
    .every(
      (label, k) =>
        a.term.output.indexOf(label) === b.term.output.indexOf(b.onehot.labels[k] ?? -1),
    );

function pickOf(term: Product): Pick | null {
  for (const onehot of term.factors) {
    const { node, labels } = onehot;
    const label = labels.at(-1) ?? -1;
    if (node.kind !== 'onehot' || term.output.includes(label)) continue;
    const { lo, hi, integer } = node.index.range;
    const isPlace = integer && lo >= 0 && hi < node.size;
    const isOuter = labels.slice(0, -1).every((each) => term.output.includes(each));
    if (!isPlace || !isOuter) continue;
    return { onehot, index: node, label, rest: term.factors.filter((f) => f !== onehot), term };
  }
  return null;
}

/** What is picked from, along the axes of the term and one more. */
const along = (g: Graph, { rest, term, label }: Pick): Node =>
  product(g, { factors: rest, output: [...term.output, label], sizes: term.sizes });
