import { postorderOf } from '../base/postorder.ts';
import { childrenOf, hasRows, type Node } from '../graph/index.ts';
import { isSum } from './gather.ts';
import type { BinaryOperator, Expression } from './loops.ts';
import { functions } from './node-names.ts';
import { isWhole } from './facts.ts';
import { isOverRows } from './stage.ts';

/** Names of nodes, and which of them are named by the model: these are kept under their names. */
export interface NodeNames {
  readonly all: ReadonlyMap<Node, string>;
  readonly given: ReadonlySet<Node>;
}

/** A derivative with the node that it is. */
export interface Derivative {
  readonly name: string;
  readonly node: Node;
}

/**
 * Names for what derivatives alone are made of: their sums over rows after themselves, and `delta` for
 * what is summed.
 */
export function nameDerivatives(
  derivatives: readonly Derivative[],
  objective: Node,
  names: Map<Node, string>,
): void {
  const ofObjective = new Set(rowSumsIn(objective));
  const claim = (node: Node, name: string): unknown =>
    names.has(node) || ofObjective.has(node) || names.set(node, name);
  for (const { name, node } of derivatives) {
    for (const sum of rowSumsIn(node)) {
      claim(sum, name);
      if (sum.kind !== 'contract') continue;
      sum.args
        .filter((arg) => arg.kind === 'contract' && hasRows(arg))
        .forEach((arg) => claim(arg, 'delta'));
    }
  }
}

/** The sums over rows that a node is made of by sums and products alone. */
const rowSumsIn = (node: Node): Node[] =>
  postorderOf([node], (n) => (isOverRows(n) || !isPlain(n) ? [] : childrenOf(n))).filter(
    isOverRows,
  );

const isPlain = (node: Node): boolean =>
  (node.kind === 'map' && node.fn === 'add') || (node.kind === 'contract' && !isSum(node));

const operators: { readonly [K in BinaryOperator]: string } = {
  '+': 'sum',
  '-': 'difference',
  '*': 'product',
  '/': 'ratio',
  rem: 'rest',
  '<': 'isLess',
  '<=': 'isLess',
  '>': 'isGreater',
  '>=': 'isGreater',
  '==': 'isEqual',
  '!=': 'isOther',
  and: 'holds',
  or: 'holds',
};

/** What a value that is computed once is called where nothing else is known of it. */
export function nameOfExpression(e: Expression): string {
  if (isWhole(e)) return 'start';
  if (e.kind === 'binary') return operators[e.operator];
  if (e.kind === 'call') return functions[e.name] ?? e.name;
  if (e.kind === 'load') return `${e.buffer.name}Value`;
  return e.kind === 'select' ? 'choice' : 'value';
}
