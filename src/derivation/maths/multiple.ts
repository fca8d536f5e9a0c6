import {
  constantOf,
  divide,
  minus,
  multiply,
  plus,
  postorder,
  type Graph,
  type Node,
  termsOf,
} from '../../graph/index.ts';

/** loss = factor·known + rest. */
export interface Multiple {
  readonly factor: Node;
  readonly rest: Node;
}

/** A loss as a multiple of another, up to terms: factor and rest contain none of the symbols; or null. */
export function multipleOf(
  g: Graph,
  loss: Node,
  known: Node,
  symbols: ReadonlySet<Node>,
): Multiple | null {
  const [first, ...others] = termsOf(known);
  if (!first || constantOf(known) !== undefined) return null;
  const isFree = (node: Node): boolean => !postorder([node]).some((each) => symbols.has(each));
  for (const term of termsOf(loss)) {
    const factor = divide(g, term, first);
    if (!isFree(factor)) continue;
    const multiple = others.reduce((sum, other) => plus(g, sum, multiply(g, factor, other)), term);
    // Added up once more: what is left may vary along fewer axes.
    const rest = plus(g, ...termsOf(minus(g, loss, multiple)));
    if (isFree(rest)) return { factor, rest };
  }
  return null;
}
