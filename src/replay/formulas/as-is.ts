import type {
  AtSolution,
  Block,
  Claim,
  Derivation,
  Equation,
  Step,
} from '../../derivation/index.ts';
import { Precision } from '../../oracle/index.ts';
import { asNeeded } from '../as-needed.ts';
import { inPrecision, oncePerPrecision } from '../digits.ts';
import { digitsAtSolution } from './at-solution.ts';
import { equalSteps, mapBlocks, mapEquations, replayedSteps, type Equations } from './blocks.ts';
import { judged, tryClaim } from './claims.ts';
import { digitsOf } from './compare.ts';
import { definitionsIn, type Definitions } from './definitions.ts';
import { isFiniteAt } from './finite.ts';
import { Mismatch } from './no-value.ts';
import { solutionsIn } from './solutions.ts';
import { solvedWorlds, type SolvedWorlds } from './solved-worlds.ts';
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
  isWanted: (of: Equation | Block) => boolean = () => true,
): D {
  const places = placesOf(derivation, replayed, seed);
  const digitsIn = comparing(places);
  const claims = mapBlocks(derivation, (block) =>
    block.kind === 'text' && block.claim && isWanted(block)
      ? judged(block, heldAt(block.claim, places, seed))
      : block,
  );
  return mapEquations(claims, (equation, block) => {
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

/** Where a derivation is computed: at random places, and where its solutions hold. */
interface Places {
  readonly random: (precision: Precision) => Iterable<World>;
  readonly solved: (at: AtSolution, precision: Precision) => readonly SolvedWorlds[];
}

function placesOf(derivation: Derivation, replayed: Replayed, seed: number): Places {
  const definitions = definitionsIn(derivation);
  const solutions = solutionsIn(derivation);
  const seeds = Array.from({ length: points }, (_, k) => seed + k);
  const solvedAt = new Map<string, (precision: Precision) => readonly SolvedWorlds[]>();
  return {
    random: oncePerPrecision((precision) =>
      asNeeded(randomWorlds(replayed, definitions, precision, seed)),
    ),
    solved: (at, precision) => {
      const key = JSON.stringify(at);
      const make = (p: Precision): SolvedWorlds[] =>
        solvedWorlds(replayed, definitions, solutions, { at, precision: p, seeds });
      const worlds = solvedAt.get(key) ?? oncePerPrecision(make);
      solvedAt.set(key, worlds);
      return worlds(precision);
    },
  };
}

type DigitsIn = (
  equation: Equation,
  block: Equations,
  precision: Precision,
) => readonly (number | null)[];

/**
 * The digits of each right-hand side, at random points or at the solutions that equations are about; none where a
 * side cannot be computed as it is written.
 */
const comparing =
  ({ random, solved }: Places): DigitsIn =>
  (equation, { atSolution }, precision) => {
    try {
      if (!atSolution) return leastDigits(random(precision), (world) => digitsAt(world, equation));
      return leastDigits(solved(atSolution, precision), (world) =>
        digitsAtSolution(world, equation),
      );
    } catch (error) {
      if (error instanceof Mismatch) return equation.steps.map(() => 0);
      throw error;
    }
  };

/** Null where no place had anything to say of it; false where one was against it. */
function heldAt(claim: Claim, { random, solved }: Places, seed: number): boolean | null {
  const precision = Precision.ofDigits(claimDigits);
  const isAnywhere = claim.kind === 'rises' || claim.kind === 'falls' || claim.kind === 'absent';
  try {
    const worlds = isAnywhere
      ? [...random(precision)].slice(0, points)
      : solved(claim.at, precision).map(({ moving }) => moving);
    const found = worlds.map((world) => tryClaim(claim, world, seed));
    return found.includes(false) ? false : found.includes(true) ? true : null;
  } catch (error) {
    if (error instanceof Mismatch) return null;
    throw error;
  }
}

/** Digits in which claims are tried. */
const claimDigits = 60;

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
