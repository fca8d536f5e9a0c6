import type { Cost, Expression, Statement } from './loops.ts';
import { isWhole } from './facts.ts';
import { operandsOf, valuesOf } from './traverse.ts';

/** What the body of a loop over rows costs, loops of known length inside it counted in full. */
export function costOf(body: readonly Statement[]): Cost {
  return body.reduce((sum, statement) => plus(sum, costOfStatement(statement)), nothing);
}

const nothing: Cost = { flops: 0, transcendentals: 0 };

const plus = (a: Cost, b: Cost): Cost => ({
  flops: a.flops + b.flops,
  transcendentals: a.transcendentals + b.transcendentals,
});

const times = (cost: Cost, n: number): Cost => ({
  flops: cost.flops * n,
  transcendentals: cost.transcendentals * n,
});

function costOfStatement(s: Statement): Cost {
  const own = valuesOf(s).reduce((sum, e) => plus(sum, costOfExpression(e)), nothing);
  if (s.kind === 'for') return times(costOf(s.body), iterations(s));
  if (s.kind === 'if') return plus(own, plus(costOf(s.then), costOf(s.otherwise)));
  const updates = (s.kind === 'assign' || s.kind === 'store') && s.operator !== '=';
  return updates ? plus(own, { flops: 1, transcendentals: 0 }) : own;
}

const iterations = (s: Statement & { kind: 'for' }): number =>
  s.turns ??
  (s.from.kind === 'number' && s.to.kind === 'number'
    ? Math.ceil((s.to.value - s.from.value) / s.step)
    : 1);

/** Functions of `Math` that are single instructions. */
const plain: ReadonlySet<string> = new Set(['abs', 'max', 'min', 'sqrt', 'sign', 'floor', 'ceil']);

function costOfExpression(e: Expression): Cost {
  if (isWhole(e) || e.kind === 'load') return nothing;
  const inner = operandsOf(e).reduce(
    (sum, operand) => plus(sum, costOfExpression(operand)),
    nothing,
  );
  if (e.kind === 'call') {
    const isPlain = e.of === 'Math' && plain.has(e.name);
    return plus(
      inner,
      isPlain ? { flops: 1, transcendentals: 0 } : { flops: 0, transcendentals: 1 },
    );
  }
  return e.kind === 'binary' || e.kind === 'select'
    ? plus(inner, { flops: 1, transcendentals: 0 })
    : inner;
}

/** The cost of a row in the loops over rows at the top of a kernel, where they take one row at a time. */
export function perRowCost(
  body: readonly Statement[],
  isOverRows: (s: Statement & { kind: 'for' }) => boolean,
): Cost {
  return body.reduce(
    (sum, s) =>
      s.kind === 'for' && s.step === 1 && isOverRows(s) ? plus(sum, costOf(s.body)) : sum,
    nothing,
  );
}
