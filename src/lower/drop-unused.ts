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
  const used = new Set<Local>();
  const seen = new Set<Expression>();
  const definitions = new Map<Local, Expression[]>();
  const visit = (e: Expression): void => {
    if (seen.has(e)) return;
    seen.add(e);
    operandsOf(e).forEach(visit);
    if (e.kind !== 'local' || used.has(e.local)) return;
    used.add(e.local);
    definitions.get(e.local)?.forEach(visit);
  };
  visitStatements(body, (s) => {
    const local = variableOf(s);
    if (local) definitions.set(local, [...(definitions.get(local) ?? []), ...valuesOf(s)]);
  });
  visitStatements(body, (s) => {
    if (variableOf(s) === null) valuesOf(s).forEach(visit);
  });
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
