import type { Expression, Local, Statement } from './loops.ts';
import type { ExpressionPool } from './pool.ts';
import { rewriteStatement, visitStatements } from './traverse.ts';

/**
 * Gives a variable its first accumulated value at once where that happens in the block that declares
 * it: `let s = 0; s += v;` becomes `const s = v;`. An accumulator is not read before it is complete.
 */
export function initialiseAtFirstAssignment(
  body: readonly Statement[],
  pool: ExpressionPool,
): readonly Statement[] {
  const assigns = new Map<Local, number>();
  visitStatements(body, (s) => {
    if (s.kind === 'assign') assigns.set(s.local, (assigns.get(s.local) ?? 0) + 1);
  });
  return initialiseIn(body, assigns, pool);
}

type Declare = Extract<Statement, { kind: 'declare' }>;
type Assign = Extract<Statement, { kind: 'assign' }>;

function initialiseIn(
  body: readonly Statement[],
  assigns: Map<Local, number>,
  pool: ExpressionPool,
): readonly Statement[] {
  const open = new Map<Local, Declare>();
  const moved = new Set<Statement>();
  const out: Statement[] = [];
  for (const statement of body) {
    if (statement.kind === 'declare' && statement.mutable) open.set(statement.local, statement);
    const first = statement.kind === 'assign' ? open.get(statement.local) : undefined;
    if (statement.kind === 'assign' && first) {
      const value = firstValue(first.value, statement, pool);
      open.delete(statement.local);
      if (value) {
        moved.add(first);
        const count = (assigns.get(statement.local) ?? 1) - 1;
        assigns.set(statement.local, count);
        out.push({ ...first, mutable: count > 0, value });
        continue;
      }
    }
    const inner = rewriteStatement(
      statement,
      (e) => e,
      (block) => initialiseIn(block, assigns, pool),
    );
    // A variable that a loop accumulates keeps its declaration before the loop.
    if (statement.kind === 'for' || statement.kind === 'if') dropAssigned(statement, open);
    out.push(statement.kind === 'for' || statement.kind === 'if' ? inner : statement);
  }
  return out.filter((s) => !moved.has(s) && !(s.kind === 'for' && s.body.length === 0));
}

function dropAssigned(statement: Statement, open: Map<Local, Declare>): void {
  visitStatements([statement], (s) => {
    if (s.kind === 'assign') open.delete(s.local);
  });
}

/** The first value and the first change as one; null where the change is of another kind. */
function firstValue(
  start: Expression,
  { operator, value, local }: Assign,
  pool: ExpressionPool,
): Expression | null {
  const isNumber = (x: number): boolean => start.kind === 'number' && start.value === x;
  if (operator === '+=') return isNumber(0) ? value : pool.binary('+', start, value);
  if (operator === '*=') return isNumber(1) ? value : pool.binary('*', start, value);
  const isExtremum = value.kind === 'call' && (value.name === 'max' || value.name === 'min');
  const own = pool.local(local);
  const rest =
    isExtremum && value.args.length === 2 && value.args[0] === own ? value.args[1] : undefined;
  const isNeutral = isNumber(-Infinity) || isNumber(Infinity);
  return rest && isNeutral ? rest : null;
}
