import { present } from '../base/invariant.ts';
import {
  childrenOf,
  constantOf,
  hasRows,
  type Map as MapNode,
  type Node,
  type Reduce,
} from '../graph/index.ts';
import { isRowCount, isSum } from './gather.ts';
import type { BinaryOperator, Expression } from './loops.ts';
import { isWhole } from './share.ts';
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
function rowSumsIn(node: Node): Node[] {
  if (isOverRows(node)) return [node];
  const isPlain =
    (node.kind === 'map' && node.fn === 'add') || (node.kind === 'contract' && !isSum(node));
  return isPlain ? childrenOf(node).flatMap(rowSumsIn) : [];
}

const reductions: { readonly [K in Reduce['op']]: string } = {
  max: 'largest',
  min: 'smallest',
  prod: 'product',
  logsumexp: 'logsumexp',
};

/** What a node without a name is called, after what it is. */
export function nameOfNode(node: Node): string {
  if (node.kind === 'map') return nameOfMap(node);
  if (node.kind === 'contract')
    return isSum(node) ? (isOverRows(node) ? 'total' : 'sum') : 'product';
  return node.kind === 'reduce' ? reductions[node.op] : 'parts';
}

const functions: Partial<Record<string, string>> = { where: 'choice', exp: 'e' };

function nameOfMap(node: MapNode): string {
  if (node.fn === 'add') return isResidual(node) ? 'residual' : 'sum';
  if (node.fn !== 'pow') return functions[node.fn] ?? node.fn;
  const exponent = constantOf(present(node.args[1]));
  if (exponent === -1 && isRowCount(present(node.args[0]))) return 'inverseCount';
  if (exponent === 2) return 'square';
  if (exponent === 0.5) return 'root';
  return exponent !== undefined && exponent < 0 ? 'inverse' : 'power';
}

/** Whether a sum is a prediction less an observation, or the other way round. */
const isResidual = (node: MapNode): boolean => {
  const terms = node.args.flatMap((term) =>
    term.kind === 'map' && term.fn === 'add' ? term.args : [term],
  );
  const isColumn = (term: Node): boolean => term.kind === 'symbol' && term.role === 'data';
  const isNegative = (term: Node): boolean =>
    term.kind === 'contract' &&
    term.args.length === 2 &&
    term.args.some((arg) => constantOf(arg) === -1);
  const lone = terms.filter(
    (term) => isColumn(term) || (isNegative(term) && childrenOf(term).some(isColumn)),
  );
  return (
    hasRows(node) &&
    lone.length === 1 &&
    terms.length > 1 &&
    (lone.some(isNegative) || terms.some(isNegative))
  );
};

const operators: { readonly [K in BinaryOperator]: string } = {
  '+': 'sum',
  '-': 'difference',
  '*': 'product',
  '/': 'ratio',
  '%': 'rest',
  '<': 'isLess',
  '<=': 'isLess',
  '>': 'isGreater',
  '>=': 'isGreater',
  '===': 'isEqual',
  '!==': 'isOther',
  '&&': 'holds',
  '||': 'holds',
};

/** What a value that is computed once is called where nothing else is known of it. */
export function nameOfExpression(e: Expression): string {
  if (isWhole(e)) return 'start';
  if (e.kind === 'binary') return operators[e.operator];
  if (e.kind === 'call') return functions[e.name] ?? e.name;
  if (e.kind === 'load') return `${e.buffer.name}Value`;
  return e.kind === 'select' ? 'choice' : 'value';
}
