import { Precision, Reals, type Real } from '../oracle/index.ts';

/** More digits than this are not told apart: noise of cancellation begins somewhere below. */
export const mostDigits = 30;

/** Sides that agree to fewer digits are not equal. */
export const fewestDigits = 12;

/** The precisions in which sides are compared, in decimal digits: a later one where they differ in those before. */
const workingDigits: readonly number[] = [60, 240, 960];

/**
 * What is found in the first precision in which the sides agree, or else in the last one: where a difference takes
 * digits away, as in 1 − σ(100), they agree to more digits the more they have, and sides that are not equal
 * do not.
 */
export function inPrecision<T>(
  find: (precision: Precision) => T,
  digitsOf: (found: T) => readonly (number | null)[],
): T {
  const [first = 0, ...more] = workingDigits;
  let found = find(Precision.ofDigits(first));
  for (const digits of more) {
    if (digitsOf(found).every((each) => each === null || each >= fewestDigits)) break;
    found = find(Precision.ofDigits(digits));
  }
  return found;
}

/** What is made once for each precision. */
export function oncePerPrecision<T>(make: (precision: Precision) => T): (p: Precision) => T {
  const made = new Map<number, T>();
  return (precision) => {
    const known = made.get(precision.bits) ?? make(precision);
    made.set(precision.bits, known);
    return known;
  };
}

/** Sizes below this are those of differences that are 0. */
const leastSize = 1e-20;

/**
 * To how many significant decimal digits two numbers agree; null where either is not a number or
 * infinite.
 */
export function agreement(p: Precision, a: Real, b: Real): number | null {
  if (!Reals.isFinite(a) || !Reals.isFinite(b)) return null;
  const size = [Reals.absolute(a), Reals.absolute(b), Reals.fromNumber(p, leastSize)].reduce(
    (x, y) => (Reals.compare(x, y) >= 0 ? x : y),
  );
  return smallness(Reals.subtract(p, a, b), size);
}

/** By how many decimal digits a number is smaller than what it is measured by, which is positive. */
export function smallness(x: Real, size: Real): number {
  if (Reals.isZero(x)) return mostDigits;
  const bits = Reals.magnitude(size) - Reals.magnitude(x);
  return Math.max(0, Math.min(mostDigits, Math.floor(bits * Math.log10(2))));
}
