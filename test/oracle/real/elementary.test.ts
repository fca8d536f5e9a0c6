import { all, create, type BigNumber } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { present } from '../../../src/base/invariant.ts';
import * as R from '../../../src/oracle/real/index.ts';

const digits = 64;
const math = create(present(all), { number: 'BigNumber', precision: 100 });
const p = R.Precision.ofDigits(digits);

const doubles = [
  1e-30,
  3.7e-9,
  0.2,
  0.5,
  0.75,
  1 - 1e-13,
  1,
  1 + 1e-7,
  1.5,
  2.3,
  3.14159265358979,
  25,
  700.25,
];
const signed = [...doubles, ...doubles.map((x) => -x), 12345678.9, 1e20];

type Unary = (p: R.Precision, x: R.Real) => R.Real;

/** Each function, the numbers it is tried at, and mathjs's. */
const functions: readonly [name: string, f: Unary, at: readonly number[]][] = [
  ['exp', R.exp, signed.filter((x) => Math.abs(x) < 1e6)],
  ['log', R.log, [...doubles, 1e-300, 1e300]],
  ['sqrt', R.sqrt, [...doubles, 1e-300, 1e300]],
  ['sin', R.sin, signed],
  ['cos', R.cos, signed],
  ['atan', R.atan, signed],
  ['asin', R.asin, signed.filter((x) => Math.abs(x) <= 1)],
  ['acos', R.acos, signed.filter((x) => Math.abs(x) <= 1)],
];

/** A double as a decimal that is exact, or good for 100 digits. */
const exactly = (x: number): BigNumber => math.bignumber(x.toPrecision(100));

/** |found / wanted − 1| in mathjs's numbers. */
function relativeError(found: R.Real, wanted: BigNumber): number {
  const value = math.bignumber(R.toText(found, digits + 8));
  if (wanted.isZero()) return value.abs().toNumber();
  return value.sub(wanted).div(wanted).abs().toNumber();
}

describe.each(functions)('%s', (name, f, at) => {
  test.each(at)('of %f has all digits', (x) => {
    const wanted = math[name as 'exp'](exactly(x)) as BigNumber;
    expect(relativeError(f(p, R.fromNumber(p, x)), wanted)).toBeLessThan(1e-62);
  });
});

describe('pow', () => {
  test.each([
    [2.5, 3.75],
    [0.125, -20.5],
    [1.0001, 12345.625],
    [-2, 3],
    [-2, -4],
    [10, 5000],
    [3, -5000.5],
  ])('%f to %f has all digits', (x, y) => {
    const wanted = math.pow(exactly(x), exactly(y)) as BigNumber;
    const found = R.pow(p, R.fromNumber(p, x), R.fromNumber(p, y));
    expect(relativeError(found, wanted)).toBeLessThan(1e-60);
  });

  test.each([
    [0, 0, 1],
    [0, 2, 0],
    [0, -1, Infinity],
    [-8, 1 / 3, NaN],
    [7, 0, 1],
  ])('%f to %f is %f', (x, y, wanted) => {
    expect(R.toNumber(R.pow(p, R.fromNumber(p, x), R.fromNumber(p, y)))).toBe(wanted);
  });
});

describe('numbers far beyond the range of floats', () => {
  const huge = R.fromText(p, '1e40');

  test('have exponentials and logarithms', () => {
    const tiny = R.exp(p, R.negate(huge));
    expect(R.toNumber(tiny)).toBe(0);
    expect(R.toText(R.log(p, tiny), 20)).toBe('-1.0000000000000000000e40');
    expect(R.toText(R.log(p, R.exp(p, R.exp(p, R.fromNumber(p, 700)))), 5)).toBe('1.0142e304');
    expect(R.toNumber(R.multiply(p, tiny, R.exp(p, huge)))).toBeCloseTo(1, 14);
    expect(R.compare(tiny, R.multiply(p, tiny, tiny))).toBe(1);
  });

  test('are angles only where they can be reduced', () => {
    const tiny = R.exp(p, R.negate(huge));
    expect(R.toNumber(R.divide(p, R.sin(p, tiny), tiny))).toBe(1);
    expect(R.toNumber(R.cos(p, tiny))).toBe(1);
    expect(R.toNumber(R.sin(p, R.exp(p, huge)))).toBeNaN();
  });
});

describe('arithmetic', () => {
  test.each([
    [0.1, 0.2],
    [1e300, -1e-300],
    [-7.25, 3],
    [1 / 3, -1 / 3],
  ])('of %f and %f has all digits', (x, y) => {
    const [a, b] = [R.fromNumber(p, x), R.fromNumber(p, y)];
    const [u, v] = [exactly(x), exactly(y)];
    expect(relativeError(R.add(p, a, b), u.add(v))).toBeLessThan(1e-63);
    expect(relativeError(R.multiply(p, a, b), u.mul(v))).toBeLessThan(1e-63);
    expect(relativeError(R.divide(p, a, b), u.div(v))).toBeLessThan(1e-63);
  });

  test('counts the bits of integers around powers of two, as long as they may be', () => {
    for (let k = 1; k < 2500; k++) {
      const power = 1n << BigInt(k);
      const lengths = [power - 1n, power, -power, power + 1n].map((x) => R.bitLength(x));
      expect(lengths, String(k)).toEqual([k, k + 1, k + 1, k + 1]);
    }
  });

  test('adds up products that cancel, and such as are far apart', () => {
    const of = (...values: readonly number[]) => values.map((x) => R.fromNumber(p, x));
    const dot = (a: readonly number[], b: readonly number[]) =>
      R.toNumber(R.dot(p, of(...a), of(...b)));
    expect(dot([1 / 3, 1e40, -1e40, 2], [3, 1, 1, 1e-200])).toBe(1);
    expect(dot([1e300, 1e-300, -1e300], [1e300, 1e-300, 1e300])).toBe(0);
    expect(dot([0.1, -0.1, 0], [0.3, 0.3, 7])).toBe(0);
    expect(dot([Infinity, 1], [0, 1])).toBeNaN();
    expect(dot([Infinity, 1], [-2, 1])).toBe(-Infinity);
  });

  test('follows the rules of infinities', () => {
    const [one, less] = [R.one(p), R.negate(R.infinity)];
    const number = R.toNumber;
    expect(number(R.divide(p, one, R.zero))).toBe(Infinity);
    expect(number(R.divide(p, R.zero, R.zero))).toBeNaN();
    expect(number(R.add(p, R.infinity, less))).toBeNaN();
    expect(number(R.multiply(p, less, R.negate(one)))).toBe(Infinity);
    expect(number(R.multiply(p, R.infinity, R.zero))).toBeNaN();
    expect(number(R.divide(p, one, R.infinity))).toBe(0);
    expect(number(R.exp(p, R.infinity))).toBe(Infinity);
    expect(number(R.exp(p, less))).toBe(0);
    expect(number(R.log(p, R.zero))).toBe(-Infinity);
    expect(number(R.log(p, R.negate(one)))).toBeNaN();
  });

  test('compares across magnitudes', () => {
    const order = [-1e300, -1, -1e-300, 0, 1e-300, 0.1, 0.2, 1e300];
    const numbers = order.map((x) => R.fromNumber(p, x));
    const signs = numbers.map((x, i) =>
      numbers.map((y, j) => R.compare(x, y) === Math.sign(i - j)),
    );
    expect(signs.flat()).not.toContain(false);
    expect(R.compare(R.notANumber, R.zero)).toBeNaN();
  });

  test.each([0, 1, -1, 0.1, 5e-324, -2.5e-310, 1.7976931348623157e308, 4.35, 2 ** 53 - 1])(
    'gives the double %f back',
    (x) => {
      expect(R.toNumber(R.fromNumber(p, x))).toBe(x);
      expect(R.toNumber(R.fromText(p, R.toText(R.fromNumber(p, x), 40)))).toBe(x);
    },
  );

  test.each([
    [2.5, 2, false],
    [-2.5, -3, false],
    [-3, -3, true],
    [0, 0, true],
    [1e20, 1e20, true],
    [0.3, 0, false],
  ])('finds the whole part of %f', (x, whole, isWhole) => {
    const real = R.fromNumber(p, x);
    expect(R.toNumber(R.floor(p, real))).toBe(whole);
    expect(R.isInteger(real)).toBe(isWhole);
  });
});
