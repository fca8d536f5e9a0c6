import { present } from '../base/invariant.ts';
import type { Move, Place, Quotients } from './level.ts';
import * as R from './real/index.ts';
import type { Real } from './real/index.ts';

/** One element of a gradient. */
export interface Slope {
  readonly value: Real;
  /** Whether the slopes from the left and from the right are one. */
  readonly differentiable: boolean;
}

/** Places of rising precision around one θ, each made on first use. */
export type Places = readonly (() => Place)[];

/**
 * ∂J/∂θ from difference quotients at the place where J is exact, and at the finer ones for the
 * coordinates where those of the first are lost in rounding or its steps are too long.
 *
 * @param start the first place where J is exact
 */
export function gradientAt(places: Places, start: number, coordinates: readonly number[]): Slope[] {
  const first = present(places[start])();
  const moves = coordinates.map((k) => first.moveAlong(k));
  const quotients = moves.map((move) => first.quotients([move]));
  const flat = moves.filter((_, k) => isLost(present(quotients[k])));
  const isFlat = flat.length > 0 && areFlat(present(places.at(-1))(), flat);
  return moves.map((move, k) => {
    const found = present(quotients[k]);
    if (isLost(found) && isFlat) return { value: R.zero, differentiable: true };
    return perUnit(first, move, refine(places, start, move, found));
  });
}

/** Nothing is left of the quotient beside the noise. */
const isLost = ({ central, error }: Quotients): boolean =>
  R.compare(R.absolute(central), error) <= 0;

/** Coefficients of a direction in which slopes do not cancel but by design. */
const generic = (k: number): number => 1 + ((k * Math.SQRT2) % 1);

/** Whether J stays as it is in a direction along all the moves: none of them changes it. */
function areFlat(place: Place, moves: readonly Move[]): boolean {
  const p = place.level.precision;
  const direction = moves.map(({ coordinate, scale }, k) => ({
    coordinate,
    scale: R.multiply(p, scale, R.fromNumber(p, generic(k))),
  }));
  const { central, jump } = place.quotients(direction);
  return isBelow(central, leastDouble) && isBelow(jump, leastDouble);
}

const leastDouble = -1100;

const isBelow = (x: Real, magnitude: number): boolean =>
  R.isZero(x) || (R.isFinite(x) && R.magnitude(x) < magnitude);

interface Refined {
  readonly central: Real;
  readonly differentiable: boolean;
}

/** Takes the quotients of finer places until they are exact enough. */
function refine(places: Places, start: number, move: Move, found: Quotients): Refined {
  let quotients = found;
  for (const place of places.slice(start + 1)) {
    if (isExact(quotients)) break;
    const finer = place().quotients([move]);
    if (isKink(quotients, finer)) return { central: finer.central, differentiable: false };
    quotients = finer;
  }
  const { central } = quotients;
  const isCorner = !isExact(quotients) && jumpsSince(places, start, move, quotients);
  return { central, differentiable: R.isFinite(central) && !isCorner };
}

/** Whether the jump is no smaller than at the place before the first one, where there was no finer. */
function jumpsSince(places: Places, start: number, move: Move, found: Quotients): boolean {
  const before = start === places.length - 1 ? places[start - 1] : undefined;
  return before !== undefined && isKink(before().quotients([move]), found);
}

const bitsWanted = 60;

/** Both the noise and the curvature within a step are far below the slope. */
function isExact({ central, jump, error }: Quotients): boolean {
  if (R.isZero(central) || !R.isFinite(central)) return false;
  const size = R.magnitude(central);
  return isBelow(error, size - bitsWanted) && isBelow(jump, size - bitsWanted / 2);
}

/** A jump that does not shrink with the step. */
function isKink(coarse: Quotients, fine: Quotients): boolean {
  if (R.isZero(fine.jump) || R.isZero(coarse.jump)) return false;
  if (!R.isFinite(fine.jump) || !R.isFinite(coarse.jump)) return false;
  const isNoise = R.compare(R.absolute(coarse.jump), R.absolute(coarse.error)) <= 0;
  return !isNoise && R.magnitude(fine.jump) > R.magnitude(coarse.jump) - 10;
}

/** The slope for one unit of the coordinate. */
function perUnit(place: Place, { scale }: Move, { central, differentiable }: Refined): Slope {
  const p = place.level.precision;
  return { value: R.divide(p, R.rounded(p, central), R.rounded(p, scale)), differentiable };
}
