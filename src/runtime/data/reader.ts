import { volume } from '../../base/shape.ts';
import { isList, nounOf, subscripts } from '../values.ts';
import { isMissing } from './cell.ts';
import { show, type Faults } from './faults.ts';
import type { Source } from './sources.ts';

/** A table as columns by name: lists of numbers or texts, or of arrays for a vector column. */
export type Columns = Readonly<Record<string, ArrayLike<unknown>>>;

/** A table as rows: objects with a value for each column. */
export type TableRows = readonly Readonly<Record<string, unknown>>[];

/** A column of the model with its cells. */
export interface Reader {
  readonly source: Source;
  readonly rows: number;
  /** The name of each element of a row's value, for messages. */
  readonly names: readonly string[];
  /** The cell of an element of a row's value. */
  readonly read: (row: number, element: number) => unknown;
  /** The list behind the cells where it holds all numbers one after the other. */
  readonly flat: ArrayLike<unknown> | undefined;
}

/** A table in either form: its columns' names, and the cells of one. */
export interface Table {
  readonly names: readonly string[];
  readonly column: (name: string) => Cells;
}

interface Cells {
  readonly length: number;
  readonly at: (row: number) => unknown;
  readonly list?: ArrayLike<unknown>;
}

export const openTable = (table: Columns | TableRows): Table =>
  isRows(table) ? openRows(table) : openColumns(table);

const isRows = (table: Columns | TableRows): table is TableRows => Array.isArray(table);

const openRows = (rows: TableRows): Table => ({
  names: namesOf(rows),
  column: (name) => ({ length: rows.length, at: (i) => rows[i]?.[name] }),
});

/** The names in any of the rows: a value that a row leaves out is missing. */
function namesOf(rows: TableRows): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name in row) names.add(name);
  return [...names];
}

const openColumns = (columns: Columns): Table => ({
  names: Object.keys(columns).filter((name) => isList(columns[name])),
  column: (name) => {
    const list = columns[name] ?? [];
    return { length: list.length, at: (i) => list[i], list };
  },
});

/** A reader for each column of the model. Throws where they are not there or not of one length. */
export function readers(sources: readonly Source[], table: Table, faults: Faults): Reader[] {
  const all = sources.map((source) => readerOf(source, table, faults));
  const rows = all[0]?.rows ?? 0;
  for (const { source, rows: length } of all) {
    if (length !== rows) refuseLength(faults, source.layout.name, length, rows);
  }
  faults.throw();
  return all;
}

function readerOf(source: Source, table: Table, faults: Faults): Reader {
  const [first = '', ...others] = source.names;
  if (others.length > 0) return readParts(source, table, faults);
  const cells = table.column(first);
  const { shape } = source.layout;
  if (shape.length === 0) return readNumbers(source, first, cells);
  if (cells.list && isFlat(cells.list)) return readFlat(source, first, cells.list, faults);
  return readNested(source, first, cells, faults);
}

/** A number in each cell. */
const readNumbers = (source: Source, name: string, { length, at, list }: Cells): Reader => ({
  source,
  rows: length,
  names: [name],
  read: at,
  flat: list,
});

/** A column of the table for each element. */
function readParts(source: Source, table: Table, faults: Faults): Reader {
  const { names } = source;
  const parts = names.map((name) => table.column(name));
  const rows = parts[0]?.length ?? 0;
  for (const [element, { length }] of parts.entries()) {
    if (length !== rows) refuseLength(faults, names[element] ?? '', length, rows);
  }
  const read = (row: number, element: number): unknown => parts[element]?.at(row);
  return { source, rows, names, read, flat: undefined };
}

/** Whether a list holds numbers or texts, and no lists. */
function isFlat(list: ArrayLike<unknown>): boolean {
  let first = 0;
  while (first < list.length && isMissing(list[first])) first++;
  return !isList(list[first]);
}

/** All elements of all rows in one list. */
function readFlat(source: Source, name: string, list: ArrayLike<unknown>, faults: Faults): Reader {
  const size = volume(source.layout.shape);
  if (list.length % size !== 0) {
    const message = `the column \`${name}\` has ${list.length} numbers, which are no rows of ${size}`;
    faults.add('wrongCellShape', message);
  }
  const rows = Math.floor(list.length / size);
  const read = (row: number, element: number): unknown => list[row * size + element];
  return { source, rows, names: elementNames(name, size), read, flat: list };
}

/** A nested list in each cell. */
function readNested(source: Source, name: string, { length, at }: Cells, faults: Faults): Reader {
  const { shape } = source.layout;
  for (let row = 0; row < length; row++) {
    if (isMissing(at(row)) || hasShape(at(row), shape, 0)) continue;
    const message = `${show(at(row))} is not ${nounOf(shape)}`;
    faults.addAt({ row: row + 1, column: name }, 'wrongCellShape', message);
  }
  const paths = subscripts(shape);
  const read = (row: number, element: number): unknown =>
    (paths[element] as readonly number[]).reduce<unknown>(
      (value, i) => (value as ArrayLike<unknown> | null | undefined)?.[i],
      at(row),
    );
  const names = elementNames(name, paths.length);
  return { source, rows: length, names, read, flat: undefined };
}

const elementNames = (name: string, size: number): string[] =>
  Array.from({ length: size }, (_, i) => `${name}[${i + 1}]`);

/** Whether a value is nested lists of the shape; what lies in them is not looked at. */
function hasShape(value: unknown, shape: readonly number[], axis: number): boolean {
  if (axis === shape.length) return !isList(value);
  if (!isList(value) || value.length !== shape[axis]) return false;
  for (let i = 0; i < value.length; i++) {
    if (!hasShape(value[i], shape, axis + 1)) return false;
  }
  return true;
}

function refuseLength(faults: Faults, name: string, length: number, rows: number): void {
  const message = `the column \`${name}\` has ${length} rows, and another has ${rows}`;
  faults.add('unequalLengths', message);
}
