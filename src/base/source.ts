/** A text that diagnostics can point into, and the name a person knows it by. */
export interface Source {
  readonly name: string;
  readonly text: string;
  /** The number of its first line, where it is a part of a longer text: 1. */
  readonly firstLine?: number;
}

/** A half-open range of UTF-16 offsets in a source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The smallest span that covers both. */
export const cover = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

/** The empty span just after another. */
export const after = (span: Span): Span => ({ start: span.end, end: span.end });

/** Where lines end: `\n`, `\r\n` or a lone `\r`. */
export const lineBreak = /\r\n|\r|\n/;

/** The number of the line that the text begins with. */
export const firstLine = (source: Source): number => source.firstLine ?? 1;

/** Line and column (both from 1, columns in UTF-16 units) of an offset. */
export function position(source: Source, offset: number): { line: number; column: number } {
  const lines = source.text.slice(0, offset).split(lineBreak);
  return { line: lines.length - 1 + firstLine(source), column: (lines.at(-1)?.length ?? 0) + 1 };
}
