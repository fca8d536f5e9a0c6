import {
  fail,
  counted,
  operandsOf,
  type Context,
  type Elaborate,
  type ExpressionOf,
  type Operand,
  type StatementOf,
} from './context.ts';
import { builtin, type FunctionRule } from './functions/index.ts';
import type { Quantity } from './quantity.ts';

/** `f(a, b)`: a function of the user is expanded, one of the language applied. */
export function call(
  c: Context,
  e: ExpressionOf<'call'>,
  elaborate: Elaborate,
): Quantity | undefined {
  const declared = c.functions.get(e.callee.text);
  const rule = declared ? undefined : builtin(e.callee.text);
  const operands = operandsOf(c, e.args, elaborate);
  if (rule && !acceptsCount(c, e, rule)) return undefined;
  if (!operands) return undefined;
  return declared
    ? expand(c, declared, operands, elaborate)
    : rule?.apply({ context: c, name: e.callee.text, operands, span: e.span });
}

function acceptsCount(c: Context, e: ExpressionOf<'call'>, rule: FunctionRule): boolean {
  const { min, max } = rule.arity;
  const count = e.args.length;
  if (count >= min && count <= max) return true;
  const range = min === max ? '' : max === Infinity ? 'at least ' : `${min} to `;
  const wanted = `${range}${counted(max === Infinity ? min : max, 'argument')}`;
  const message = `\`${e.callee.text}\` takes ${wanted}, found ${count}`;
  fail(c, 'argumentCount', message, e.span, `write \`${rule.signature}\``);
  return false;
}

/**
 * The body with the arguments in place of the parameters; equal calls are expanded once. A function that
 * calls itself was reported with the names.
 */
function expand(
  c: Context,
  { name, parameters, body }: StatementOf<'function'>,
  operands: readonly Operand[],
  elaborate: Elaborate,
): Quantity | undefined {
  if (c.calling.has(name.text)) return undefined;
  const args = new Map(parameters.map((p, k) => [p.text, operands[k]?.quantity]));
  const key = `${name.text} ${operands.map((o) => keyOf(o.quantity)).join(' ')}`;
  if (!c.expanded.has(key)) {
    const lookup: Context['lookup'] = (text, span) =>
      args.has(text) ? args.get(text) : c.global(text, span);
    const calling = new Set([...c.calling, name.text]);
    c.expanded.set(key, elaborate({ ...c, lookup, calling, end: null }, body));
  }
  return c.expanded.get(key);
}

const keyOf = (q: Quantity): string => `${q.node.id}${q.row ? "'" : ''}:${q.categories ?? ''}`;
