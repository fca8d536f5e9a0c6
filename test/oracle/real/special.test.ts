import { describe, expect, test } from 'vitest';
import * as R from '../../../src/oracle/real/index.ts';

const p = R.Precision.ofDigits(64);

/** |found / wanted − 1| (or |found| for 0), rounded up to a double. */
function relativeError(found: R.Real, wanted: R.Real): number {
  const difference = R.subtract(p, found, wanted);
  return Math.abs(R.toNumber(R.isZero(wanted) ? difference : R.divide(p, difference, wanted)));
}

const real = (x: number): R.Real => R.fromNumber(p, x);
const log = (x: number): R.Real => R.log(p, real(x));
const times = (a: number, x: R.Real): R.Real => R.multiply(p, real(a), x);

// Decimals from the closed forms of the functions, as tabulated in the NIST Digital Library.
const tabulated: readonly [name: string, found: R.Real, wanted: string][] = [
  ['erf 1', R.erf(p, real(1)), '0.84270079294971486934122063508260925929606699796630'],
  ['erfc 5', R.erfc(p, real(5)), '1.5374597944280348501883434853833788901180503147234e-12'],
  [
    'Γ(1/3)',
    R.gamma(p, R.fromFraction(p, 1n, 3n)),
    '2.6789385347077476336556929409746776441286893779573',
  ],
  ['ψ(1)', R.digamma(p, real(1)), '-0.57721566490153286060651209008240243104215933593992'],
];

describe('special functions', () => {
  test.each(tabulated)('%s has 49 digits', (_name, found, wanted) => {
    expect(relativeError(found, R.fromText(p, wanted))).toBeLessThan(1e-48);
  });

  test('log Γ has its closed forms', () => {
    expect(relativeError(R.lgamma(p, real(0.5)), times(0.5, R.log(p, R.pi(p))))).toBeLessThan(
      1e-62,
    );
    expect(relativeError(R.lgamma(p, real(11)), log(3628800))).toBeLessThan(1e-62);
    expect(R.toNumber(R.lgamma(p, real(2)))).toBe(0);
    expect(R.toNumber(R.lgamma(p, real(-3)))).toBe(Infinity);
  });

  test.each([1e-20, 0.001, 0.3, 1 + 1e-12, 1.9, 33.7, 1e6 + 0.5, 1e15, -0.7, -10.3])(
    'log Γ(x + 1) = log Γ(x) + log |x| at %f',
    (x) => {
      const left = R.lgamma(p, R.add(p, real(x), R.one(p)));
      const right = R.add(p, R.lgamma(p, real(x)), log(Math.abs(x)));
      expect(Math.abs(R.toNumber(R.subtract(p, left, right)))).toBeLessThan(1e-45);
    },
  );

  test('ψ(1/2) = ψ(1) − 2 log 2', () => {
    const wanted = R.subtract(p, R.digamma(p, real(1)), times(2, log(2)));
    expect(relativeError(R.digamma(p, real(0.5)), wanted)).toBeLessThan(1e-62);
  });

  test.each([1e-10, 0.3, 4.25, 1000.5, -0.75, -7.5])('ψ(x + 1) = ψ(x) + 1/x at %f', (x) => {
    const wanted = R.add(p, R.digamma(p, real(x)), R.divide(p, R.one(p), real(x)));
    const found = R.digamma(p, R.add(p, real(x), R.one(p)));
    expect(relativeError(found, wanted)).toBeLessThan(1e-50);
  });

  test('polygamma has its closed forms', () => {
    const square = R.multiply(p, R.pi(p), R.pi(p));
    const found = R.polygamma(p, real(1), real(1));
    expect(relativeError(found, R.divide(p, square, real(6)))).toBeLessThan(1e-62);
    const fourth = R.multiply(p, square, square);
    expect(relativeError(R.polygamma(p, real(3), real(0.5)), fourth)).toBeLessThan(1e-62);
  });

  test.each([1, 2, 3])('polygamma of order %i is the derivative of that below it', (order) => {
    const h = R.fromText(p, '1e-20');
    const x = real(2.25);
    const below = (t: R.Real): R.Real =>
      order === 1 ? R.digamma(p, t) : R.polygamma(p, real(order - 1), t);
    const rise = R.subtract(p, below(R.add(p, x, h)), below(R.subtract(p, x, h)));
    const slope = R.divide(p, rise, times(2, h));
    expect(relativeError(R.polygamma(p, real(order), x), slope)).toBeLessThan(1e-38);
  });

  test.each([0.1, 1, 3.5, 15.9, 16.7, 40])('erf and erfc of %f are 1 together', (x) => {
    const sum = R.add(p, R.erf(p, real(x)), R.erfc(p, real(x)));
    expect(relativeError(sum, R.one(p))).toBeLessThan(1e-62);
    expect(R.toNumber(R.erf(p, real(-x)))).toBe(-R.toNumber(R.erf(p, real(x))));
  });

  test('erfc 0 is 1', () => {
    expect(R.toNumber(R.erfc(p, R.zero))).toBe(1);
  });

  test.each([0.5, 6, 16.5, 17, 30, 100])('erfc is as steep as −2/√π e^(−x²) at %f', (x) => {
    const h = R.fromText(p, '1e-20');
    const at = (t: R.Real): R.Real => R.erfc(p, t);
    const rise = R.subtract(p, at(R.add(p, real(x), h)), at(R.subtract(p, real(x), h)));
    const slope = R.divide(p, rise, times(2, h));
    const bell = R.exp(p, R.negate(R.multiply(p, real(x), real(x))));
    const wanted = R.divide(p, times(-2, bell), R.sqrt(p, R.pi(p)));
    expect(relativeError(slope, wanted)).toBeLessThan(1e-34);
  });

  test('the angle of a point is in its quadrant', () => {
    const points = [
      [1, 1],
      [1, -1],
      [-1, -1],
      [-1, 1],
      [2, 0],
      [-2, 0],
      [0, -3],
    ] as const;
    for (const [y, x] of points) {
      expect(R.toNumber(R.atan2(p, real(y), real(x)))).toBeCloseTo(Math.atan2(y, x), 14);
    }
  });
});
