import { volume } from '../base/shape.ts';
import type { ColumnLayout, Data } from '../runtime/index.ts';

/** How many rows go out at once. */
const blockRows = 4096;

/** A field of the table: its name and its text in each row. */
interface Field {
  readonly name: string;
  readonly text: (row: number) => string;
}

/** Columns as CSV, in blocks of rows; codes of text columns as the texts, vectors as `x1 … xD`. */
export function* printRows(
  columns: readonly ColumnLayout[],
  data: Data,
  levels: Readonly<Record<string, readonly string[]>>,
): Generator<string> {
  const fields = columns.flatMap((column) => fieldsOf(column, data, levels[column.name]));
  yield `${fields.map(({ name }) => name).join(',')}\n`;
  for (let from = 0; from < data.rows; from += blockRows) {
    const length = Math.min(blockRows, data.rows - from);
    const lines = Array.from({ length }, (_, k) =>
      fields.map(({ text }) => text(from + k)).join(','),
    );
    yield `${lines.join('\n')}\n`;
  }
}

function fieldsOf({ name, shape }: ColumnLayout, data: Data, levels?: readonly string[]): Field[] {
  const values = data[name] as Float64Array | Int32Array;
  const size = volume(shape);
  return Array.from({ length: size }, (_, k) => ({
    name: shape.length === 0 ? name : `${name}${k + 1}`,
    text: (row) => {
      const value = values[row * size + k] ?? NaN;
      return quoted(levels?.[value] ?? String(value));
    },
  }));
}

const quoted = (text: string): string =>
  /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
