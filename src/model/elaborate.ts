import { present } from '../base/invariant.ts';
import { align, hasRows, innerShape, sameShape, stack } from '../graph/index.ts';
import type { Expression } from '../syntax/index.ts';
import { call } from './call.ts';
import {
  fail,
  operandsOf,
  type Context,
  type Elaborate,
  type ExpressionOf,
  type Operand,
  type Rule,
} from './context.ts';
import { byElement, isNumeric, row } from './elementwise.ts';
import { operators } from './operators.ts';
import { describe, quantity, type Quantity } from './quantity.ts';
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
  array: (c, e) => applied(c, '[ ]', array, e.items, e),
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

/** `[a, b]`: parts of one shape side by side along a new first axis. */
const array: Rule = (a) => {
  if (!isNumeric(a)) return undefined;
  const { g } = a.context;
  const first = present(a.operands[0]);
  const shape = innerShape(first.quantity.node);
  const other = a.operands.find(({ quantity: q }) => !sameShape(innerShape(q.node), shape));
  if (other) return failArray(a.context, a.span, first, other);
  const nodes = align(
    g,
    a.operands.map((operand) => operand.quantity.node),
  );
  return quantity(stack(g, nodes, nodes.some(hasRows) ? 1 : 0));
};

function failArray(
  c: Context,
  span: Expression['span'],
  first: Operand,
  other: Operand,
): undefined {
  const message = `the parts of an array have one shape: ${first.text} is ${describe(first.quantity)}, ${other.text} is ${describe(other.quantity)}`;
  return fail(c, 'shapeMismatch', message, span);
}
