import { diagnostic } from '../base/report.ts';
import { FluxionError } from '../base/diagnostic.ts';
import type { Data, Model, PreparedData } from '../runtime/index.ts';
import { counted, printNumber } from './table.ts';

/** A row's values are told of no more columns. */
const mostColumns = 6;

/** Why a fit cannot start: J at its start, and the rows that are the cause where others are not. */
export function notFiniteAtStart(
  path: string,
  model: Model,
  { data, dropped }: Pick<PreparedData, 'data' | 'dropped'>,
  theta: Float64Array,
): FluxionError {
  const rows = rowsWithoutValue(model, theta, data);
  const whole = { from: 0, to: data.rows, order: null };
  const message = `J is ${model.objective(theta, data, whole)} at the start of ${path}`;
  const [first] = rows;
  if (first === undefined || rows.length === data.rows) {
    const help = 'give start values, `param w: real = 1`, at which every term is finite';
    return new FluxionError([diagnostic('notFiniteAtStart', message, { help })]);
  }
  const left = dropped > 0 ? ' of those that are left' : '';
  const more = rows.length > 1 ? ` and ${counted(rows.length - 1, 'other')}` : '';
  return new FluxionError([
    diagnostic('notFiniteAtStart', `${message}: it is so for row ${first + 1}${left}${more}`, {
      help: `are the values in the supports of their distributions? ${valuesOf(model, data, first)}`,
    }),
  ]);
}

/** The rows that J is not finite for, of those that have a weight. */
function rowsWithoutValue(model: Model, theta: Float64Array, data: Data): number[] {
  const weights = model.layout.columns.filter(({ domain }) => domain.kind === 'weight');
  const found: number[] = [];
  for (let row = 0; row < data.rows; row++) {
    if (weights.some(({ name }) => (data[name] as Float64Array)[row] === 0)) continue;
    const only = { from: row, to: row + 1, order: null };
    if (!Number.isFinite(model.objective(theta, data, only))) found.push(row);
  }
  return found;
}

/** `n = 3, k = 4`: the scalars of a row. */
function valuesOf({ layout }: Model, data: Data, row: number): string {
  const scalars = layout.columns.filter(({ shape }) => shape.length === 0).slice(0, mostColumns);
  return scalars
    .map(({ name }) => `${name} = ${printNumber((data[name] as Float64Array)[row] ?? NaN)}`)
    .join(', ');
}
