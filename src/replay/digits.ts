import { Reals, type Precision, type Real } from '../oracle/index.ts';

/** More digits than this are not told apart: noise of cancellation begins somewhere below. */
export const mostDigits = 30;

/** The precision in which steps are replayed, in decimal digits. */
export const workingDigits = 60;

/** Sizes below this are those of differences that are 0. */
const leastSize = 1e-20;

/**
 * To how many significant decimal digits two numbers agree; null where either is not a number or
 * infinite.
 */
export function agreement(p: Precision, a: Real, b: Real): number | null {
  if (!Reals.isFinite(a) || !Reals.isFinite(b)) return null;
  const difference = Reals.absolute(Reals.subtract(p, a, b));
  if (Reals.isZero(difference)) return mostDigits;
  const size = [Reals.absolute(a), Reals.absolute(b), Reals.fromNumber(p, leastSize)].reduce(
    (x, y) => (Reals.compare(x, y) >= 0 ? x : y),
  );
  const bits = Reals.magnitude(size) - Reals.magnitude(difference);
  return Math.max(0, Math.min(mostDigits, Math.floor(bits * Math.log10(2))));
}
