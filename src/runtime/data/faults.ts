import type { DataCodeName } from '../../base/data-code-ids.ts';
import type { Cell, Diagnostic } from '../../base/diagnostic.ts';
import { problem, throwAll } from '../problem.ts';

const listedAtMost = 10;

/** What is wrong with the cells of a table: the first few in full, the others counted. */
export class Faults {
  readonly #listed: Diagnostic[] = [];
  readonly #told = new Set<string>();
  #more = 0;

  get isEmpty(): boolean {
    return this.#listed.length === 0;
  }

  add(name: DataCodeName, message: string, help?: string, cell?: Cell): void {
    if (this.#listed.length < listedAtMost) this.#listed.push(problem(name, message, help, cell));
    else this.#more += 1;
  }

  /** Adds what is wrong with a cell, which the message begins with; a help is told once. */
  addAt(cell: Required<Cell>, name: DataCodeName, message: string, help?: string): void {
    const fresh = help === undefined || this.#told.has(help) ? undefined : help;
    if (fresh !== undefined) this.#told.add(fresh);
    this.add(name, `row ${cell.row}, column \`${cell.column}\`: ${message}`, fresh, cell);
  }

  throw(): void {
    if (this.#more > 0) this.#listed.push(problem('moreValues', `and ${this.#more} more`));
    throwAll(this.#listed);
  }
}

/** Adds that a cell holds nothing. */
export function addMissing(faults: Faults, cell: Required<Cell>): void {
  const help = 'fill it in, or leave such rows out: `dropMissing`, in a command `--drop-missing`';
  faults.addAt(cell, 'missingCell', 'the value is missing', help);
}

/** Adds that a cell holds something else than a number. */
export function addNoNumber(faults: Faults, cell: Required<Cell>, raw: unknown): void {
  const isGrouped = typeof raw === 'string' && /^\s*[+-]?\d+(,\d+)+(\.\d+)?\s*$/.test(raw);
  const help = isGrouped ? 'a decimal point is `.`, and thousands are not separated' : undefined;
  faults.addAt(cell, 'notANumber', `${show(raw)} is not a number`, help);
}

/** A value as a message shows it. */
export function show(raw: unknown): string {
  const text = textOf(raw);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function textOf(raw: unknown): string {
  if (typeof raw === 'string') return JSON.stringify(raw);
  if (typeof raw === 'function') return 'a function';
  return Array.isArray(raw) ? `[${String(raw)}]` : String(raw);
}
