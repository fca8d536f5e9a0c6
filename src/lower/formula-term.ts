import { invariant, present } from '../base/invariant.ts';
import type { Expression as Formula, Operator } from '../syntax/index.ts';
import { binary, call, negative, not, select } from './arithmetic.ts';
import type { BinaryOperator } from './loops.ts';
import { number, type Term } from './term.ts';

const operators: { readonly [K in Operator]?: BinaryOperator } = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  less: '<',
  lessEqual: '<=',
  greater: '>',
  greaterEqual: '>=',
  equal: '==',
  notEqual: '!=',
  and: 'and',
  or: 'or',
};

/** The term that a formula is over its arguments `a`, `b`, `c`. */
export function formulaTerm(formula: Formula, args: ReadonlyMap<string, Term>): Term {
  const of = (part: Formula | undefined): Term => formulaTerm(present(part), args);
  switch (formula.kind) {
    case 'number':
      return number(formula.value);
    case 'reference':
      return present(args.get(formula.name), `formula: ${formula.name}`);
    case 'call':
      return call(formula.callee.text, formula.args.map(of));
    case 'conditional':
      return select(of(formula.condition), of(formula.whenTrue), of(formula.whenFalse));
    case 'operation': {
      const [left, right] = formula.args;
      if (formula.operator === 'negate') return negative(of(left));
      if (formula.operator === 'not') return not(of(left));
      const operator = present(operators[formula.operator], `formula: ${formula.operator}`);
      return binary(operator, of(left), of(right));
    }
    default:
      return invariant(false, `formula: ${formula.kind}`) as never;
  }
}
