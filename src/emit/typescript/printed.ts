import type { Statement } from '../../lower/loops.ts';
import { blocksOf } from '../../lower/traverse.ts';
import type { Taking } from './prelude.ts';
import type { Scope } from './scope.ts';
import { isPrinted } from './statement.ts';

/** A statement of the loops that was printed, with those of its blocks. */
export interface PrintedLoops {
  readonly kind: 'loops';
  readonly statement: Statement;
  readonly blocks: readonly (readonly PrintedStatement[])[];
}

/** A statement in the text of a kernel. */
export type PrintedStatement = Taking | PrintedLoops;

/** The statements of a body that are printed as statements, in order. */
export const printedIn = (body: readonly Statement[], scope: Scope): PrintedLoops[] =>
  body
    .filter((statement) => isPrinted(statement, scope))
    .map((statement) => ({
      kind: 'loops',
      statement,
      blocks: blocksOf(statement).map((block) => printedIn(block, scope)),
    }));
