import { postorderOf } from '../base/postorder.ts';
import { Facts } from './facts.ts';
import type { Expression, Local, Statement } from './loops.ts';
import type { ExpressionPool } from './pool.ts';
import { blocksOf, operandsOf, rewriteStatement, valuesOf, visitStatements } from './traverse.ts';

/** The variable that a statement does nothing but give a value to. */
type VariableOf = (s: Statement) => Local | null;

/**
 * Leaves out the variables that nothing is made of: of a vector whose elements are variables, those at
 * positions that no one reads.
 */
export function dropUnused(body: readonly Statement[], pool: ExpressionPool): readonly Statement[] {
  // A random number is drawn all the same.
  const facts = pool.drawsRandom ? new Facts(body, pool) : null;
  const variableOf: VariableOf = (s) =>
    (s.kind === 'declare' || s.kind === 'assign') && !facts?.of(s.value).isImpure ? s.local : null;
  const used = usedIn(body, variableOf);
  let isUnused = false;
  visitStatements(body, (s) => {
    if (s.kind === 'declare' && !used.has(s.local)) isUnused = true;
  });
  return isUnused ? withoutUnused(body, used, variableOf) : body;
}

/** The variables that what is stored, returned or decided by is made of. */
function usedIn(body: readonly Statement[], variableOf: VariableOf): ReadonlySet<Local> {
  const definitions = new Map<Local, Expression[]>();
  const roots: Expression[] = [];
  visitStatements(body, (s) => {
    const local = variableOf(s);
    const known = local ? definitions.get(local) : roots;
    if (local && !known) definitions.set(local, [...valuesOf(s)]);
    else known?.push(...valuesOf(s));
  });
  const madeOf = (e: Expression): readonly Expression[] =>
    e.kind === 'local' ? (definitions.get(e.local) ?? []) : operandsOf(e);
  const used = new Set<Local>();
  for (const e of postorderOf(roots, madeOf)) {
    if (e.kind === 'local') used.add(e.local);
  }
  return used;
}

const withoutUnused = (
  body: readonly Statement[],
  used: ReadonlySet<Local>,
  variableOf: VariableOf,
): readonly Statement[] =>
  body.flatMap((s) => {
    const local = variableOf(s);
    if (local && !used.has(local)) return [];
    if (blocksOf(s).length === 0) return [s];
    const kept = rewriteStatement(
      s,
      (e) => e,
      (block) => withoutUnused(block, used, variableOf),
    );
    return kept.kind === 'for' && kept.body.length === 0 ? [] : [kept];
  });
