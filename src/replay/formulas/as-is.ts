import type { Derivation, Equation, Formula, Step } from '../../derivation/index.ts';
import { present } from '../../base/invariant.ts';
import type { Precision } from '../../oracle/index.ts';
import { inPrecision, oncePerPrecision } from '../digits.ts';
import { equalSteps, mapEquations } from './blocks.ts';
import { digitsOf } from './compare.ts';
import { definitionsIn } from './definitions.ts';
import { placeOf, World, type Replayed } from './world.ts';

/** Random points at which the sides of an equation are compared. */
const points = 2;

/** Points that are tried where sides have no value at others: the logarithm of a negative number has none. */
const sparePoints = 6;

/**
 * A derivation of a model of these sizes, each of whose sides knows to how many digits it agrees with the first
 * side that has a value: all are computed at random points in high precision, from the first equation of each
 * name, and derivatives by differences. Null where a side has no value: a set, a distribution, an entropy.
 */
export function replayAsIs<D extends Derivation>(
  derivation: D,
  replayed: Replayed,
  seed: number,
  isWanted: (equation: Equation) => boolean = () => true,
): D {
  const definitions = definitionsIn(derivation);
  const worldsIn = oncePerPrecision((precision) =>
    Array.from(
      { length: points + sparePoints },
      (_, k) => new World(placeOf(replayed, definitions, precision, seed + k)),
    ),
  );
  return mapEquations(derivation, (equation, block) =>
    block.atSolution || !isWanted(equation) ? equation : replayEquation(equation, worldsIn),
  );
}

function replayEquation(
  equation: Equation,
  worldsIn: (precision: Precision) => readonly World[],
): Equation {
  const { left, steps } = equation;
  const equal = steps.slice(0, equalSteps(equation));
  if (equal.length === 0) return equation;
  const sides = [left, ...equal.map((step) => step.formula)];
  const found = inPrecision(
    (precision) => leastDigits(worldsIn(precision), sides),
    (digits) => digits,
  );
  return {
    ...equation,
    steps: steps.map((step, k): Step =>
      k < equal.length ? { ...step, digits: found[k + 1] ?? null } : step,
    ),
  };
}

/** The fewest digits of each side, at the first places where it has a value. */
function leastDigits(worlds: readonly World[], sides: readonly Formula[]): (number | null)[] {
  const found = sides.map((): number[] => []);
  for (const world of worlds) {
    digitsOf(world, sides).forEach((digits, k) => {
      if (digits !== null) present(found[k]).push(digits);
    });
    if (found.slice(1).every(({ length }) => length >= points)) break;
  }
  return found.map((digits) => (digits.length > 0 ? Math.min(...digits) : null));
}
