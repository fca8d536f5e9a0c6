import {
  partsOf,
  type Block,
  type Derivation,
  type Equation,
  type Formula,
  type Step,
} from '../../derivation/index.ts';
import { Precision, Reals, type Real } from '../../oracle/index.ts';
import { agreement, workingDigits } from '../digits.ts';
import type { Numbers } from './arrays.ts';
import { definitionsIn } from './definitions.ts';
import { evaluate, type Indices } from './evaluate.ts';
import { NoValue } from './no-value.ts';
import { placeOf, World, type Replayed } from './world.ts';

/** Random points at which formulas are computed. */
const points = 2;

/**
 * A derivation each of whose sides knows to how many digits it agrees with the first side that has a value:
 * all are computed at random points in high precision, from the first equation of each name, and derivatives
 * by differences. Null where a side has no value: a set, a distribution, an entropy.
 */
export function replayDerivation<D extends Derivation>(
  derivation: D,
  replayed: Replayed,
  seed = 1,
): D {
  const precision = Precision.ofDigits(workingDigits);
  const definitions = definitionsIn(derivation);
  const worlds = Array.from(
    { length: points },
    (_, k) => new World(placeOf(replayed, definitions, precision, seed + k)),
  );
  const block = (each: Block): Block =>
    each.kind === 'equations' && !each.atSolution
      ? { ...each, equations: each.equations.map((equation) => replayEquation(equation, worlds)) }
      : each;
  return {
    ...derivation,
    sections: derivation.sections.map((section) =>
      section.id === 'last-forms' ? section : { ...section, blocks: section.blocks.map(block) },
    ),
  };
}

function replayEquation(equation: Equation, worlds: readonly World[]): Equation {
  const { left, steps } = equation;
  const count = steps.findIndex((step) => step.sign !== '=');
  const equal = count < 0 ? steps : steps.slice(0, count);
  if (equal.length === 0) return equation;
  const sides = [left, ...equal.map((step) => step.formula)];
  const found = worlds.map((world) => digitsOf(world, sides));
  const least = (k: number): number | null => {
    const all = found.flatMap((digits) => digits[k] ?? []);
    return all.length > 0 ? Math.min(...all) : null;
  };
  return {
    ...equation,
    steps: steps.map((step, k): Step =>
      k < equal.length ? { ...step, digits: least(k + 1) } : step,
    ),
  };
}

/** The digits to which each side agrees with the first that has a value. */
function digitsOf(world: World, sides: readonly Formula[]): (number | null)[] {
  const values = valuesOf(world, sides);
  const first = values.findIndex((value) => value !== null);
  const reference = values[first];
  const isSampled = (k: number): boolean => hasSlope(sides[k]);
  return values.map((value, k) =>
    reference && value && k > first
      ? compare(world.place.precision, reference, value, isSampled(first) || isSampled(k))
      : null,
  );
}

/** Whether only some elements of a formula are computed. */
const hasSlope = (f: Formula | undefined): boolean =>
  f !== undefined && (f.kind === 'partial' || partsOf(f).some(hasSlope));

/** The element that indexed formulas are looked at for, and where an axis is too short, its first one. */
function valuesOf(world: World, sides: readonly Formula[]): (Numbers | null)[] {
  const at = (first: number): (Numbers | null)[] =>
    sides.map((side) => valueOf(world, side, indicesOf(world, first)));
  const values = at(2);
  return values.every((value) => value === null) ? at(1) : values;
}

function valueOf(world: World, side: Formula, indices: Indices): Numbers | null {
  try {
    return evaluate(world, side, indices);
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
}

/** The last row, one element of the first axis and the first one of the others. */
function indicesOf({ place: { letters, rows } }: World, first: number): Indices {
  const [row = 'i'] = letters.rows;
  return new Map([
    [row, rows],
    ...letters.axes.map((axis, k): [string, number] => [axis, k === 0 ? first : 1]),
  ]);
}

/** The least agreement of the elements; those of which a difference is not computed are left out. */
function compare(p: Precision, a: Numbers, b: Numbers, isSampled: boolean): number | null {
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
