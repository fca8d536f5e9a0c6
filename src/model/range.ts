import { present } from '../base/invariant.ts';
import { cover } from '../base/source.ts';
import { filled, plus } from '../graph/index.ts';
import { fail, quote, type Rule } from './context.ts';
import { wholeNumber } from './functions/shapes.ts';
import { quantity } from './quantity.ts';

/** `a:b`: the vector a, a + 1, …, b. */
export const range: Rule = (a) => {
  const bounds = a.operands.map((_, k) => wholeNumber(a, k, -Infinity));
  if (!bounds.every((bound) => bound !== undefined)) return undefined;
  const [from = 0, to = 0] = bounds;
  const { g, source } = a.context;
  const length = to - from + 1;
  if (length > 0) return quantity(plus(g, g.ramp(length), filled(g, from, [length])));
  const [first, last] = a.operands.map((operand) => operand.span);
  const span = cover(present(first), present(last));
  return fail(a.context, 'subscriptRange', `the range ${quote(source, span)} is empty`, span);
};
