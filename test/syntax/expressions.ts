import fc, { type Arbitrary } from 'fast-check';
import type { Expression, Operator, Subscript } from '../../src/syntax/index.ts';

const span = { start: 0, end: 0 };

const names = fc.constantFrom(
  'a',
  'x',
  'σ',
  'w₁',
  'e',
  'i',
  'pi',
  'μ\u0302',
  'toString',
  '__proto__',
);

const numbers = fc.oneof(
  fc.nat(20),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
);

const unary: Operator[] = ['negate', 'plus', 'not', 'transpose'];
const binary: Operator[] = [
  ...([
    'add',
    'subtract',
    'multiply',
    'divide',
    'pow',
    'dotMultiply',
    'dotDivide',
    'dotPow',
  ] as const),
  ...([
    'mod',
    'range',
    'less',
    'lessEqual',
    'greater',
    'greaterEqual',
    'equal',
    'notEqual',
  ] as const),
  ...(['and', 'or'] as const),
];

type Tied = { expression: Expression; subscript: Subscript };

/** Random expressions of every kind and operator, as the parser could give them. */
export const expressions: Arbitrary<Expression> = fc.letrec<Tied>((tie) => {
  const inner = tie('expression');
  const operation = (operator: Operator, args: Expression[]): Expression => ({
    kind: 'operation',
    operator,
    args,
    span,
  });
  return {
    subscript: fc.oneof(
      fc.constant<Subscript>({ kind: 'all', span }),
      inner.map((position): Subscript => ({ kind: 'at', position, span })),
      fc
        .tuple(inner, fc.option(inner), inner)
        .map(([from, step, to]): Subscript => ({ kind: 'range', from, step, to, span })),
    ),
    expression: fc.oneof(
      { maxDepth: 6, depthSize: 'medium' },
      names.map((name): Expression => ({ kind: 'reference', name, span })),
      numbers.map((value): Expression => ({ kind: 'number', value, span })),
      fc
        .tuple(fc.constantFrom(...unary), inner)
        .map(([operator, arg]) => operation(operator, [arg])),
      fc
        .tuple(fc.constantFrom(...binary), inner, inner)
        .map(([operator, a, b]) => operation(operator, [a, b])),
      fc.tuple(inner, inner, inner).map((args) => operation('steps', args)),
      fc
        .tuple(names, fc.array(inner, { maxLength: 3 }))
        .map(([text, args]): Expression => ({ kind: 'call', callee: { text, span }, args, span })),
      fc.tuple(inner, inner, inner).map(([condition, whenTrue, whenFalse]): Expression => ({
        kind: 'conditional',
        condition,
        whenTrue,
        whenFalse,
        span,
      })),
      fc
        .array(inner, { minLength: 1, maxLength: 3 })
        .map((items): Expression => ({ kind: 'array', items, span })),
      fc
        .tuple(inner, fc.array(tie('subscript'), { minLength: 1, maxLength: 2 }))
        .map(([target, subscripts]): Expression => ({ kind: 'index', target, subscripts, span })),
    ),
  };
}).expression;
