import type { Equation, Formula, FormulaOf, Step } from '../../derivation/index.ts';
import { Reals, type Real } from '../../oracle/index.ts';
import { present } from '../../base/invariant.ts';
import { innerShape } from '../../graph/index.ts';
import { agreement, smallness } from '../digits.ts';
import { numberOf, zip, type Numbers } from './arrays.ts';
import { volume } from '../../base/shape.ts';
import { digitsOf, valuesOf } from './compare.ts';
import { evaluate } from './evaluate.ts';
import type { SolvedWorlds } from './solved-worlds.ts';
import { indexAt } from '../values.ts';
import { orNull } from './no-value.ts';
import { sizeOfTerms } from './terms-size.ts';
import type { World } from './world.ts';

/** The digits to which each right-hand side of an equation holds at a solution; null for one without a value. */
export function digitsAtSolution(
  { here, moving }: SolvedWorlds,
  { left, steps }: Equation,
): (number | null)[] {
  const sides = [left, ...steps.map((step) => step.formula)];
  if (steps.some(isZero)) return zeroDigits(here, sides);
  if (left.kind === 'name' && steps[0]?.sign === '∝') return [levelDigits(here, left)];
  const isCurvature = left.kind === 'partial' && left.order === 2;
  return digitsOf(isCurvature ? moving : here, sides).slice(1);
}

const isZero = ({ formula }: Step): boolean => formula.kind === 'number' && formula.value === 0;

/** How far every side is 0; the 0 itself is as right as the worst of the others. */
function zeroDigits(world: World, [left, ...sides]: readonly Formula[]): (number | null)[] {
  const first = left ? digitsOfZero(world, left) : null;
  const own = sides.map((side) => digitsOfZero(world, side));
  const worst = least([first, ...own]);
  return own.map((digits, k) => (isNumber(sides[k]) ? worst : least([first, digits])));
}

const isNumber = (f: Formula | undefined): boolean => f?.kind === 'number';

function least(digits: readonly (number | null | undefined)[]): number | null {
  const known = digits.filter((each) => typeof each === 'number');
  return known.length > 0 ? Math.min(...known) : null;
}

/**
 * How small a side is beside its size, since what is 0 has no significant digits. The size of a formula is that of the
 * terms that cancel in it. That of ∂J/∂w is |∂²J/∂w²|·(1 + |w|), so that the digits are those to which w is solved for.
 */
function digitsOfZero(world: World, f: Formula): number | null {
  if (isNumber(f)) return null;
  const [value, size] =
    f.kind === 'partial' ? slopeAndSize(world, f) : valuesOf(world, [f, sizeOfTerms(f)]);
  if (!value || !size) return null;
  return least(
    value.values.map((x, k) => {
      const most = present(size.values[size.values.length === 1 ? 0 : k]);
      // Of the slopes by a long array some are not known.
      return Reals.isNaN(x) ? null : isWithin(x, most);
    }),
  );
}

const isWithin = (x: Real, size: Real): number =>
  Reals.isFinite(x) && Reals.isFinite(size) ? smallness(x, size) : 0;

function slopeAndSize(world: World, f: FormulaOf<'partial'>): (Numbers | null)[] {
  const { precision: p } = world.place;
  const [slope, second, w] = valuesOf(world, [f, { ...f, order: 2 }, f.by]);
  if (!slope || !second || !w) return [];
  const one = Reals.one(p);
  const size = zip(
    (curvature, x) =>
      Reals.multiply(p, Reals.absolute(curvature), Reals.add(p, one, Reals.absolute(x))),
    second,
    w,
  );
  return [slope, size];
}

/** Lanes of a parameter, and elements of a lane, of which slopes are computed. */
const mostLanes = 3;
const mostElements = 4;

/** To how many digits ∂J/∂wₖ is the same for all elements k of a lane of w, whose sum is fixed. */
function levelDigits(world: World, { name }: FormulaOf<'name'>): number | null {
  const parameter = present(world.place.model.parameters.find((each) => each.name === name));
  const shape = innerShape(parameter.symbol);
  const [lanes, length] = [volume(shape.slice(0, -1)), shape.at(-1) ?? 1];
  return least(
    spread(lanes, mostLanes).map((lane) => {
      const slopes = spread(length, mostElements).map((k) =>
        slopeAt(world, name, indexAt(shape, lane * length + k)),
      );
      const [first, ...others] = slopes;
      return least(
        others.map((each) => first && each && agreement(world.place.precision, first, each)),
      );
    }),
  );
}

/** Some of the numbers from 0, with the first and the last. */
const spread = (length: number, most: number): number[] => [
  ...new Set(Array.from({ length: most }, (_, k) => Math.floor((k * (length - 1)) / (most - 1)))),
];

function slopeAt(world: World, parameter: string, index: readonly number[]): Real | null {
  const indices = index.map((k): Formula => ({ kind: 'number', value: k + 1 }));
  const of: Formula = { kind: 'name', name: world.place.letters.objective, indices: [] };
  const by: Formula = { kind: 'name', name: parameter, indices };
  return orNull(() => numberOf(evaluate(world, { kind: 'partial', of, by, order: 1 }, new Map())));
}
