import type { Expression } from '../syntax/index.ts';
import { call } from './call.ts';
import {
  operandsOf,
  type Context,
  type Elaborate,
  type ExpressionOf,
  type Rule,
} from './context.ts';
import { byElement, row } from './elementwise.ts';
import { list } from './lists.ts';
import { operators } from './operators.ts';
import { quantity, type Quantity } from './quantity.ts';
import { index } from './subscripts.ts';
import { isAdditive, sumOf } from './sums.ts';

type Rules = {
  readonly [K in Expression['kind']]: (c: Context, e: ExpressionOf<K>) => Quantity | undefined;
};

/**
 * The meaning of an expression, its shapes checked; undefined where it has none, which is reported,
 * or has been where it uses something that failed before.
 */
export const elaborate: Elaborate = (context, expression) => {
  const q = (rules[expression.kind] as Elaborate)(context, expression as never);
  if (q) {
    context.locate(q.node, expression.span);
    context.trace(expression, q.node);
  }
  return q;
};

const rules: Rules = {
  number: (c, e) => quantity(c.g.constant(e.value)),
  reference,
  call: (c, e) => call(c, e, elaborate),
  operation: (c, e) =>
    isAdditive(e.operator)
      ? sumOf(c, e, elaborate)
      : applied(c, operators[e.operator].sign, operators[e.operator].apply, e.args, e),
  conditional: (c, e) =>
    applied(c, '? :', byElement(row('where')), [e.condition, e.whenTrue, e.whenFalse], e),
  array: (c, e) => applied(c, '[ ]', list, e.items, e),
  index: (c, e) => index(c, e, elaborate),
};

function reference(c: Context, e: ExpressionOf<'reference'>): Quantity | undefined {
  if (e.name === 'end' && c.end !== null) return quantity(c.g.constant(c.end));
  return c.lookup(e.name, e.span);
}

function applied(
  context: Context,
  name: string,
  rule: Rule,
  args: readonly Expression[],
  { span }: Expression,
): Quantity | undefined {
  const operands = operandsOf(context, args, elaborate);
  return operands && rule({ context, name, operands, span });
}
