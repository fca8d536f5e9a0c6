import { innerShape, type Node } from '../graph/index.ts';

/** What an expression is worth: a node, and what the graph does not know of it. */
export interface Quantity {
  readonly node: Node;
  /** A vector that was transposed: a row in a product of matrices. */
  readonly row: boolean;
  /** The number of categories where it is a category code, which only indexes. */
  readonly categories: number | null;
}

export const quantity = (node: Node, row = false): Quantity => ({ node, row, categories: null });

export const rankOf = (q: Quantity): number => innerShape(q.node).length;
export const isScalar = (q: Quantity): boolean => rankOf(q) === 0;

const nouns = ['a number', 'a vector', 'a matrix'];

/** The shape in words: `a number`, `a vector [3]`, `a matrix [2, 3]`. */
export function describe(q: Quantity): string {
  const shape = innerShape(q.node);
  const noun = q.row ? 'a row vector' : (nouns[shape.length] ?? 'an array');
  return shape.length === 0 ? noun : `${noun} [${shape.join(', ')}]`;
}

export const describeShape = (shape: readonly number[]): string =>
  shape.length === 0 ? 'a number' : `[${shape.join(', ')}]`;
