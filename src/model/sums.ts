import { invariant } from '../base/invariant.ts';
import { negate, plus } from '../graph/index.ts';
import type { Expression, Operator } from '../syntax/index.ts';
import { operandsOf, type Context, type Elaborate, type ExpressionOf } from './context.ts';
import { elementwise } from './elementwise.ts';
import type { Quantity } from './quantity.ts';

/** A term of a sum, added or subtracted. */
interface Term {
  readonly expression: Expression;
  readonly isNegative: boolean;
}

/** `a + b - c`: made as one sum, so that its cost grows with its length and not with its square. */
export function sumOf(
  context: Context,
  e: ExpressionOf<'operation'>,
  elaborate: Elaborate,
): Quantity | undefined {
  const terms = termsOf(e);
  const operands = operandsOf(
    context,
    terms.map((term) => term.expression),
    elaborate,
  );
  const name = e.operator === 'subtract' ? '-' : '+';
  return (
    operands &&
    elementwise({ context, name, operands, span: e.span }, (g, ...nodes) =>
      plus(g, ...nodes.map((node, k) => (terms[k]?.isNegative ? negate(g, node) : node))),
    )
  );
}

/** The terms along the left side, which is where a long sum is deep. */
function termsOf(e: Expression): Term[] {
  const terms: Term[] = [];
  let rest = e;
  while (rest.kind === 'operation' && isAdditive(rest.operator)) {
    const [left, right] = rest.args;
    invariant(left && right, 'a sum has two sides');
    terms.push({ expression: right, isNegative: rest.operator === 'subtract' });
    rest = left;
  }
  return [{ expression: rest, isNegative: false }, ...terms.reverse()];
}

export const isAdditive = (operator: Operator): boolean =>
  operator === 'add' || operator === 'subtract';
