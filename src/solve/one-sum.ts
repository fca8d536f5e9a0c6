import { present } from '../base/invariant.ts';
import {
  plus,
  postorder,
  product,
  productOf,
  sum,
  symbolsOf,
  termsOf,
  type Contract,
  type Graph,
  type Node,
} from '../graph/index.ts';
import { Expansion } from './expand.ts';

/** Σᵢ wᵢ + Σᵢ (1 − wᵢ) as Σᵢ 1: sums over the same axes in one, where what is summed becomes shorter. */
export function inOneSum(g: Graph, node: Node, tidy: (node: Node) => Node): Node {
  const sums = new Map<string, Contract[]>();
  for (const term of termsOf(node)) {
    if (term.kind !== 'contract' || !isSum(term)) continue;
    const key = String(term.sizes);
    sums.set(key, [...(sums.get(key) ?? []), term]);
  }
  return [...sums.values()].reduce<Node>((whole, terms) => {
    const parts = terms.map((term) => insideOf(g, term));
    const added = plus(g, ...parts);
    const inside = tidy(new Expansion(g, new Set(symbolsOf([added]))).expand(added));
    if (parts.length === 1 || sizeOf(inside) >= sizeOf(...parts)) return whole;
    const others = termsOf(whole).filter((term) => !terms.some((each) => each === term));
    const axes = [...present(terms[0]).sizes.keys()].slice(node.shape.length);
    return plus(g, ...others, sum(g, inside, axes));
  }, node);
}

const isSum = ({ brackets, sizes, shape }: Contract): boolean =>
  brackets.length === 0 && sizes.length > shape.length;

/** What a contraction sums, with the summed axes last. */
const insideOf = (g: Graph, node: Contract): Node =>
  product(g, { ...productOf(node), output: [...node.sizes.keys()] });

const sizeOf = (...nodes: readonly Node[]): number => postorder(nodes).length;
