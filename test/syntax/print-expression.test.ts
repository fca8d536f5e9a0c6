import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression, printExpression } from '../../src/syntax/index.ts';
import { expressions } from './expressions.ts';
import { sketch } from './sketch.ts';

const parse = (text: string) => parseExpression({ name: 'text', text });

describe('printExpression', () => {
  it.each([
    ['((a) + ((b * c)))', 'a + b * c'],
    ['(a+b)+c', 'a + b + c'],
    ['a+(b+c)', 'a + (b + c)'],
    ['(a^b)^c', '(a^b)^c'],
    ['a^(b^c)', 'a^b^c'],
    ['(-x)^2', '(-x)^2'],
    ['-(x^2)', '-x^2'],
    ['2^(-x)', '2^-x'],
    ["(a*b)'", "(a * b)'"],
    ['(2)[1]', '(2)[1]'],
    ['a < b < c', 'a < b and b < c'],
    ['(a < b) < c', '(a < b) < c'],
    ['a ? (b ? c : d) : (e ? f : g)', 'a ? (b ? c : d) : e ? f : g'],
    ['[[1,2],[3,4]]', '[1, 2; 3, 4]'],
    ['x[(1):(n-1),:]', 'x[1:n - 1, :]'],
    ['a%b', 'a mod b'],
    ['2x', '2 * x'],
    ['2.^x', '2 .^ x'],
  ])('writes %s as %s', (text, printed) => {
    expect(printExpression(parse(text))).toBe(printed);
  });

  it('puts a negative number where a sign may stand', () => {
    const span = { start: 0, end: 0 };
    const number = { kind: 'number', value: -2, span } as const;
    const square = { kind: 'operation', operator: 'pow', args: [number, number], span } as const;
    expect(printExpression(square)).toBe('(-2)^-2');
  });

  it('gives text that parses to the same expression', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(sketch(parse(printExpression(expression)))).toEqual(sketch(expression));
      }),
      { numRuns: 1000 },
    );
  });
});
