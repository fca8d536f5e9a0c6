import { statSync } from 'node:fs';
import type { Cell, Diagnostic } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';
import { readRawRows, type RawRows } from './csv.ts';
import { isStandard } from './files.ts';

/** A longer row says nothing at a glance. */
const longestShown = 200;

/** Shows the rows of the table that diagnostics are about, as the file has them. */
export async function withFrames(
  path: string,
  diagnostics: readonly Diagnostic[],
): Promise<Diagnostic[]> {
  const wanted = new Set(diagnostics.flatMap(({ cell }) => (cell ? [cell.row] : [])));
  if (wanted.size === 0 || !canBeReadAgain(path)) return [...diagnostics];
  const table = await readRawRows(path, wanted);
  return diagnostics.map((d) => (d.cell ? { ...d, ...frame(path, table, d.cell) } : d));
}

/** What comes through a pipe is gone. */
const canBeReadAgain = (path: string): boolean => !isStandard(path) && statSync(path).isFile();

type Frame = Partial<Pick<Diagnostic, 'source' | 'span'>>;

function frame(name: string, { rows, delimiter }: RawRows, cell: Cell): Frame {
  const row = rows.get(cell.row);
  if (!row || row.text.length > longestShown) return {};
  const { text, line } = row;
  const source: Source = { name, text, firstLine: line - text.split(/\r\n|\r|\n/).length + 1 };
  const names = rows.get(0)?.fields ?? [];
  const at = cell.column === undefined ? -1 : names.lastIndexOf(cell.column);
  return { source, span: spansOf(text, delimiter)[at] ?? { start: 0, end: text.length } };
}

/** Where the fields of a row lie; separators inside quotes separate nothing. */
function spansOf(text: string, delimiter: string): Span[] {
  const ends: number[] = [];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === delimiter && !quoted) ends.push(i);
  }
  ends.push(text.length);
  return ends.map((end, k) => ({ start: k === 0 ? 0 : (ends[k - 1] ?? 0) + 1, end }));
}
