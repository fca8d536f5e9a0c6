import { present } from '../base/invariant.ts';
import {
  divide,
  elementwise,
  minus,
  multiply,
  negate,
  plus,
  pow,
  type Defined,
  type Graph,
  type Node,
} from '../graph/index.ts';
import type { Operator } from '../syntax/index.ts';
import type { Rule } from './context.ts';
import { byElement, row } from './elementwise.ts';
import { range } from './range.ts';
import { join } from './lists.ts';
import { linearProduct, powerOf, quotient, transpose } from './linear-algebra.ts';

const ofOne = (build: (g: Graph, a: Node) => Node): Rule =>
  byElement((g, a) => build(g, present(a)));

const ofTwo = (build: (g: Graph, a: Node, b: Node) => Node): Rule =>
  byElement((g, a, b) => build(g, present(a), present(b)));

interface OperatorRule {
  /** How it is written. */
  readonly sign: string;
  /** `Infinity` for any number. */
  readonly arity: number;
  readonly apply: Rule;
  /** Where it is defined; everywhere if absent. */
  readonly defined?: Defined;
}

const unary = (sign: string, apply: Rule): OperatorRule => ({ sign, arity: 1, apply });
const binary = (sign: string, apply: Rule, defined?: Defined): OperatorRule => ({
  sign,
  arity: 2,
  apply,
  ...(defined && { defined }),
});

/** What each operator means. */
export const operators: { readonly [K in Operator]: OperatorRule } = {
  add: binary('+', byElement(plus)),
  subtract: binary('-', ofTwo(minus)),
  multiply: binary('*', linearProduct),
  divide: binary('/', quotient(ofTwo(divide)), [null, 'nonZero']),
  pow: binary('^', powerOf(ofTwo(pow)), elementwise.pow.defined),
  dotMultiply: binary('.*', byElement(multiply)),
  dotDivide: binary('./', ofTwo(divide), [null, 'nonZero']),
  dotPow: binary('.^', ofTwo(pow), elementwise.pow.defined),
  negate: unary('-', ofOne(negate)),
  plus: unary(
    '+',
    ofOne((_g, a) => a),
  ),
  transpose: unary("'", transpose),
  mod: binary('mod', byElement(row('mod'))),
  range: binary(':', range),
  steps: { sign: ':', arity: 3, apply: range },
  join: { sign: '[ ; ]', arity: Infinity, apply: join },
  less: binary('<', byElement(row('less'))),
  lessEqual: binary('<=', byElement(row('lessEqual'))),
  greater: binary('>', byElement(row('greater'))),
  greaterEqual: binary('>=', byElement(row('greaterEqual'))),
  equal: binary('==', byElement(row('equal'))),
  notEqual: binary('!=', byElement(row('notEqual'))),
  and: binary('and', byElement(row('and'))),
  or: binary('or', byElement(row('or'))),
  not: unary('not', byElement(row('not'))),
};
