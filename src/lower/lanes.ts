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

/** One lane of each loop. */
export type Choice = ReadonlyMap<Loop, Lane>;

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
export function choices(loops: Iterable<Loop>, lanes: Lanes, base: Choice = new Map()): Choice[] {
  let all: Choice[] = [base];
  for (const loop of loops) {
    all = all.flatMap((choice) =>
      (lanes.get(loop) ?? []).map((lane) => new Map(choice).set(loop, lane)),
    );
  }
  return all;
}
