import { volume } from '../../base/shape.ts';
import {
  hasRows,
  innerShape,
  postorder,
  symbolsOf,
  type Node,
  type NodeOf,
  type Symbol,
} from '../../graph/index.ts';

/** A column, or what is computed from columns, that is multiplied by parameters and added to others. */
export interface Regressor {
  /** Made of data and settings alone; one number or array for each row. */
  readonly values: Node;
  /** What it is multiplied by besides parameters. */
  readonly coefficient: number;
  readonly parameters: readonly Symbol[];
}

const dependsOnParameters = (node: Node): boolean =>
  symbolsOf([node]).some(({ role }) => role === 'parameter');

/** The linear predictors below some roots: the terms of each sum that are data times parameters. */
export function predictorsIn(roots: readonly Node[]): Regressor[][] {
  const order = postorder(roots);
  const sums = order.filter((node) => node.kind === 'map' && node.fn === 'add') as NodeOf<'map'>[];
  const summed = new Set(sums.flatMap((sum) => sum.args));
  const alone = order.filter((node) => node.kind === 'contract' && !summed.has(node));
  return [...sums.map((sum) => sum.args), ...alone.map((node) => [node])]
    .map((terms) => terms.flatMap(regressorOf))
    .filter((regressors) => regressors.length > 0);
}

function regressorOf(term: Node): Regressor[] {
  if (term.kind !== 'contract' || !hasRows(term) || term.brackets.length > 0) return [];
  const rest = term.args.filter((arg) => arg.kind !== 'constant');
  const observed = rest.filter((arg) => hasRows(arg) && !dependsOnParameters(arg));
  const fitted = rest.filter((arg) => !hasRows(arg) && dependsOnParameters(arg));
  const [values] = observed;
  if (!values || observed.length > 1 || fitted.length === 0) return [];
  if (observed.length + fitted.length < rest.length) return [];
  const numbers = term.args.map((arg) => (arg.kind === 'constant' ? arg.value : 1));
  return [
    {
      values,
      coefficient: numbers.reduce((a, b) => a * b, 1),
      parameters: symbolsOf(fitted).filter(({ role }) => role === 'parameter'),
    },
  ];
}

/** The names of the elements of a regressor: of columns, `x[2]`; of what is computed from some, theirs. */
export function elementNames(node: Node): string[] {
  if (node.kind === 'stack') return node.parts.flatMap(elementNames);
  const count = volume(innerShape(node));
  const columns = symbolsOf([node]).filter(({ role }) => role === 'data');
  const name = columns.map((column) => column.name).join(', ');
  if (count === 1) return [name];
  return Array.from({ length: count }, (_, k) => `${name}[${k + 1}]`);
}
