import { innerShape } from '../graph/index.ts';
import { fail, type Operand, type StatementOf } from './context.ts';
import type { Draft } from './draft.ts';
import type { Law } from './law.ts';
import type { Factor } from './model-graph.ts';
import { describe, type Quantity } from './quantity.ts';

/** A `~` statement under way. */
export interface Relation {
  readonly draft: Draft;
  readonly law: Law;
  readonly kind: Factor['kind'];
  readonly subject: Operand;
  readonly args: readonly Operand[];
  readonly statement: StatementOf<'distributed'>;
}

/** Whether a density is a number; reports it where not. */
export function isNumber({ draft, law, statement }: Relation, density: Quantity): boolean {
  if (innerShape(density.node).length === 0) return true;
  const message = `the density \`${law.name}\` is ${describe(density)} here, and a density is a number`;
  fail(
    draft,
    'densityNotNumber',
    message,
    statement.span,
    'multiply over the elements with `prod`',
  );
  return false;
}
