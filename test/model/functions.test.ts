import { create, all } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { builtinNames, language } from '../../src/model/index.ts';
import { elementwise } from '../../src/graph/index.ts';
import { evaluated, flat, shapeOf, type Nested, type Values } from './build.ts';

const math = create(all ?? {}, { matrix: 'Array' });

const values: Values = {
  a: 1.7,
  b: -0.6,
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

/** Functions that mathjs has too, or what they are in its functions. */
const inPeer: readonly (readonly [text: string, peer?: string])[] = [
  ['dot(u, v)'],
  ['sum(u)'],
  ['sum(A)'],
  ['sum(a, b, 3)'],
  ['sum(B, 1)'],
  ['sum(B, 2)'],
  ['sum(u, v)', 'u + v'],
  ['mean(u)'],
  ['mean(B)'],
  ['mean(B, 1)'],
  ['mean(a, b, 1)'],
  ['prod(u)'],
  ['prod(A)'],
  ['prod(a, b, 2)'],
  ['prod(B, 2)', '[0.3*1.1, -0.9*0.5, -2.1*1.7]'],
  ['min(u)'],
  ['max(A)'],
  ['max(a, b, 2)'],
  ['min(a, b)'],
  ['max(u, 0)', '[0.4, 0, 2.5]'],
  ['norm(u)'],
  ['norm(u, 1)'],
  ['norm(u, 3)'],
  ['norm(A, 1)'],
  ['norm(b)', 'abs(b)'],
  ['outer(u, v)', "[u * 1.1, u * 0.3, u * -0.7]'"],
  ['diag(u)'],
  ['diag(A)'],
  ['trace(A)'],
  ['identity(3)'],
  ['identity(2, 3)'],
  ['zeros(2, 3)'],
  ['ones(3)'],
  ['tril(A)', 'A .* [1, 0, 0; 1, 1, 0; 1, 1, 1]'],
  ['tril(A, -1)', 'A .* [0, 0, 0; 1, 0, 0; 1, 1, 0]'],
  ['triu(A)', 'A .* [1, 1, 1; 0, 1, 1; 0, 0, 1]'],
  ['triu(B, 1)', 'B .* [0, 1; 0, 0; 0, 0]'],
  ['softmax(u)', 'map(u, exp) / sum(map(u, exp))'],
  ['log_softmax(u)', 'u - log(sum(map(u, exp)))'],
  ['softmax(B)[1, :]', '[exp(0.3), exp(1.1)] / (exp(0.3) + exp(1.1))'],
  ['logsumexp(u)', 'log(sum(map(u, exp)))'],
  ['logsumexp(a, b, 2)', 'log(exp(a) + exp(b) + exp(2))'],
  ['sqrt(a)'],
  ['square(u)', 'u .^ 2'],
  ['cube(b)'],
  ['log(a)'],
  ['log(a, 3)'],
  ['nthRoot(a)'],
  ['nthRoot(b, 3)'],
  ['hypot(a, b)'],
  ['hypot(a, b, 2)'],
  ['gamma(a)'],
  ['gamma(b)'],
  ['gamma(b - 1)'],
  ['factorial(4)'],
  ['choose(7, 3)', 'combinations(7, 3)'],
  ['combinations(7, 3)'],
  ['beta(a, 2)', 'gamma(a) * gamma(2) / gamma(a + 2)'],
  ['add(u, v)'],
  ['subtract(u, v)'],
  ['multiply(A, B)'],
  ['divide(u, a)'],
  ['pow(a, 3)'],
  ['dotMultiply(u, v)'],
  ['dotDivide(u, v)'],
  ['dotPow(u, 2)'],
  ['1:3', '[1, 2, 3]'],
  ['a .^ (0:2)', '[1, a, a^2]'],
  ['u .* (-1:1)', 'u .* [-1, 0, 1]'],
  ['negate(u)', '-u'],
  ['plus(u)', 'u'],
  ['transpose(B)'],
  ['reshape(B, 2, 3)', 'reshape(B, [2, 3])'],
  ['reshape(A, 9)', 'reshape(A, [9])'],
  ['reshape(u, 3, 1)', 'reshape(u, [3, 1])'],
  ['less(a, b)', 'a < b'],
  ['lessEqual(a, b)', 'a <= b'],
  ['greater(a, b)', 'a > b'],
  ['greaterEqual(a, b)', 'a >= b'],
  ['equal(a, a)'],
  ['notEqual(a, b)', 'a != b'],
  ['exp(u)', 'map(u, exp)'],
  ['tanh(A)', 'map(A, tanh)'],
  ['atan2(a, b)'],
  ['acoth(a)'],
];

describe('a function is worth what mathjs makes of it', () => {
  it.each(inPeer.map(([text, peer = text]) => [text, peer] as const))('%s', (text, other) => {
    const peer = math.evaluate(`1 * (${other})`, { ...values }) as Nested;
    const own = evaluated(text, values);
    expect(own.shape).toEqual(shapeOf(peer));
    own.values.forEach((value, k) => expect(value).toBeCloseTo(Number(flat(peer)[k]), 12));
  });

  it('covers every function that is no row of the elementwise table', () => {
    const called = new Set(inPeer.map(([text]) => text.split('(')[0] ?? ''));
    const own = builtinNames(language).filter((name) => !Object.hasOwn(elementwise, name));
    expect(own.filter((name) => !called.has(name))).toEqual([]);
  });
});

describe('functions of extremes', () => {
  it('does not overflow', () => {
    const large = { u: [1000, 1001, -1000] };
    expect(evaluated('logsumexp(u)', large).values[0]).toBeCloseTo(
      1001 + Math.log1p(Math.exp(-1)),
      10,
    );
    expect(evaluated('softmax(u)', large).values[2]).toBe(0);
    expect(evaluated('sum(softmax(u))', large).values[0]).toBeCloseTo(1, 12);
  });

  it('gives an array of one element to functions of vectors', () => {
    expect(evaluated('max([3])', {}).values).toEqual([3]);
    expect(evaluated('logsumexp([3])', {}).values).toEqual([3]);
  });
});
