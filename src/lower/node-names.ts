import { present } from '../base/invariant.ts';
import {
  childrenOf,
  constantOf,
  hasRows,
  innerShape,
  Interval as I,
  isRowCount,
  type Contract,
  type Map as MapNode,
  type Node,
  type Reduce,
} from '../graph/index.ts';
import { bound, isSum, summedLabels } from './gather.ts';
import { isOverRows } from './stage.ts';

const reductions: { readonly [K in Reduce['op']]: string } = {
  max: 'largest',
  min: 'smallest',
  prod: 'product',
  logsumexp: 'logsumexp',
};

/** What a node without a name is called, after what it is. */
export function nameOfNode(node: Node): string {
  if (node.kind === 'map') return nameOfMap(node);
  if (node.kind === 'contract') return isSum(node) ? nameOfSum(node) : nameOfProduct(node);
  return node.kind === 'reduce' ? reductions[node.op] : 'parts';
}

const isColumn = (node: Node): boolean => node.kind === 'symbol' && node.role === 'data';

/** A sum over rows of columns alone bears their names. */
function nameOfSum(node: Contract): string {
  if (!isOverRows(node)) return 'sum';
  const factors = node.args.flatMap(factorsOf);
  return factors.every(isColumn) ? ['total', ...symbolsIn(factors)].join('_') : 'total';
}

const factorsOf = (node: Node): readonly Node[] =>
  node.kind === 'contract' && summedLabels(node).length === 0
    ? node.args.flatMap(factorsOf)
    : [node];

const symbolsIn = (nodes: readonly Node[]): string[] => [
  ...new Set(nodes.flatMap((node) => (node.kind === 'symbol' ? [node.name] : []))),
];

const isIndicator = (node: Node): boolean => node.kind === 'map' && node.rule.condition === true;

const isInverseCount = (node: Node): boolean =>
  node.kind === 'map' &&
  node.fn === 'pow' &&
  constantOf(present(node.args[1])) === -1 &&
  isRowCount(present(node.args[0]));

function nameOfProduct(node: Contract): string {
  // θ is printed under the name of its transform: the symbol's own would say too much.
  if (isNegative(node))
    return node.args.some(isColumn) ? ['minus', ...symbolsIn(node.args)].join('_') : 'negative';
  if (bound(node).length > 0) return 'picked';
  if (node.args.some(isIndicator) || node.brackets.some((b) => b.kind === 'below'))
    return ['masked', ...symbolsIn(node.args)].join('_');
  const isOfTotals = node.args.some(isOverRows);
  if (isOfTotals && node.args.length === 2 && node.args.some(isInverseCount)) return 'mean';
  const isScalar = innerShape(node).length === 0 && !hasRows(node);
  return isScalar && !isOfTotals ? 'coefficient' : 'product';
}

/** Whether a node is −x. */
const isNegative = (node: Node): boolean =>
  node.kind === 'contract' &&
  node.args.length === 2 &&
  node.args.some((arg) => constantOf(arg) === -1);

export const functions: Partial<Record<string, string>> = { where: 'choice', exp: 'e' };

function nameOfMap(node: MapNode): string {
  if (node.fn === 'add') return isResidual(node) ? 'residual' : isSign(node) ? 'sign' : 'sum';
  if (node.fn === 'maximum' && node.args.some((arg) => constantOf(arg) === 0))
    return 'positivePart';
  if (node.fn !== 'pow') return functions[node.fn] ?? node.fn;
  if (isInverseCount(node)) return 'inverseCount';
  const exponent = constantOf(present(node.args[1]));
  if (exponent === 2) return 'square';
  if (exponent === 0.5) return 'root';
  return exponent !== undefined && exponent < 0 ? 'inverse' : 'power';
}

/** Whether a sum is a prediction less an observation, or the other way round. */
const isResidual = (node: MapNode): boolean => {
  const terms = node.args.flatMap((term) =>
    term.kind === 'map' && term.fn === 'add' ? term.args : [term],
  );
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

/** Whether a sum is 1 − 2y for a binary y. */
const isSign = (node: MapNode): boolean =>
  node.args.length === 2 &&
  node.args.some((term) => constantOf(term) === 1) &&
  node.args.some(
    (term) =>
      term.kind === 'contract' &&
      term.args.length === 2 &&
      term.args.some((arg) => constantOf(arg) === -2) &&
      term.args.some((arg) => isColumn(arg) && I.isBinary(arg.range)),
  );
