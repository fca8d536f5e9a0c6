import { volume } from '../base/shape.ts';
import type { Data, Layout } from './model.ts';
import { fail } from './problem.ts';
import { random, shuffle } from './random.ts';
import { totalWeight } from './weights.ts';

/** Rows for fitting, and rows kept apart to judge the fit. */
export interface Split {
  readonly training: Data;
  readonly validation: Data | undefined;
}

/** Puts a random part of the rows apart, at least one and not all; the columns are copied. */
export function splitData(layout: Layout, data: Data, fraction: number, seed: number): Split {
  const order = new Int32Array(data.rows);
  shuffle(order, random(seed, splitStream));
  const kept = Math.round(data.rows * (1 - fraction));
  const training = Math.min(Math.max(kept, 1), data.rows - 1);
  return {
    training: requireWeight(take(layout, data, order.subarray(0, training).sort())),
    validation: requireWeight(take(layout, data, order.subarray(training).sort())),
  };
}

/** J is no number over rows without weight. */
function requireWeight(part: Data): Data {
  if (part.totalWeight > 0) return part;
  return fail('noWeight', 'the weights of all rows in a part of the split are 0');
}

/** A stream of its own, apart from those of the epochs. */
const splitStream = -1;

function take({ columns }: Layout, data: Data, rows: Int32Array): Data {
  const taken = Object.fromEntries(
    columns.map(({ name, shape }) => [
      name,
      takeRows(data[name] as Float64Array | Int32Array, volume(shape), rows),
    ]),
  );
  const weight = totalWeight(columns, (name) => taken[name] ?? [], rows.length);
  return { ...data, ...taken, rows: rows.length, totalWeight: weight };
}

function takeRows(from: Float64Array | Int32Array, size: number, rows: Int32Array) {
  const length = rows.length * size;
  const to = from instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  for (let i = 0; i < rows.length; i++) {
    const offset = (rows[i] as number) * size;
    for (let e = 0; e < size; e++) to[i * size + e] = from[offset + e] as number;
  }
  return to;
}
