import type { Span } from '../base/source.ts';
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
  const rule = declared ? undefined : builtin(c.language, e.callee.text);
  const operands = operandsOf(c, e.args, elaborate);
  if (rule && !acceptsCount(c, e, rule)) return undefined;
  if (!operands) return undefined;
  return declared
    ? expand(c, e, declared, operands, elaborate)
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
  { span }: ExpressionOf<'call'>,
  { name, parameters, body }: StatementOf<'function'>,
  operands: readonly Operand[],
  elaborate: Elaborate,
): Quantity | undefined {
  if (c.calling.has(name.text)) return undefined;
  const args = new Map(parameters.map((p, k) => [p.text, operands[k]?.quantity]));
  const key = `${name.text} ${operands.map((o) => keyOf(o.quantity)).join(' ')}`;
  if (!c.expanded.has(key)) {
    if (c.expanded.size >= mostCalls(c)) return failLarge(c, span);
    const lookup: Context['lookup'] = (text, span) =>
      args.has(text) ? args.get(text) : c.global(text, span);
    const calling = new Set([...c.calling, name.text]);
    c.expanded.set(key, elaborate({ ...c, lookup, calling, end: null }, body));
  }
  return c.expanded.get(key);
}

/** Functions that call two functions each stand for twice as many calls with each level. */
const mostCalls = (c: Context): number => 2_000 + c.source.text.length;

function failLarge(c: Context, span: Span): undefined {
  const isTold = c.expanded.has(told);
  c.expanded.set(told, undefined);
  const message = 'functions that call functions stand for more calls than can be compiled';
  return isTold
    ? undefined
    : fail(c, 'tooLarge', message, span, 'name values that are used twice in definitions');
}

/** No call: whether it was said that there are too many. */
const told = '';

const keyOf = (q: Quantity): string => `${q.node.id}${q.row ? "'" : ''}:${q.categories ?? ''}`;
