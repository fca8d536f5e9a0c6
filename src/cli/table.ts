/** Cells of a row; the first column is text and flush left, the others are numbers and flush right. */
export type Row = readonly string[];

/** A table in columns, below a header. */
export function printTable(header: Row, rows: readonly Row[]): string {
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => width(row[column] ?? title))),
  );
  const line = (row: Row): string =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column > 0))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}

const width = (text: string): number => [...text].length;

const pad = (text: string, size: number, flushRight: boolean): string => {
  const space = ' '.repeat(Math.max(0, size - width(text)));
  return flushRight ? space + text : text + space;
};

/** A number at the precision that a person reads; whole numbers whole. */
export function printNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  return Number.isFinite(value) ? shortest(value.toPrecision(7)) : String(value);
}

/** Without the zeros that end a fraction. */
const shortest = (text: string): string =>
  text.replace(/(\.\d*?)0+(e|$)/, '$1$2').replace(/\.(e|$)/, '$1');

/** `1 row`, `2 rows`; `1 equality`, `2 equalities`. */
export const counted = (count: number, noun: string, several = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : several}`;
