import type { Expression } from './loops.ts';
import type { Loop } from './nest.ts';
import { extentOf, isLoopOf } from './nest.ts';
import { visitTerm, type Term } from './term.ts';

/** One of the iterations of a loop that are written out side by side. */
export interface Lane {
  readonly position: Expression;
  /** For rows in a given order: the place in the order, where `position` is the row that stands there. */
  readonly counter?: Expression;
  /** Distinguishes the lane's variables; empty where there is one lane. */
  readonly tag: string;
}

/** The lanes of the loops around a statement. */
export type Lanes = ReadonlyMap<Loop, readonly Lane[]>;

/** One lane of each of some loops. */
export class Choice {
  static readonly none = new Choice(null, null, null);
  readonly #loop: Loop | null;
  readonly #lane: Lane | null;
  readonly #before: Choice | null;
  /** The lane of the loop over the rows, where it is among them. */
  readonly row: Lane | null;

  private constructor(loop: Loop | null, lane: Lane | null, before: Choice | null) {
    this.#loop = loop;
    this.#lane = lane;
    this.#before = before;
    this.row = loop && extentOf(loop) === 'rows' ? lane : (before?.row ?? null);
  }

  /** A lane of one more loop. */
  with(loop: Loop, lane: Lane): Choice {
    return new Choice(loop, lane, this);
  }

  get(loop: Loop): Lane | null {
    return this.#loop === loop ? this.#lane : (this.#before?.get(loop) ?? null);
  }

  /** What distinguishes its lanes, the first loop's first. */
  tags(): string[] {
    const before = this.#before?.tags() ?? [];
    return this.#lane && this.#lane.tag !== '' ? [...before, this.#lane.tag] : before;
  }
}

/** The loops that a term varies with. */
export function loopsIn(terms: readonly Term[], lanes: Lanes): Set<Loop> {
  const found = new Set<Loop>();
  const around = [...lanes.keys()];
  const add = (loop: Loop | undefined): unknown => loop && found.add(loop);
  const rows = around.find((loop) => extentOf(loop) === 'rows');
  const visit = (term: Term): void => {
    if (term.kind === 'index') add(around.find((loop) => isLoopOf(term, loop)));
    if (term.kind === 'read' && term.source.perRow) add(rows);
  };
  terms.forEach((term) => visitTerm(term, visit));
  return found;
}

/** Every choice of a lane of each of the loops, the first loop's lanes slowest. */
export function choices(loops: Iterable<Loop>, lanes: Lanes, base = Choice.none): Choice[] {
  let all: Choice[] = [base];
  for (const loop of loops) {
    all = all.flatMap((choice) => (lanes.get(loop) ?? []).map((lane) => choice.with(loop, lane)));
  }
  return all;
}
