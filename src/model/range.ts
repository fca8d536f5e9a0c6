import { present } from '../base/invariant.ts';
import { cover } from '../base/source.ts';
import { filled, multiply, plus } from '../graph/index.ts';
import { fail, quote, type Rule } from './context.ts';
import { wholeNumber } from './functions/shapes.ts';
import { quantity } from './quantity.ts';

/** `a:b`: the vector a, a + 1, …, b; `a:c:b`: a, a + c, … as far as b. */
export const range: Rule = (a) => {
  const numbers = a.operands.map((_, k) => wholeNumber(a, k, -Infinity));
  if (!numbers.every((number) => number !== undefined)) return undefined;
  const [from = 0, to = 0] = [numbers[0], numbers.at(-1)];
  const step = numbers.length > 2 ? present(numbers[1]) : 1;
  const { g, source } = a.context;
  const length = step === 0 ? 0 : Math.floor((to - from) / step) + 1;
  if (length > 0)
    return quantity(
      plus(g, multiply(g, g.constant(step), g.ramp(length)), filled(g, from, [length])),
    );
  const [first, last] = [a.operands[0], a.operands.at(-1)].map((operand) => present(operand).span);
  const span = cover(present(first), present(last));
  return fail(a.context, 'subscriptRange', `the range ${quote(source, span)} is empty`, span);
};
