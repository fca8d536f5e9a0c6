import { partsOf, type Formula } from '../../derivation/index.ts';
import { Reals, type Precision, type Real } from '../../oracle/index.ts';
import { agreement } from '../digits.ts';
import { alike, type Numbers } from './arrays.ts';
import { evaluate, type Indices } from './evaluate.ts';
import { orNull } from './no-value.ts';
import type { World } from './world.ts';

/** The digits to which each side agrees with the first that has a value. */
export function digitsOf(world: World, sides: readonly Formula[]): (number | null)[] {
  const values = valuesOf(world, sides);
  const first = values.findIndex((value) => value !== null);
  const reference = values[first];
  const isSampled = (k: number): boolean => hasSlope(sides[k]);
  return values.map((value, k) =>
    reference && value && k > first
      ? compare(world.place.precision, [reference, value], isSampled(first) || isSampled(k))
      : null,
  );
}

/** Whether only some elements of a formula are computed. */
const hasSlope = (f: Formula | undefined): boolean =>
  f !== undefined && (f.kind === 'partial' || partsOf(f).some(hasSlope));

/** The element that indexed formulas are looked at for, and where an axis is too short, its first one. */
export function valuesOf(world: World, sides: readonly Formula[]): (Numbers | null)[] {
  const at = (first: number): (Numbers | null)[] =>
    sides.map((side) => valueOf(world, side, indicesOf(world, first)));
  const values = at(2);
  return values.every((value) => value === null) ? at(1) : values;
}

const valueOf = (world: World, side: Formula, indices: Indices): Numbers | null =>
  orNull(() => evaluate(world, side, indices));

/** The last row, one element of the first axis and the first one of the others. */
function indicesOf({ place: { letters, rows } }: World, first: number): Indices {
  const [row = 'i'] = letters.rows;
  return new Map([
    [row, rows],
    ...letters.axes.map((axis, k): [string, number] => [axis, k === 0 ? first : 1]),
  ]);
}

/** The least agreement of the elements; those of which a difference is not computed are left out. */
function compare(
  p: Precision,
  both: readonly [Numbers, Numbers],
  isSampled: boolean,
): number | null {
  const [a, b] = orNull(() => alike(...both)) ?? both;
  const length = Math.max(a.values.length, b.values.length);
  const at = ({ values }: Numbers, k: number): Real | undefined =>
    values[values.length === 1 ? 0 : k];
  const digits = Array.from({ length }, (_, k): number | null => {
    const [x, y] = [at(a, k), at(b, k)];
    if (!x || !y) return 0;
    const isUnknown = [x, y].some(Reals.isNaN);
    return isUnknown && isSampled ? null : digitsBetween(p, x, y);
  }).filter((each) => each !== null);
  return digits.length > 0 ? Math.min(...digits) : null;
}

/** Where neither side is a finite number they say the same. */
function digitsBetween(p: Precision, x: Real, y: Real): number | null {
  const isFinite = [x, y].map(Reals.isFinite);
  if (isFinite.every((each) => !each)) return null;
  return agreement(p, x, y) ?? 0;
}
