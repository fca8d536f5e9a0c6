import { pipeline } from 'node:stream/promises';
import { CsvError, Parser, type Options } from 'csv-parse';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { openBytes } from './bytes.ts';
import { detectDialect, type Delimiter, type Dialect } from './dialect.ts';
import { failReading } from './file-failures.ts';
import { inputName } from './files.ts';

/** Takes a table as it is read. What it throws ends the reading and reaches the caller. */
export interface TableSink {
  header(names: readonly string[]): void;
  /** The fields of a row, as many as the header has names, and the line it ends on (from 1). */
  row(fields: readonly string[], line: number): void;
}

/** Far beyond any row: what is longer is an unclosed quote that swallows the file. */
const longestRow = 16_777_216;

/** Reads a CSV file row by row, holding none of it. The first line names the columns. */
export async function readTable(path: string, sink: TableSink): Promise<void> {
  const name = inputName(path);
  try {
    const { records } = await parse(await open(path), { on_record: toSink(sink) });
    requireRows(name, records);
  } catch (error) {
    if (error instanceof CsvError) throw unbalanced(name, error);
    if (error instanceof FluxionError) throw error;
    failReading(name, error);
  }
}

/** A table that has been begun. */
interface Opened extends Dialect {
  readonly bytes: AsyncIterable<Buffer>;
}

async function open(path: string): Promise<Opened> {
  const { head, bytes, close } = await openBytes(path);
  try {
    return { ...detectDialect(inputName(path), head), bytes };
  } catch (error) {
    close();
    throw error;
  }
}

/** How a table is read in every case: only its callback takes the rows. Gives what was read. */
async function parse(
  { delimiter, isSingle, bytes }: Opened,
  options: Options,
  signal?: AbortSignal,
) {
  const parser = new Parser({
    bom: true,
    delimiter,
    max_record_size: longestRow,
    relax_column_count: true,
    skip_empty_lines: !isSingle,
    trim: true,
    ...options,
  });
  await pipeline(bytes, parser.resume(), { ...(signal && { signal }) });
  return parser.info;
}

type OnRecord = (fields: string[], context: { readonly lines: number }) => null;

function toSink(sink: TableSink): OnRecord {
  let width = -1;
  let row = 0;
  const empty: number[] = [];
  const take = (fields: readonly string[], line: number): void => {
    row += 1;
    if (fields.length !== width) throw ragged(row, fields.length, width);
    sink.row(fields, line);
  };
  return (fields, { lines }) => {
    if (isEmptyLine(fields)) {
      if (width > 0) empty.push(lines);
    } else if (width < 0) {
      width = fields.length;
      sink.header(fields);
    } else {
      // Empty lines at the end of a file are no rows.
      for (const line of empty.splice(0)) take([''], line);
      take(fields, lines);
    }
    return null;
  };
}

const isEmptyLine = (fields: readonly string[]): boolean => fields.length === 1 && fields[0] === '';

function ragged(row: number, found: number, width: number): FluxionError {
  const message = `row ${row} has ${found} ${found === 1 ? 'field' : 'fields'} and the header names ${width} columns`;
  return new FluxionError([diagnostic('raggedRow', message, { cell: { row } })]);
}

/** A row as it stands in the file. */
export interface RawRow {
  readonly fields: readonly string[];
  readonly text: string;
  /** The line that it ends on. */
  readonly line: number;
}

/** Some rows as they stand in a file, and the header, which is row 0. */
export interface RawRows {
  readonly rows: ReadonlyMap<number, RawRow>;
  readonly delimiter: Delimiter;
}

export async function readRawRows(path: string, wanted: ReadonlySet<number>): Promise<RawRows> {
  const opened = await open(path);
  const rows = new Map<number, RawRow>();
  const last = Math.max(...wanted);
  const enough = new AbortController();
  let row = 0;
  const keep = (found: unknown, { lines }: { readonly lines: number }): null => {
    const { record, raw } = found as { record: string[]; raw: string };
    if (row === 0 && isEmptyLine(record)) return null;
    const text = raw.replace(/^[\r\n]+|[\r\n]+$/g, '');
    if (row === 0 || wanted.has(row)) rows.set(row, { fields: record, text, line: lines });
    if (row === last) enough.abort();
    row += 1;
    return null;
  };
  try {
    await parse(opened, { on_record: keep, raw: true }, enough.signal);
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
  return { rows, delimiter: opened.delimiter };
}

function requireRows(name: string, records: number): void {
  if (records > 1) return;
  const what = records === 0 ? 'is empty' : 'has a header and no rows';
  throw new FluxionError([diagnostic('emptyTable', `${name} ${what}`)]);
}

function unbalanced(name: string, error: CsvError): FluxionError {
  const line = Number(Reflect.get(error, 'lines'));
  const message = `${name}, line ${line}: ${quoteFaults[error.code] ?? 'the quotes of a field do not pair'}`;
  const help = 'a field in quotes holds a quote as two: `""`';
  return new FluxionError([diagnostic('unbalancedQuotes', message, { help })]);
}

const quoteFaults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted field is not closed before the end of the file',
  CSV_MAX_RECORD_SIZE: 'a quoted field is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows the closing quote of a field',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'text follows the closing quote of a field',
  INVALID_OPENING_QUOTE: 'a quote stands inside a field that does not begin with one',
};
