import { create, all } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { evaluated, flat, shapeOf, type Nested, type Values } from './build.ts';

const math = create(all ?? {}, { matrix: 'Array' });

const values: Values = {
  a: 1.7,
  b: -0.6,
  c: 3,
  u: [0.4, -1.2, 2.5],
  v: [1.1, 0.3, -0.7],
  A: [
    [1.5, -0.2, 0.7],
    [0.1, 2.2, -1.3],
    [-0.4, 0.8, 1.9],
  ],
  B: [
    [0.3, 1.1],
    [-0.9, 0.5],
    [2.1, -1.7],
  ],
};

/** What mathjs makes of an expression. */
const peer = (text: string): Nested => math.evaluate(`1 * (${text})`, { ...values }) as Nested;

describe('an expression is worth what it is worth in mathjs', () => {
  it.each([
    'a + b*c - a/b',
    'a^c + 2^b',
    '-a^2',
    '+b',
    'a mod b',
    'c mod 2',
    '2 a b',
    'a < b',
    'a <= a',
    'a > b',
    'a >= b and c == 3',
    'a != b or b > 0',
    'not (a > b)',
    'a > b ? u : v',
    'u + v',
    'u - 2',
    '1 - u',
    'u * a',
    'u / a',
    'u .* v',
    'u ./ v',
    'u .^ 2',
    '2 .^ u',
    'A .* A',
    'A * u',
    'u * A',
    'A * B',
    'u * v',
    "u' * v",
    "u' * A * v",
    "A'",
    '2:3:11',
    '3:-1:1',
    'u[1:2:3]',
    'u[3:-1:1]',
    'A[1:2:end, 2]',
    'A[end:-1:1, 1:2]',
    "B' * A",
    "B' * u",
    "u' * B",
    'A^3',
    'A^0',
    'A^1',
    'A[2, 3]',
    'u[3]',
    'u[1:2]',
    'u[2:end]',
    'u[end] + u[end - 1]',
    'A[2:3, 1:2]',
    'A[:, 2:3]',
    '[a, b, c]',
    '[a, b; c, 1]',
    '[u, v]',
    '[1, 2, 3] + u',
    'e^a + pi',
    '2 * 3 + u[1] * 4',
  ])('%s', (text) => {
    const [own, other] = [evaluated(text, values), peer(text)];
    expect(own.shape).toEqual(shapeOf(other));
    own.values.forEach((value, k) => expect(value).toBeCloseTo(Number(flat(other)[k]), 12));
  });
});

describe('what mathjs has otherwise', () => {
  it('takes a column times a row as the outer product', () => {
    const { shape, values: numbers } = evaluated("u * v'", values);
    expect(shape).toEqual([3, 3]);
    expect(numbers[1]).toBeCloseTo(0.4 * 0.3, 14);
  });

  it('keeps a row through elementwise functions and sums of rows', () => {
    expect(evaluated("exp(u)' * v", values).shape).toEqual([]);
    expect(evaluated("u * (2*v' + exp(v'))", values).shape).toEqual([3, 3]);
    expect(evaluated("(u')' * v'", values).shape).toEqual([3, 3]);
  });

  it('takes a row or column of a matrix as a vector', () => {
    expect(evaluated('A[2, :]', values)).toEqual({ shape: [3], values: [0.1, 2.2, -1.3] });
    expect(evaluated('B[:, 1]', values)).toEqual({ shape: [3], values: [0.3, -0.9, 2.1] });
    expect(evaluated('A[2]', values)).toEqual({ shape: [3], values: [0.1, 2.2, -1.3] });
  });

  it.each([
    ['[0, u[1:2]]', [3], [0, 0.4, -1.2]],
    ['[u[end]; v; a]', [5], [2.5, 1.1, 0.3, -0.7, 1.7]],
    ['[1; 2]', [2], [1, 2]],
    ["[u'; v']", [2, 3], [0.4, -1.2, 2.5, 1.1, 0.3, -0.7]],
    ["[B'; u[:]']", [3, 3], [0.3, -0.9, 2.1, 1.1, 0.5, -1.7, 0.4, -1.2, 2.5]],
    ['[B[2:2, :]; B[1:1, :]]', [2, 2], [-0.9, 0.5, 0.3, 1.1]],
    ['[0, u[1:end-1]][end:-2:1]', [2], [-1.2, 0]],
    ['reshape(B, 2, 3)', [2, 3], [0.3, 1.1, -0.9, 0.5, 2.1, -1.7]],
    ['reshape([u; v], 3, 2)', [3, 2], [0.4, -1.2, 2.5, 1.1, 0.3, -0.7]],
    ['reshape(a, 1)', [1], [1.7]],
  ] as const)('joins and reshapes: %s', (text, shape, numbers) => {
    expect(evaluated(text, values)).toEqual({ shape, values: numbers });
  });

  it('expands functions where they are called, over names that they do not declare too', () => {
    const node = evaluated('f(f(a, 2), u)', values, ['f(x, y) = x * y + c']);
    expect(node.shape).toEqual([3]);
    expect(node.values[0]).toBeCloseTo((1.7 * 2 + 3) * 0.4 + 3, 12);
  });

  it('expands equal calls once', () => {
    const halves = Array.from({ length: 60 }, (_, k) => `g${k + 1}(x) = g${k}(x)/2 + g${k}(x)/2`);
    expect(evaluated('g60(a)', values, ['g0(x) = x', ...halves]).values).toEqual([1.7]);
  });
});
