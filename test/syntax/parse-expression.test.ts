import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { parseExpression } from '../../src/syntax/index.ts';
import { sketch, type Sketch } from './sketch.ts';

const parse = (text: string): Sketch => sketch(parseExpression({ name: 'text', text }));

describe('parseExpression', () => {
  it.each<[string, Sketch]>([
    ['2', 2],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['5.', 5],
    ['1.5E+2', 150],
    ['x', 'x'],
    ['a + b - c', ['subtract', ['add', 'a', 'b'], 'c']],
    ['a + b * c', ['add', 'a', ['multiply', 'b', 'c']]],
    ['a - (b - c)', ['subtract', 'a', ['subtract', 'b', 'c']]],
    ['a .* b ./ c', ['dotDivide', ['dotMultiply', 'a', 'b'], 'c']],
    ['2.*x', ['dotMultiply', 2, 'x']],
    ['2./x', ['dotDivide', 2, 'x']],
    ['2.^x', ['dotPow', 2, 'x']],
    ['a^b^c', ['pow', 'a', ['pow', 'b', 'c']]],
    ['-x^2', ['negate', ['pow', 'x', 2]]],
    ['2^-x', ['pow', 2, ['negate', 'x']]],
    ['-a*b', ['multiply', ['negate', 'a'], 'b']],
    ['a - -b', ['subtract', 'a', ['negate', 'b']]],
    ['+a', ['plus', 'a']],
    ["X'*y", ['multiply', ['transpose', 'X'], 'y']],
    ["a^b'", ['pow', 'a', ['transpose', 'b']]],
    ["(a + b)''", ['transpose', ['transpose', ['add', 'a', 'b']]]],
    ['a % b', ['mod', 'a', 'b']],
    ['a mod b * c', ['multiply', ['mod', 'a', 'b'], 'c']],
    ['2x', ['multiply', 2, 'x']],
    ['2x^2', ['multiply', 2, ['pow', 'x', 2]]],
    ['2(x + 1)(x - 1)', ['multiply', ['multiply', 2, ['add', 'x', 1]], ['subtract', 'x', 1]]],
    ['1/2 x', ['multiply', ['divide', 1, 2], 'x']],
    ['a/2x', ['divide', 'a', ['multiply', 2, 'x']]],
    ['2e', ['multiply', 2, 'e']],
    ['2 e + x', ['add', ['multiply', 2, 'e'], 'x']],
    ['a == b', ['equal', 'a', 'b']],
    ['a != b', ['notEqual', 'a', 'b']],
    ['0 < x <= 1', ['and', ['less', 0, 'x'], ['lessEqual', 'x', 1]]],
    [
      'a > b >= c == d',
      ['and', ['and', ['greater', 'a', 'b'], ['greaterEqual', 'b', 'c']], ['equal', 'c', 'd']],
    ],
    ['not a and b or c', ['or', ['and', ['not', 'a'], 'b'], 'c']],
    ['c ? a : b', ['if', 'c', 'a', 'b']],
    ['c ? .5:.7', ['if', 'c', 0.5, 0.7]],
    ['c ? a : d ? e : f', ['if', 'c', 'a', ['if', 'd', 'e', 'f']]],
    ['f()', ['call', 'f']],
    ['atan2(y, x + 1)', ['call', 'atan2', 'y', ['add', 'x', 1]]],
    ['f(x)(y)', ['multiply', ['call', 'f', 'x'], 'y']],
    ['[a, b]', ['array', 'a', 'b']],
    ['[1, 2,]', ['array', 1, 2]],
    ['[1, 2; 3, 4]', ['array', ['array', 1, 2], ['array', 3, 4]]],
    ['[[1, 2], [3, 4]]', ['array', ['array', 1, 2], ['array', 3, 4]]],
    [
      '[[1], [2]; [3], [4];]',
      ['array', ['array', ['array', 1], ['array', 2]], ['array', ['array', 3], ['array', 4]]],
    ],
    ['W[i, :]', ['index', 'W', 'i', ':']],
    ['1:n - 1', ['range', 1, ['subtract', 'n', 1]]],
    ['x .^ (0:2)', ['dotPow', 'x', ['range', 0, 2]]],
    ['x[(1:2)]', ['index', 'x', ['range', 1, 2]]],
    ['c ? (1:2) : y', ['if', 'c', ['range', 1, 2], 'y']],
    ['sum(1:3, a)', ['call', 'sum', ['range', 1, 3], 'a']],
    ['x[1:3]', ['index', 'x', ['range', 1, 3]]],
    ['x[:3]', ['index', 'x', ['range', 1, 3]]],
    ['x[2:]', ['index', 'x', ['range', 2, 'end']]],
    ['x[n + 1:end - 1]', ['index', 'x', ['range', ['add', 'n', 1], ['subtract', 'end', 1]]]],
    ['x[c ? 1 : 2, d]', ['index', 'x', ['if', 'c', 1, 2], 'd']],
    ['c ? x[1:2] : y', ['if', 'c', ['index', 'x', ['range', 1, 2]], 'y']],
    ['f(x)[1]', ['index', ['call', 'f', 'x'], 1]],
    ["x'[1]", ['index', ['transpose', 'x'], 1]],
    ['W[1][2]', ['index', ['index', 'W', 1], 2]],
    ['(a + b)[1]', ['index', ['add', 'a', 'b'], 1]],
    ['−x · y × z ÷ w', ['divide', ['multiply', ['multiply', ['negate', 'x'], 'y'], 'z'], 'w']],
    ['a ≤ b ≠ c', ['and', ['lessEqual', 'a', 'b'], ['notEqual', 'b', 'c']]],
    ['i + pi', ['add', 'i', 'pi']],
    ['a # a comment\n + b', ['add', 'a', 'b']],
    [
      'constructor + __proto__ + toString(x)',
      ['add', ['add', 'constructor', '__proto__'], ['call', 'toString', 'x']],
    ],
    ['hasOwnProperty[1] * valueOf', ['multiply', ['index', 'hasOwnProperty', 1], 'valueOf']],
  ])('reads %s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  it.each(['σ', 'w₁', 'x_12', 'β0', '_', 'ℓ', '𝛼', 'été', 'W₁₂x', 'τ̂', '变量', 'Ω', 'ſ'])(
    'reads the name %s',
    (name) => {
      expect(parse(`2 ${name} + ${name}^2`)).toEqual([
        'add',
        ['multiply', 2, name],
        ['pow', name, 2],
      ]);
    },
  );

  it('gives a name one spelling', () => {
    expect(parse('e\u0301 + \u00B5')).toEqual(['add', '\u00E9', '\u03BC']);
  });

  it('reads a part of a text and points into the whole', () => {
    const source = { name: 'rule', text: 'exp(a) * exp(b) -> exp(a + b)' };
    expect(sketch(parseExpression(source, { start: 19, end: 29 }))).toEqual([
      'call',
      'exp',
      ['add', 'a', 'b'],
    ]);
    expect(parseExpression(source, { start: 0, end: 15 }).span).toEqual({ start: 0, end: 15 });
    expect(() => parseExpression(source, { start: 0, end: 18 })).toThrow('rule:1:17');
  });

  it.each([
    '',
    '  ',
    '# nothing',
    '(',
    'a)',
    'a b c ~ d',
    '"x"',
    "'x'",
    'a = b',
    'f(',
    '2 3',
    '[1 2]',
    'a;b',
    'a;',
    'or',
    'a + mod',
    'x mod mod',
    '\u0000',
  ])('rejects %j with a place and without words of mathjs', (text) => {
    const parsing = () => parse(text);
    expect(parsing).toThrow(FluxionError);
    expect(parsing).toThrow(/^error\[FX1\d\d\]: .*\n --> text:1:\d+/);
    expect(parsing).not.toThrow(/\(char \d+\)/);
  });
});
