import { volume } from '../../base/shape.ts';
import type { Cell } from '../../base/diagnostic.ts';
import { describeDomain, holds } from '../domains.ts';
import type { ColumnLayout } from '../model.ts';
import { isMissing, readNumber } from './cell.ts';
import { addMissing, show, type Faults } from './faults.ts';
import type { ColumnArray, Sink } from './sink.ts';

/** A distinct value of a column, and where it came first. */
interface Label {
  readonly text: string;
  readonly cell: Required<Cell>;
}

/**
 * A column of codes. Its values are numbered as they come; at the end they turn out to be codes, if
 * all are numbers, or texts, which are mapped by their sorted order or by levels that are given.
 */
export class LevelSink implements Sink {
  levels: readonly string[] | undefined;
  readonly #layout: ColumnLayout;
  readonly #faults: Faults;
  readonly #given: readonly string[] | undefined;
  readonly #size: number;
  readonly #numbers = new Map<unknown, number>();
  readonly #labels: Label[] = [];
  #values: ColumnArray;

  constructor(layout: ColumnLayout, faults: Faults, given: readonly string[] | undefined) {
    this.#layout = layout;
    this.#faults = faults;
    this.#given = given;
    this.#size = volume(layout.shape);
    this.#values = this.#array(0);
  }

  #array(length: number): ColumnArray {
    return this.#layout.domain.kind === 'category'
      ? new Int32Array(length)
      : new Float64Array(length);
  }

  reserve(rows: number): void {
    const larger = this.#array(rows * this.#size);
    larger.set(this.#values);
    this.#values = larger;
  }

  write(index: number, element: number, raw: unknown, row: number, column: string): void {
    const number = this.#numbers.get(raw) ?? this.#number(raw, row, column);
    this.#values[index * this.#size + element] = number;
  }

  /** Numbers a new value, as long as there are not absurdly many. */
  #number(raw: unknown, row: number, column: string): number {
    const next = this.#labels.length;
    if (isMissing(raw)) {
      addMissing(this.#faults, { row, column });
      return 0;
    }
    if (next > 2 * this.#codes + 100) return 0;
    this.#numbers.set(raw, next);
    this.#labels.push({ text: String(raw).trim(), cell: { row, column } });
    return next;
  }

  get #codes(): number {
    const { domain } = this.#layout;
    return domain.kind === 'category' ? domain.size : 2;
  }

  finish(rows: number): ColumnArray {
    const codes = this.#given ? this.#givenCodes(this.#given) : this.#ownCodes();
    const values = this.#values.subarray(0, rows * this.#size);
    for (let i = 0; i < values.length; i++) values[i] = codes[values[i] as number] as number;
    return values;
  }

  #givenCodes(levels: readonly string[]): number[] {
    this.#take(levels);
    return this.#labels.map(({ text, cell }) => {
      const code = levels.indexOf(text);
      if (code < 0) {
        const message = `${show(text)} is none of the levels ${levels.join(', ')}`;
        this.#faults.addAt(cell, 'unknownLevel', message);
      }
      return code;
    });
  }

  #ownCodes(): number[] {
    const numbers = this.#labels.map(({ text }) => readNumber(text));
    if (numbers.some(Number.isNaN)) return this.#sortedCodes();
    for (const [i, x] of numbers.entries()) {
      if (!holds(this.#layout.domain, x)) this.#refuse(this.#labels[i] as Label);
    }
    return numbers;
  }

  #refuse({ text, cell }: Label): void {
    const needed = describeDomain(this.#layout.domain);
    this.#faults.addAt(cell, 'outsideDomain', `${text} must be ${needed}`);
  }

  #sortedCodes(): number[] {
    const texts = this.#labels.map(({ text }) => text);
    const levels = [...new Set(texts)].sort();
    this.#take(levels);
    return texts.map((text) => levels.indexOf(text));
  }

  /** Keeps the levels, which may be no more than there are codes. */
  #take(levels: readonly string[]): void {
    const { name } = this.#layout;
    if (levels.length > this.#codes) {
      const shown = levels.slice(0, 8).join(', ') + (levels.length > 8 ? ', …' : '');
      const message = `the column \`${name}\` has ${levels.length} levels (${shown}) for ${this.#codes} codes`;
      this.#faults.add('tooManyLevels', message);
    }
    this.levels = levels;
  }
}
