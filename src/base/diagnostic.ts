import type { CodeName } from './codes.ts';
import { firstLine, lineBreak, position, type Source, type Span } from './source.ts';

/** One thing that is wrong, or looks wrong, with what the user gave, and what to do about it. */
export interface Diagnostic {
  /** Stable identifier, such as `FX201`; the row of it is in `codes.ts`. */
  readonly code: string;
  readonly name: CodeName;
  /** Something that may be meant; without it, an error. */
  readonly severity?: 'warning';
  /** One sentence in the user's terms. */
  readonly message: string;
  /** Where it is, when it is in a text. */
  readonly source?: Source;
  readonly span?: Span;
  /** Where it is, when it is in a table. */
  readonly cell?: Cell;
  /** What to do: `did you mean …?`. */
  readonly help?: string;
}

/** A place in a table: a row from 1, 0 for the header, and a column by its name there; all of the row without one. */
export interface Cell {
  readonly row: number;
  readonly column?: string;
}

/** Thrown at the end of a stage that found errors; carries all of them. */
export class FluxionError extends Error {
  override readonly name = 'FluxionError';
  declare readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n\n'));
    // Not enumerable: where nobody catches it, Node would print the whole text of the model again.
    Object.defineProperty(this, 'diagnostics', { value: diagnostics });
  }
}

/** A diagnostic as text: code, message, the line with a caret under the place, and the help. */
export function formatDiagnostic(d: Diagnostic): string {
  const head = `${d.severity ?? 'error'}[${d.code}]: ${d.message}`;
  const frame = d.source && d.span ? codeFrame(d.source, d.span) : [];
  const help = d.help === undefined ? [] : [`  = help: ${d.help}`];
  return [head, ...frame, ...help].join('\n');
}

/** The line of a text in which a span begins, its place above and carets under it. */
export function codeFrame(source: Source, span: Span): string[] {
  const { line, column } = position(source, span.start);
  const text = source.text.split(lineBreak)[line - firstLine(source)] ?? '';
  const [before, marked, rest] = excerpt(text, column - 1, column - 1 + span.end - span.start);
  const gutter = ' '.repeat(String(line).length);
  return [
    `${gutter}--> ${printable(source.name)}:${line}:${column}`,
    `${gutter} |`,
    `${line} | ${printable(before + marked + rest).trimEnd()}`,
    `${gutter} | ${' '.repeat(width(before))}${'^'.repeat(Math.max(1, width(marked)))}`,
  ];
}

/** A line longer than `line` is cut to so many characters before, in and after the marked part. */
const shown = { line: 120, before: 50, marked: 40, after: 30 };

/** A line in three parts, before, in and after the marked one. */
function excerpt(line: string, start: number, end: number): [string, string, string] {
  const before = line.slice(0, start);
  const marked = line.slice(start, end).trimEnd();
  const after = line.slice(start + marked.length);
  if (line.length <= shown.line) return [before, marked, after];
  return [cutFront(before, shown.before), cut(marked, shown.marked), cut(after, shown.after)];
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

const cutFront = (text: string, length: number): string =>
  text.length <= length ? text : `…${text.slice(1 - length)}`;

/** Tabs become spaces, and what could steer a terminal or reorder the line becomes visible. */
const printable = (text: string): string =>
  text
    .replaceAll('\uFEFF', '')
    .replaceAll('\t', ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');

/** Columns of a text in a terminal: marks and byte order marks take none, a surrogate pair one. */
const width = (text: string): number => [...text.replace(/[\p{Mn}\p{Me}\uFEFF]/gu, '')].length;
