import { volume } from '../../base/shape.ts';
import type { Cell } from '../../base/diagnostic.ts';
import type { ColumnLayout } from '../model.ts';
import { describeDomain, holds, holdsVector } from '../domains.ts';
import { isMissing, readNumber } from './cell.ts';
import { addMissing, addNoNumber, show, type Faults } from './faults.ts';
import { LevelSink } from './levels.ts';

export type ColumnArray = Float64Array | Int32Array;

/** Takes the cells of one column of the model, a number at a time, and gives its array. */
export interface Sink {
  /** Makes room for so many rows; what was written is kept. */
  reserve(rows: number): void;
  /**
   * Writes element `element` of the row that is kept at `index`; `row` and `column` are for
   * messages.
   */
  write(index: number, element: number, raw: unknown, row: number, column: string): void;
  /** The array of the first `rows` rows. */
  finish(rows: number): ColumnArray;
  /** The texts that codes stand for, by code, where the column held text. */
  readonly levels: readonly string[] | undefined;
}

export function sinkFor(
  layout: ColumnLayout,
  faults: Faults,
  levels: readonly string[] | undefined,
): Sink {
  const { kind } = layout.domain;
  const coded = kind === 'category' || kind === 'binary';
  return coded ? new LevelSink(layout, faults, levels) : new NumberSink(layout, faults);
}

class NumberSink implements Sink {
  readonly levels = undefined;
  readonly #layout: ColumnLayout;
  readonly #faults: Faults;
  readonly #size: number;
  /** The length of a vector along the last axis. */
  readonly #length: number;
  #values = new Float64Array(0);

  constructor(layout: ColumnLayout, faults: Faults) {
    this.#layout = layout;
    this.#faults = faults;
    this.#size = volume(layout.shape);
    this.#length = layout.shape.at(-1) ?? 1;
  }

  reserve(rows: number): void {
    const larger = new Float64Array(rows * this.#size);
    larger.set(this.#values);
    this.#values = larger;
  }

  write(index: number, element: number, raw: unknown, row: number, column: string): void {
    const x = readNumber(raw);
    const at = index * this.#size + element;
    this.#values[at] = x;
    if (!holds(this.#layout.domain, x)) this.#refuse(x, raw, { row, column });
    else if ((element + 1) % this.#length === 0) this.#checkVector(at + 1 - this.#length, row);
  }

  /** A vector is checked as its last number comes. */
  #checkVector(from: number, row: number): void {
    const { domain, name } = this.#layout;
    if (holdsVector(domain, this.#values, from, this.#length)) return;
    const message = `the values must be ${describeDomain(domain)}`;
    this.#faults.addAt({ row, column: name }, 'outsideDomain', message);
  }

  #refuse(x: number, raw: unknown, cell: Required<Cell>): void {
    if (!Number.isNaN(x)) {
      const needed = describeDomain(this.#layout.domain);
      this.#faults.addAt(cell, 'outsideDomain', `${show(raw)} must be ${needed}`);
    } else if (isMissing(raw)) {
      addMissing(this.#faults, cell);
    } else {
      addNoNumber(this.#faults, cell, raw);
    }
  }

  finish(rows: number): Float64Array {
    return this.#values.subarray(0, rows * this.#size);
  }
}
