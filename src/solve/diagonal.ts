import { gradient } from '../calculus/index.ts';
import { present } from '../base/invariant.ts';
import {
  multiply,
  plus,
  product,
  relabelled,
  sum,
  type Graph,
  type Node,
  type Product,
} from '../graph/index.ts';
import { isAlong } from './collect.ts';
import { flatTerms } from './equation.ts';
import type { Stationarity } from './stationarity.ts';

/** The derivative of the sum of a node by each element of a symbol. */
export const derivativeOf = (g: Graph, node: Node, symbol: Node): Node =>
  present(gradient(g, sum(g, node, [...node.shape.keys()]), [symbol])[0]);

/**
 * ∂nodeₖ/∂wₖ for each element k: of Σⱼ cⱼ·∂nodeⱼ/∂wₖ the terms j = k. Null where these are not seen, since what
 * couples the elements is no sum of products.
 */
export function diagonalOf(
  { graph: g, expansion, tidy }: Stationarity,
  node: Node,
  symbol: Node,
): Node | null {
  if (node.shape.length === 0) return derivativeOf(g, node, symbol);
  // A name that no model can have.
  const weight = g.symbol(`weight of ${node.shape}`, 'hyper', node.shape, {
    kind: 'real',
  });
  const opened = expansion(new Set([weight]));
  const along = tidy(derivativeOf(g, multiply(g, weight, node), symbol));
  const terms = flatTerms(opened.expand(along), opened).map((term): Weighted => ({
    term,
    weights: term.factors.filter((f) => opened.involves(f.node)),
  }));
  const isPlain = terms.every(({ weights: [f] }) => f?.node === weight);
  if (!isPlain) return null;
  if (terms.every(({ term, weights: [f] }) => f && isAlong(f, term))) {
    return derivativeOf(g, node, symbol);
  }
  const diagonal = terms.map((each) => onDiagonal(g, each));
  return diagonal.includes(null) ? null : plus(g, ...diagonal.filter((each) => each !== null));
}

interface Weighted {
  readonly term: Product;
  readonly weights: Product['factors'];
}

/** A term without its weight, the labels of the weight being those of the output. */
function onDiagonal(g: Graph, { term, weights: [weight, ...others] }: Weighted): Node | null {
  const { factors, output } = term;
  if (!weight || others.length > 0) return null;
  const images = new Map<number, number>();
  for (const [axis, label] of weight.labels.entries()) {
    const to = present(output[axis]);
    const isTaken = images.has(label) || (output.includes(label) && label !== to);
    if (isTaken) return null;
    images.set(label, to);
  }
  const to = (label: number): number => images.get(label) ?? label;
  const rest = factors.filter((f) => f !== weight).map((f) => ({ ...f, labels: f.labels.map(to) }));
  // The sum over a label that became one of the output has one term.
  const sizes = term.sizes.map((size, label) => (to(label) === label ? size : 1));
  const brackets = term.brackets.map((b) => relabelled(b, to));
  return product(g, { factors: rest, output, sizes, brackets });
}
