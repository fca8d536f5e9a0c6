import type { Derivation, Equation, Step } from '../../derivation/index.ts';
import { present } from '../../base/invariant.ts';
import type { Precision } from '../../oracle/index.ts';
import { asNeeded } from '../as-needed.ts';
import { inPrecision, oncePerPrecision } from '../digits.ts';
import { digitsAtSolution } from './at-solution.ts';
import { equalSteps, mapEquations, replayedSteps, type Equations } from './blocks.ts';
import { digitsOf } from './compare.ts';
import { definitionsIn, type Definitions } from './definitions.ts';
import { isFiniteAt } from './finite.ts';
import { solutionsIn } from './solutions.ts';
import { solvedWorlds } from './solved-worlds.ts';
import { placeOf, World, type Replayed } from './world.ts';

/** Random points at which the sides of an equation are compared. */
const points = 2;

/** Points that are drawn for these. */
const draws = 40;

/** Points that are tried where sides have no value at others: the logarithm of a negative number has none. */
const sparePoints = 6;

/**
 * A derivation of a model of these sizes, each of whose sides knows to how many digits it agrees with the first
 * side that has a value: all are computed at random points in high precision, from the first equation of each
 * name, and derivatives by differences. What holds at a solution is computed there. Null where a side has no value: a
 * set, a distribution, an entropy.
 */
export function replayAsIs<D extends Derivation>(
  derivation: D,
  replayed: Replayed,
  seed: number,
  isWanted: (equation: Equation) => boolean = () => true,
): D {
  const digitsIn = comparing(derivation, replayed, seed);
  return mapEquations(derivation, (equation, block) => {
    const isReplayed = replayedSteps(equation, block);
    if (!isWanted(equation) || !isReplayed.includes(true)) return equation;
    const found = inPrecision(
      (precision) => digitsIn(equation, block, precision),
      (digits) => digits,
    );
    const steps = equation.steps.map((step, k): Step =>
      isReplayed[k] ? { ...step, digits: found[k] ?? null } : step,
    );
    return { ...equation, steps };
  });
}

type DigitsIn = (
  equation: Equation,
  block: Equations,
  precision: Precision,
) => readonly (number | null)[];

/** The digits of each right-hand side, at random points or at the solutions that equations are about. */
function comparing(derivation: Derivation, replayed: Replayed, seed: number): DigitsIn {
  const definitions = definitionsIn(derivation);
  const solutions = solutionsIn(derivation);
  const worldsIn = oncePerPrecision((precision) =>
    asNeeded(randomWorlds(replayed, definitions, precision, seed)),
  );
  const seeds = Array.from({ length: points }, (_, k) => seed + k);
  const solvedIn = new Map(
    solutions.map(({ at }) => [
      JSON.stringify(at),
      oncePerPrecision((precision) =>
        solvedWorlds(replayed, definitions, solutions, { at, precision, seeds }),
      ),
    ]),
  );
  return (equation, { atSolution }, precision) => {
    if (!atSolution) return leastDigits(worldsIn(precision), (world) => digitsAt(world, equation));
    const worlds = present(solvedIn.get(JSON.stringify(atSolution)))(precision);
    return leastDigits(worlds, (world) => digitsAtSolution(world, equation));
  };
}

/** Random places where J is finite: elsewhere data are out of a support, or arguments out of their domains. */
function* randomWorlds(
  replayed: Replayed,
  definitions: Definitions,
  precision: Precision,
  seed: number,
): Generator<World, void> {
  let found = 0;
  for (let k = 0; k < draws && found < points + sparePoints; k++) {
    const place = placeOf(replayed, definitions, precision, { seed: seed + k });
    if (!isFiniteAt(place)) continue;
    found++;
    yield new World(place);
  }
}

function digitsAt(world: World, equation: Equation): (number | null)[] {
  const equal = equation.steps.slice(0, equalSteps(equation));
  return digitsOf(world, [equation.left, ...equal.map((step) => step.formula)]).slice(1);
}

/** The fewest digits of each right-hand side, at the first places where it has a value. */
function leastDigits<W>(
  worlds: Iterable<W>,
  digitsIn: (world: W) => readonly (number | null)[],
): (number | null)[] {
  const found: number[][] = [];
  for (const world of worlds) {
    digitsIn(world).forEach((digits, k) => {
      found[k] ??= [];
      if (digits !== null) found[k].push(digits);
    });
    if (found.every(({ length }) => length >= points)) break;
  }
  return found.map((digits) => (digits.length > 0 ? Math.min(...digits) : null));
}
