import type { Buffer, Expression, Local, Statement } from './loops.ts';
import type { ExpressionPool } from './pool.ts';
import { blocksOf, operandsOf, valuesOf } from './traverse.ts';

/** What a variable or an array is, where it can change. */
export type Cell = Local | Buffer;

/** What is known of an expression wherever it stands. */
export interface Fact {
  /** The number of the expression in its pool. */
  readonly id: number;
  /** What is known of its operands. */
  readonly operands: readonly Fact[];
  /** It draws random numbers, and may not be computed once for twice. */
  readonly isImpure: boolean;
  readonly isWorthSharing: boolean;
  /** The variable that it is, or the array that it is an element of where that changes while the kernel runs. */
  readonly cell: Cell | null;
  /** What changes, of all that is read in it. */
  readonly changing: readonly Cell[];
}

const none: readonly never[] = [];

/** What is known of the statements and expressions of a kernel, each found once. */
export class Facts {
  readonly #pool: ExpressionPool;
  readonly #written = new Map<Statement, ReadonlySet<Cell>>();
  /** By the numbers of the expressions. */
  readonly #facts: Fact[];
  readonly #changing: ReadonlySet<Cell>;

  constructor(body: readonly Statement[], pool: ExpressionPool) {
    this.#pool = pool;
    // A store far beyond the end of an array would make a slow dictionary of it.
    this.#facts = new Array<Fact>(pool.size);
    this.#changing = this.writtenIn(body);
  }

  of(e: Expression): Fact {
    const id = this.#pool.idOf(e);
    return (this.#facts[id] ??= this.#find(e, id));
  }

  #find(e: Expression, id: number): Fact {
    const operands = operandsOf(e).map((operand) => this.of(operand));
    const cell = this.#cellOf(e);
    let changing: readonly Cell[] = cell && this.#changing.has(cell) ? [cell] : none;
    let isImpure = e.kind === 'random';
    for (const inner of operands) {
      if (inner.changing.length > 0) changing = union(changing, inner.changing);
      isImpure ||= inner.isImpure;
    }
    return { id, operands, isImpure, isWorthSharing: isWorthSharing(e), cell, changing };
  }

  #cellOf(e: Expression): Cell | null {
    if (e.kind === 'local') return e.local;
    return e.kind === 'load' && this.#changing.has(e.buffer) ? e.buffer : null;
  }

  /** All that statements change: variables that they assign, arrays that they write. */
  writtenIn(body: readonly Statement[]): ReadonlySet<Cell> {
    const written = new Set<Cell>();
    for (const statement of body) {
      for (const cell of this.writtenBy(statement)) written.add(cell);
    }
    return written;
  }

  writtenBy(statement: Statement): Iterable<Cell> {
    const blocks = blocksOf(statement);
    if (blocks.length === 0) return writtenItself(statement);
    const known = this.#written.get(statement);
    if (known) return known;
    const written = this.writtenIn(blocks.flat());
    this.#written.set(statement, written);
    return written;
  }
}

function union(a: readonly Cell[], b: readonly Cell[]): readonly Cell[] {
  const more = b.filter((cell) => !a.includes(cell));
  return more.length === 0 ? a : [...a, ...more];
}

function writtenItself(s: Statement): readonly Cell[] {
  if (s.kind === 'assign') return [s.local];
  if (s.kind === 'store' || s.kind === 'fill') return [s.buffer];
  return s.kind === 'perform' ? valuesOf(s).flatMap(arraysIn) : none;
}

const arraysIn = (e: Expression): Buffer[] =>
  e.kind === 'array' ? [e.buffer] : operandsOf(e).flatMap(arraysIn);

/** Whole-number arithmetic with a constant is as cheap as a variable. */
function isWorthSharing(e: Expression): boolean {
  if (e.kind !== 'binary') return e.kind !== 'unary';
  const isOffset = (e.operator === '+' || e.operator === '-') && e.right.kind === 'number';
  return !(isOffset && isWhole(e));
}

/** Whether an expression is made of indices and whole constants only. */
export function isWhole(e: Expression): boolean {
  if (e.kind === 'number') return Number.isInteger(e.value);
  if (e.kind === 'local') return e.local.type === 'index';
  return (
    e.kind === 'binary' && wholeOperators.has(e.operator) && isWhole(e.left) && isWhole(e.right)
  );
}

const wholeOperators: ReadonlySet<string> = new Set(['+', '-', '*']);
