import type { Cost, Expression, Statement } from './loops.ts';
import { isWhole } from './facts.ts';
import { operandsOf, valuesOf } from './traverse.ts';

/** A cost while it is counted. */
type Sum = { -readonly [K in keyof Cost]: Cost[K] };

/** What the body of a loop over rows costs, loops of known length inside it counted in full. */
export function costOf(body: readonly Statement[]): Cost {
  const sum: Sum = { flops: 0, transcendentals: 0 };
  addBody(sum, body, 1);
  return sum;
}

/** Adds what statements cost that run so many times. */
function addBody(sum: Sum, body: readonly Statement[], times: number): void {
  for (const s of body) {
    if (s.kind === 'for') {
      addBody(sum, s.body, times * iterations(s));
      continue;
    }
    for (const e of valuesOf(s)) addExpression(sum, e, times);
    if (s.kind === 'if') {
      addBody(sum, s.then, times);
      addBody(sum, s.otherwise, times);
    }
    const updates = (s.kind === 'assign' || s.kind === 'store') && s.operator !== '=';
    if (updates) sum.flops += times;
  }
}

const iterations = (s: Statement & { kind: 'for' }): number =>
  s.turns ??
  (s.from.kind === 'number' && s.to.kind === 'number'
    ? Math.ceil((s.to.value - s.from.value) / s.step)
    : 1);

/** Functions that are single instructions. */
const plain: ReadonlySet<string> = new Set(['abs', 'max', 'min', 'sqrt', 'sign', 'floor', 'ceil']);

function addExpression(sum: Sum, e: Expression, times: number): void {
  if (isWhole(e) || e.kind === 'load') return;
  for (const operand of operandsOf(e)) addExpression(sum, operand, times);
  if (e.kind === 'call' && !plain.has(e.name)) sum.transcendentals += times;
  else if (e.kind === 'call' || e.kind === 'binary' || e.kind === 'select') sum.flops += times;
}

/** The cost of a row in the loops over rows at the top of a kernel, where they take one row at a time. */
export function perRowCost(
  body: readonly Statement[],
  isOverRows: (s: Statement & { kind: 'for' }) => boolean,
): Cost {
  return costOf(
    body.flatMap((s) => (s.kind === 'for' && s.step === 1 && isOverRows(s) ? s.body : [])),
  );
}
