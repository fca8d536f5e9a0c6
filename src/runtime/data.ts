import { assemble } from './data/assemble.ts';
import { noRows, ownLevels, type DataOptions, type PreparedData } from './data/builder.ts';
import { completeRows, fill, readyArray } from './data/fill.ts';
import { Faults } from './data/faults.ts';
import { openTable, readers, type Columns, type TableRows } from './data/reader.ts';
import { sinkFor, type ColumnArray } from './data/sink.ts';
import { findSources } from './data/sources.ts';
import type { Data, Layout } from './model.ts';

/**
 * Checks a table against the columns of a model and brings it into the form that the model computes
 * with. A typed array that has this form already is used as it is, without a copy. Throws a
 * `FluxionError` with the first of all cells that cannot be used, each named by row (from 1) and
 * column.
 */
export function prepareData<D extends Data>(
  layout: Layout<D>,
  table: Columns | TableRows = {},
  options: DataOptions = {},
): PreparedData<D> {
  const prepared =
    layout.columns.length === 0
      ? { data: settingsOnly(layout, options), levels: {}, dropped: 0 }
      : prepareColumns(layout, table, options);
  return prepared as PreparedData<D>;
}

const settingsOnly = (layout: Layout, { hypers = {} }: DataOptions): Data =>
  assemble(layout, 1, new Map(), hypers, new Faults());

function prepareColumns(
  layout: Layout,
  table: Columns | TableRows,
  options: DataOptions,
): PreparedData {
  const faults = new Faults();
  const opened = openTable(table);
  const sources = findSources(layout.columns, opened.names, options.columns ?? {}, faults);
  const columnReaders = readers(sources, opened, faults);
  const seen = columnReaders[0]?.rows ?? 0;
  const kept = options.dropMissing ? completeRows(columnReaders, seen) : undefined;
  const rows = kept?.length ?? seen;
  if (rows === 0) faults.add('noRows', noRows(seen));
  faults.throw();

  const columns = new Map<string, ColumnArray>();
  const levels: Record<string, readonly string[]> = {};
  for (const reader of columnReaders) {
    const column = reader.source.layout;
    const sink = sinkFor(column, faults, ownLevels(options, column.name));
    const ready = kept ? undefined : readyArray(reader);
    columns.set(column.name, ready ?? fill(sink, reader, rows, kept));
    if (sink.levels) levels[column.name] = sink.levels;
  }
  const data = assemble(layout, rows, columns, options.hypers ?? {}, faults);
  return { data, levels, dropped: seen - rows };
}

/** Whether the argument is prepared data, not a table. */
export const isData = (table: object): table is Data =>
  'totalWeight' in table && typeof table.totalWeight === 'number';

/** Whether the argument is all that `prepareData` gives. */
export const isPrepared = (table: object): table is PreparedData =>
  'data' in table && typeof table.data === 'object' && table.data !== null && isData(table.data);
