import type { AtSolution } from '../../derivation/index.ts';
import type { Precision } from '../../oracle/index.ts';
import { present } from '../../base/invariant.ts';
import type { Definitions } from './definitions.ts';
import { solvedPlace, unknownsIn } from './estimate.ts';
import { isFiniteAt } from './finite.ts';
import { orNull } from './no-value.ts';
import type { Solved } from './solutions.ts';
import { placeOf, World, type Place, type Replayed } from './world.ts';

/** Where the equations of a solution hold. */
export interface SolvedWorlds {
  /** All parameters that are solved for at their solutions. */
  readonly here: World;
  /** The same, where what was put in as solved for moves along: for second derivatives. */
  readonly moving: World;
}

/**
 * Rows of random data, fewer first: the less rows the faster, and the more the likelier are there estimates inside
 * their domains, with every category in the data.
 */
const rowCounts: readonly number[] = [4, 6, 9, 13, 20, 30, 45, 68];

/** Less rows than unknowns rarely tell them all: these come last. */
const inOrder = (unknowns: number): number[] => [
  ...rowCounts.filter((rows) => rows >= unknowns),
  ...rowCounts.filter((rows) => rows < unknowns),
];

/** Places at the solution of some parameters, for random data; none where no data gave one. */
export function solvedWorlds(
  replayed: Replayed,
  definitions: Definitions,
  solutions: readonly Solved[],
  { at, precision, seeds }: { at: AtSolution; precision: Precision; seeds: readonly number[] },
): SolvedWorlds[] {
  const chain = chainOf(at, solutions);
  const followers = chain.filter((each) => isAmong(each, at.moving));
  const unknowns = Math.max(0, ...chain.map((each) => unknownsIn(replayed.model, each)));
  return seeds.flatMap((seed) => {
    for (const rows of inOrder(unknowns)) {
      const start = placeOf(replayed, definitions, precision, { seed, rows });
      const place = orNull(() => chain.reduce(solvedPlace, start));
      if (!place || !isFiniteAt(place)) continue;
      return [
        {
          here: new World(place),
          moving: new World({ ...place, follow: (moved) => follow(place, followers, moved) }),
        },
      ];
    }
    return [];
  });
}

const isAmong = ({ at }: Solved, names: readonly string[]): boolean =>
  at.parameters.some((name) => names.includes(name));

/** What is solved before some parameters, themselves, and what was put in for them, which needs them. */
function chainOf(at: AtSolution, solutions: readonly Solved[]): Solved[] {
  const wanted = new Set([...at.parameters, ...at.moving]);
  return solutions.filter((each) => !each.at.isPartial || isAmong(each, [...wanted]));
}

/** Moved names, and those that follow them at their solutions. */
function follow(place: Place, followers: readonly Solved[], moved: World['moved']): World['moved'] {
  const there = { ...place, inputs: new Map([...place.inputs, ...moved]) };
  const { inputs } = followers.reduce(solvedPlace, there);
  const names = followers.flatMap(({ at }) => at.parameters);
  return new Map([...moved, ...names.map((name) => [name, present(inputs.get(name))] as const)]);
}
