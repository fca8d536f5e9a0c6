import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseExpression,
  printExpression,
  type Expression,
  type Subscript,
} from '../../src/syntax/index.ts';
import { expressions } from './expressions.ts';
import { sketch } from './sketch.ts';

/** A row of `[a, b; c, d]` has no brackets of its own. */
const isRow = (text: string, { kind, span }: Expression): boolean =>
  kind === 'array' && text[span.start] !== '[' && text[span.start] !== '(';

/** The expressions right under one. */
const parts: { readonly [K in Expression['kind']]: (e: ExpressionOf<K>) => readonly Expression[] } =
  {
    number: () => [],
    reference: () => [],
    call: ({ args }) => args,
    operation: ({ args }) => args,
    conditional: ({ condition, whenTrue, whenFalse }) => [condition, whenTrue, whenFalse],
    array: ({ items }) => items,
    index: ({ target, subscripts }) => [target, ...subscripts.flatMap(bounds)],
  };

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

function bounds(subscript: Subscript): readonly Expression[] {
  if (subscript.kind === 'all') return [];
  return subscript.kind === 'at' ? [subscript.position] : [subscript.from, subscript.to];
}

const all = (expression: Expression): Expression[] => [
  expression,
  ...parts[expression.kind](expression as never).flatMap(all),
];

const texts = (text: string): string[] =>
  all(parseExpression({ name: 'text', text })).map(({ span }) => text.slice(span.start, span.end));

describe('spans', () => {
  it.each<[string, string[]]>([
    ['a + b*c', ['a + b*c', 'a', 'b*c', 'b', 'c']],
    ['( a + b ) * c', ['( a + b ) * c', '( a + b )', 'a', 'b', 'c']],
    ['((a))', ['((a))']],
    ["-w₁'^2", ["-w₁'^2", "w₁'^2", "w₁'", 'w₁', '2']],
    ['2 x', ['2 x', '2', 'x']],
    ['f( a , b )', ['f( a , b )', 'a', 'b']],
    ['x > 0 ? a : -b', ['x > 0 ? a : -b', 'x > 0', 'x', '0', 'a', '-b', 'b']],
    ['a < b <= c', ['a < b <= c', 'a < b', 'a', 'b', 'b <= c', 'b', 'c']],
    ['[1, 2; 3, 4]', ['[1, 2; 3, 4]', '1, 2', '1', '2', '3, 4', '3', '4']],
    ['W[i, :][2:n]', ['W[i, :][2:n]', 'W[i, :]', 'W', 'i', '2', 'n']],
    ['x[2:]', ['x[2:]', 'x', '2', ':']],
    ['a mod 𝛼 − b', ['a mod 𝛼 − b', 'a mod 𝛼', 'a', '𝛼', 'b']],
    ['# first\n a +\n b # last', ['a +\n b', 'a', 'b']],
  ])('of %s', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('of every part parse to that part again', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const text = printExpression(expression);
        for (const part of all(parseExpression({ name: 'text', text }))) {
          if (isRow(text, part)) continue;
          expect(sketch(parseExpression({ name: 'text', text }, part.span))).toEqual(sketch(part));
        }
      }),
    );
  });
});
