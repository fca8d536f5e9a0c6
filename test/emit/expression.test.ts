import { compileFunction } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InternalFault } from '../../src/base/invariant.ts';
import { printExpression } from '../../src/emit/typescript/expression.ts';
import { Names } from '../../src/emit/typescript/identifier.ts';
import { Scope } from '../../src/emit/typescript/scope.ts';
import type { BinaryOperator, Expression, Local } from '../../src/lower/loops.ts';
import { array, binary, buffer, load, call, negative, not, select, variable } from './loops.ts';

const [a, b, c] = ['a', 'b', 'c'].map(variable) as [Local, Local, Local];
const x = buffer('column', 'x');

function print(e: Expression, language: 'typescript' | 'javascript' = 'javascript'): string {
  const scope = new Scope(language, new Names(), new Map([['column x', 'x']]));
  [a, b, c].forEach((local) => scope.declare(local));
  return printExpression(e, scope);
}

describe('an expression', () => {
  it.each<[string, Expression]>([
    ['a + b * c', binary(a, '+', binary(b, '*', c))],
    ['(a + b) * c', binary(binary(a, '+', b), '*', c)],
    ['a + b + c', binary(binary(a, '+', b), '+', c)],
    ['a + (b + c)', binary(a, '+', binary(b, '+', c))],
    ['a - (b - c)', binary(a, '-', binary(b, '-', c))],
    ['a / (b * c)', binary(a, '/', binary(b, '*', c))],
    ['a * b / c', binary(binary(a, '*', b), '/', c)],
    ['a % b', binary(a, 'rem', b)],
    ['(a > b ? a : b) * c', binary(select(binary(a, '>', b), a, b), '*', c)],
    ['a > b ? a : b > c ? b : c', select(binary(a, '>', b), a, select(binary(b, '>', c), b, c))],
    [
      '(a > b || b > c) && a > c',
      binary(binary(binary(a, '>', b), 'or', binary(b, '>', c)), 'and', binary(a, '>', c)),
    ],
    ['!(a === b)', not(binary(a, '==', b))],
    ['!(!a)', not(not(a))],
    ['Math.max(a, 0)', call('max', a, 0)],
    ['x[a * 3 + b]', load(x, binary(binary(a, '*', 3), '+', b))],
    ['x', array(x)],
  ])('%s', (text, e) => {
    expect(print(e)).toBe(text);
  });

  it.each<[string, Expression]>([
    ['a - b', binary(a, '+', binary(-1, '*', b))],
    ['a - 2 * b', binary(a, '+', binary(-2, '*', b))],
    ['a - b / c', binary(a, '+', binary(negative(b), '/', c))],
    ['b - a', binary(negative(a), '+', b)],
    ['a + b', binary(a, '-', negative(b))],
    ['a + 1', binary(a, '-', -1)],
    ['-a', binary(-1, '*', a)],
    ['-(a + b)', negative(binary(a, '+', b))],
    ['-(-a)', negative(negative(a))],
    ['a * -2', binary(a, '*', -2)],
    ['-a - b', binary(negative(a), '-', b)],
  ])('with its signs in front: %s', (text, e) => {
    expect(print(e)).toBe(text);
  });

  it.each<[string, number]>([
    ['0.1', 0.1],
    ['-0', -0],
    ['5e-324', 5e-324],
    ['1e+21', 1e21],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['NaN', NaN],
    ['Math.PI', Math.PI],
    ['1.4142135623730954', Math.SQRT2 + 2 ** -52],
  ])('of one number: %s', (text, value) => {
    expect(print({ kind: 'number', value })).toBe(text);
    expect(compileFunction(`return ${text}`)()).toBe(value);
  });

  it('says in TypeScript that an element is there', () => {
    expect(print(load(x, a), 'typescript')).toBe('x[a]!');
  });

  it('refuses a function that is no name', () => {
    expect(() => print(call('exp(0); process.exit', a))).toThrow(InternalFault);
    expect(() => print(call('constructor', a))).not.toThrow();
  });

  it('refuses a variable that is not declared', () => {
    expect(() => print(binary(variable('d'), '+', a))).toThrow('uses d before its declaration');
  });
});

/** What an expression over numbers and a, b, c means. */
function value(e: Expression, of: ReadonlyMap<Local, number>): number | boolean {
  const part = (inner: Expression): number => value(inner, of) as number;
  switch (e.kind) {
    case 'number':
      return e.value;
    case 'local':
      return of.get(e.local) ?? NaN;
    case 'unary':
      return e.operator === '-' ? -part(e.value) : !part(e.value);
    case 'select':
      return part(e.test) ? part(e.whenTrue) : part(e.whenFalse);
    case 'binary':
      return meaning[e.operator](part(e.left), part(e.right));
    default:
      throw new Error(e.kind);
  }
}

const meaning: { readonly [K in BinaryOperator]: (l: number, r: number) => number | boolean } = {
  '+': (l, r) => l + r,
  '-': (l, r) => l - r,
  '*': (l, r) => l * r,
  '/': (l, r) => l / r,
  rem: (l, r) => l % r,
  '<': (l, r) => l < r,
  '<=': (l, r) => l <= r,
  '>': (l, r) => l > r,
  '>=': (l, r) => l >= r,
  '==': (l, r) => l === r,
  '!=': (l, r) => l !== r,
  and: (l, r) => l && r,
  or: (l, r) => l || r,
};

const numbers = fc.oneof(fc.constantFrom(0, -0, 1, -1, 2, -2, 0.5, NaN, Infinity), fc.double());

type Operands = fc.Arbitrary<Expression>;

const joined = (operators: readonly BinaryOperator[], operand: Operands): Operands =>
  fc
    .tuple(operand, fc.constantFrom(...operators), operand)
    .map(([left, operator, right]) => binary(left, operator, right));

const { term } = fc.letrec<{ term: Expression; condition: Expression }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(a, b, c).map((local): Expression => ({ kind: 'local', local })),
    numbers.map((n): Expression => ({ kind: 'number', value: n })),
    joined(['+', '-', '*', '/', 'rem'], tie('term')),
    tie('term').map(negative),
    fc
      .tuple(tie('condition'), tie('term'), tie('term'))
      .map(([test, whenTrue, whenFalse]) => select(test, whenTrue, whenFalse)),
  ),
  condition: fc.oneof(
    { depthSize: 'medium' },
    joined(['<', '<=', '>', '>=', '==', '!='], tie('term')),
    joined(['and', 'or', '==', '!='], tie('condition')),
    tie('condition').map(not),
  ),
}));

it('means the same as text, to the last bit and the sign of zero', () => {
  fc.assert(
    fc.property(term, numbers, numbers, numbers, (e, ...values) => {
      const run = compileFunction(`return ${print(e)}`, ['a', 'b', 'c']) as (
        ...args: number[]
      ) => unknown;
      const wanted = value(e, new Map([a, b, c].map((local, k) => [local, values[k] ?? 0])));
      expect(run(...values)).toBe(wanted);
    }),
    { numRuns: 2000 },
  );
});
