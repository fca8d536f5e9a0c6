import {
  isRowCount,
  multiply,
  scale,
  splitCoefficient,
  sum,
  type Contract,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { factorsOf, ofItself } from './factors.ts';

/** c·Σ a as a term of a sum: what stands outside the sum over rows, and what is summed. */
export interface RowSum {
  readonly coefficient: number;
  readonly outside: readonly Factor[];
  readonly sum: Contract;
  readonly labels: readonly number[];
}

export function rowSumOf(g: Graph, term: Node): RowSum | null {
  const { coefficient, rest } = splitCoefficient(g, term);
  const factors = factorsOf(g, rest).length > 0 ? factorsOf(g, rest) : [ofItself(rest)];
  const sums = factors.filter((f) => isRowSum(f.node));
  const [found] = sums;
  if (found?.node.kind !== 'contract' || sums.length !== 1) return null;
  const outside = factors.filter((f) => f !== found);
  return { coefficient, outside, sum: found.node, labels: found.labels };
}

/** A sum over the rows of what there is for each row, and over nothing else. */
const isRowSum = (node: Node): boolean =>
  node.kind === 'contract' &&
  !isRowCount(node) &&
  node.sizes.length === node.shape.length + 1 &&
  node.sizes.at(-1) === 'rows';

/** c·Σ x·f as a term of a sum that has no axes, with one of the factors beneath the sum apart. */
export interface RowProduct {
  readonly coefficient: number;
  readonly outside: readonly Node[];
  readonly others: readonly Node[];
}

/** A term as such a sum with the factor f; null where f is none of its factors beneath the sum. */
export function sumWith(g: Graph, term: Node, f: Node): RowProduct | null {
  const found = rowSumOf(g, term);
  if (!found?.sum.args.includes(f) || found.sum.brackets.length > 0) return null;
  const { coefficient, outside, sum: rows } = found;
  const others = rows.args.filter((arg) => arg !== f);
  return { coefficient, outside: outside.map(({ node }) => node), others };
}

/** Such a sum with other factors in the place of f. */
export const overRows = (
  g: Graph,
  { coefficient, outside, others }: RowProduct,
  ...factors: Node[]
): Node =>
  scale(g, coefficient, multiply(g, ...outside, sum(g, multiply(g, ...others, ...factors), [0])));
