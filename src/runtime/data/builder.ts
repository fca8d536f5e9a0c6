import { volume } from '../../base/shape.ts';
import type { Data, Layout } from '../model.ts';
import { assemble } from './assemble.ts';
import { isMissing } from './cell.ts';
import { Faults } from './faults.ts';
import { sinkFor, type ColumnArray, type Sink } from './sink.ts';
import { findSources, type ColumnMapping } from './sources.ts';

export interface DataOptions {
  /** Values of the model's settings, in place of those written in it. */
  readonly hypers?: Readonly<Record<string, unknown>>;
  /** Which columns of the table hold a column of the model, where the names do not say it. */
  readonly columns?: ColumnMapping;
  /**
   * The levels of text columns by code, for data that must be coded as those of an earlier fit
   * were.
   */
  readonly levels?: Readonly<Record<string, readonly string[]>>;
  /** Leaves out rows with a missing value instead of refusing them. */
  readonly dropMissing?: boolean;
}

export interface PreparedData<D extends Data = Data> {
  readonly data: D;
  /** The texts that the codes of a text column stand for, by code. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
  /** How many rows were left out for missing values. */
  readonly dropped: number;
}

/** One number of a row: where it is in the table's row, and where it goes. */
interface Slot {
  readonly cell: number;
  readonly column: string;
  readonly sink: Sink;
  readonly element: number;
}

/**
 * Takes a table row by row, as texts or numbers, into growing columns: a file of a million rows
 * needs no more room than its numbers. Checks what `prepareData` checks.
 */
export class DataBuilder {
  readonly #layout: Layout;
  readonly #options: DataOptions;
  readonly #faults = new Faults();
  readonly #sinks = new Map<string, Sink>();
  readonly #slots: Slot[] = [];
  #seen = 0;
  #rows = 0;
  #capacity = 0;

  /** Throws a `FluxionError` where the table's columns are not those that the model needs. */
  constructor(layout: Layout, names: readonly string[], options: DataOptions = {}) {
    this.#layout = layout;
    this.#options = options;
    const sources = findSources(layout.columns, names, options.columns ?? {}, this.#faults);
    const cells = new Map(names.map((name, cell) => [name, cell]));
    for (const source of sources) {
      const sink = sinkFor(source.layout, this.#faults, ownLevels(options, source.layout.name));
      this.#sinks.set(source.layout.name, sink);
      const parts = source.names.map((column, element) => ({
        cell: cells.get(column) ?? -1,
        column,
        sink,
        element,
      }));
      if (parts.length !== volume(source.layout.shape)) this.#refuseWhole(source.layout.name);
      this.#slots.push(...parts);
    }
    this.#faults.throw();
  }

  #refuseWhole(name: string): void {
    this.#faults.add('wrongMapping', `\`${name}\` takes a column of the table for each number`);
  }

  /** The rows taken so far, those left out apart. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes a row, in the order of the names; the array may be used again. */
  push(cells: readonly unknown[]): void {
    this.#seen += 1;
    if (this.#options.dropMissing && this.#slots.some(({ cell }) => isMissing(cells[cell]))) return;
    if (this.#rows === this.#capacity) this.#grow();
    for (const { cell, column, sink, element } of this.#slots) {
      sink.write(this.#rows, element, cells[cell], this.#seen, column);
    }
    this.#rows += 1;
  }

  #grow(): void {
    this.#capacity = Math.max(1024, 2 * this.#capacity);
    for (const sink of this.#sinks.values()) sink.reserve(this.#capacity);
  }

  /**
   * The data of all rows. Throws a `FluxionError` with the first of all cells that cannot be used.
   */
  finish(): PreparedData {
    const columns = new Map<string, ColumnArray>();
    const levels: Record<string, readonly string[]> = {};
    for (const [name, sink] of this.#sinks) {
      columns.set(name, sink.finish(this.#rows));
      if (sink.levels) levels[name] = sink.levels;
    }
    if (this.#rows === 0) this.#faults.add('noRows', noRows(this.#seen));
    const { hypers = {} } = this.#options;
    const data = assemble(this.#layout, this.#rows, columns, hypers, this.#faults);
    return { data, levels, dropped: this.#seen - this.#rows };
  }
}

export const ownLevels = ({ levels }: DataOptions, name: string): readonly string[] | undefined =>
  levels && Object.hasOwn(levels, name) ? levels[name] : undefined;

export const noRows = (dropped: number): string =>
  dropped === 0 ? 'the data have no rows' : `all ${dropped} rows have a missing value`;
