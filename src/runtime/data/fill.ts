import { holds, holdsVector } from '../domains.ts';
import { isMissing } from './cell.ts';
import type { Reader } from './reader.ts';
import type { ColumnArray, Sink } from './sink.ts';

/** The rows without a missing value; undefined where that is all of them. */
export function completeRows(readers: readonly Reader[], rows: number): Int32Array | undefined {
  const kept = new Int32Array(rows);
  let n = 0;
  for (let row = 0; row < rows; row++) {
    if (readers.every((reader) => isComplete(reader, row))) kept[n++] = row;
  }
  return n === rows ? undefined : kept.subarray(0, n);
}

function isComplete({ names, read }: Reader, row: number): boolean {
  for (let element = 0; element < names.length; element++) {
    if (isMissing(read(row, element))) return false;
  }
  return true;
}

/** The typed array that holds the column already, where each of its values lies in the domain. */
export function readyArray({ flat, source: { layout } }: Reader): ColumnArray | undefined {
  const { domain, shape } = layout;
  const Wanted = domain.kind === 'category' ? Int32Array : Float64Array;
  if (!(flat instanceof Wanted)) return undefined;
  const n = shape.at(-1) ?? 1;
  for (let i = 0; i < flat.length; i++) {
    if (!holds(domain, flat[i] as number)) return undefined;
    if (i % n === 0 && !holdsVector(domain, flat, i, n)) return undefined;
  }
  return flat;
}

/** Puts the cells of the kept rows, or of all, through a sink. */
export function fill(
  sink: Sink,
  { names, read }: Reader,
  rows: number,
  kept: Int32Array | undefined,
): ColumnArray {
  sink.reserve(rows);
  for (let i = 0; i < rows; i++) {
    const row = kept ? (kept[i] as number) : i;
    for (let element = 0; element < names.length; element++) {
      sink.write(i, element, read(row, element), row + 1, names[element] as string);
    }
  }
  return sink.finish(rows);
}
