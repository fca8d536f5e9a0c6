import { volume } from '../base/shape.ts';
import { random, type ColumnLayout, type Data, type Layout, type Model } from '../runtime/index.ts';

/** What a draw starts from: settings, columns that are not drawn, and how many rows to make. */
export interface Inputs {
  readonly layout: Layout;
  readonly data: Data;
  readonly levels: Readonly<Record<string, readonly string[]>>;
  readonly rows: number;
}

/** A model that says how its data arise. */
export type Sampler = Model & Required<Pick<Model, 'sample'>>;

type Column = Float64Array | Int32Array;

/** Draws the rows; inputs are taken from the first row again where there are fewer of them. */
export function drawRows(
  model: Sampler,
  theta: Float64Array,
  { layout, data, rows }: Inputs,
  seed: number,
): Data {
  const columns = layout.columns.map((column) => [column.name, columnFor(column, data, rows)]);
  const table: Data = { ...data, ...Object.fromEntries(columns), rows, totalWeight: rows };
  model.sample(theta, table, random(seed));
  return table;
}

function columnFor({ name, shape, domain }: ColumnLayout, data: Data, rows: number): Column {
  const given = Object.hasOwn(data, name) ? data[name] : undefined;
  if (typeof given === 'object') return repeated(given, rows * volume(shape));
  const length = rows * volume(shape);
  if (domain.kind === 'category') return new Int32Array(length);
  return new Float64Array(length).fill(domain.kind === 'weight' ? 1 : 0);
}

function repeated(column: Column, length: number): Column {
  if (column.length === length) return column;
  const longer = column instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) longer[i] = column[i % column.length] as number;
  return longer;
}
