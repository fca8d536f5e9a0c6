import type { Block, Claim, Formula } from '../../derivation/index.ts';
import { present } from '../../base/invariant.ts';
import { Reals, type Precision, type Real } from '../../oracle/index.ts';
import { random, type Random } from '../../runtime/index.ts';
import { isInside } from '../inside.ts';
import { numberOf, type Numbers } from './arrays.ts';
import { evaluate } from './evaluate.ts';
import { orNull } from './no-value.ts';
import { World } from './world.ts';

/** Directions in which the parameters of a claim are moved, and how far, beside their own sizes. */
const directions = 10;
const distances: readonly number[] = [1e-4, 0.05, 0.8];

/** Changes of J below this, beside 1 + |J|, are rounding in 60 digits. */
const negligible = 1e-45;

/** What became of J where the parameters were moved one way and the other: signs, null where J has no value. */
type Change = readonly [number | null, number | null];

/**
 * Whether a claim held where it was tried: J at the solution against J beside it, near and far; null where it could
 * not be tried.
 */
export function tryClaim(claim: Claim, world: World, seed: number): boolean | null {
  if (!claim.where.every((each) => isTrue(world, each))) return null;
  const start = objectiveOf(world);
  if (!start || !Reals.isFinite(start)) return null;
  const draw = random(seed);
  const changes = Array.from({ length: directions }, () => directionOf(world, claim, draw)).flatMap(
    (direction) =>
      distances.map((distance): Change => {
        const [ahead, back] = [distance, -distance].map((step) =>
          changeAlong(world, start, direction, step),
        );
        return [ahead ?? null, back ?? null];
      }),
  );
  return verdicts[claim.kind](changes);
}

/** What changes of J say of a claim. */
const verdicts: { readonly [K in Claim['kind']]: (changes: readonly Change[]) => boolean | null } =
  {
    minimum: (changes) => allAre(changes, (sign) => sign >= 0),
    maximum: (changes) => allAre(changes, (sign) => sign <= 0),
    // Some direction may be needed that was not drawn.
    saddle: (changes) => (changes.flat().includes(1) && changes.flat().includes(-1) ? true : null),
    inflection: (changes) =>
      changes.every(
        ([ahead, back]) => ahead === null || back === null || ahead !== back || ahead === 0,
      ),
    data: () => null,
    absent: (changes) => allAre(changes, (sign) => sign === 0),
    rises: (changes) => allPairs(changes, 1),
    falls: (changes) => allPairs(changes, -1),
  };

function allAre(changes: readonly Change[], holds: (sign: number) => boolean): boolean | null {
  const known = changes.flat().filter((sign) => sign !== null);
  return known.length === 0 ? null : known.every(holds);
}

/** Directions of `rises` and `falls` point up. */
function allPairs(changes: readonly Change[], sign: number): boolean | null {
  const turned = changes.map(([ahead, back]): Change => [ahead, back === null ? null : -back]);
  return allAre(turned, (each) => each === sign);
}

const isTrue = (world: World, relation: Formula): boolean => {
  const value = orNull(() => evaluate(world, relation, new Map()));
  return value?.values.every((x) => !Reals.isZero(x)) ?? false;
};

function objectiveOf(world: World): Real | null {
  const name: Formula = { kind: 'name', name: world.place.letters.objective, indices: [] };
  return orNull(() => numberOf(evaluate(world, name, new Map())));
}

type Direction = ReadonlyMap<string, readonly number[]>;

/** A random direction, with all elements positive for a claim of each of them. */
function directionOf(world: World, { kind, at }: Claim, draw: Random): Direction {
  const least = kind === 'rises' || kind === 'falls' ? 0.1 : -1;
  return new Map(
    at.parameters.map((name) => {
      const { values } = present(world.input(name));
      return [name, values.map(() => least + (1 - least) * draw())] as const;
    }),
  );
}

/** The sign of what J changes by; null where J has no value, or a parameter leaves its domain. */
function changeAlong(
  world: World,
  start: Real,
  direction: Direction,
  distance: number,
): number | null {
  const { place } = world;
  const { precision: p } = place;
  const own = new Map<string, Numbers>();
  for (const [name, along] of direction) {
    const moved = movedBy(
      world,
      name,
      along.map((x) => x * distance),
    );
    if (!moved) return null;
    own.set(name, moved);
  }
  const moved = orNull(() => place.follow?.(own) ?? own);
  const value = moved && objectiveOf(new World(place, moved));
  if (!value || !Reals.isFinite(value)) return null;
  const change = Reals.subtract(p, value, start);
  const size = Reals.multiply(p, scaleOf(p, start), Reals.fromNumber(p, negligible));
  if (Reals.compare(Reals.absolute(change), size) <= 0) return 0;
  return Reals.compare(change, Reals.zero);
}

function movedBy(world: World, name: string, steps: readonly number[]): Numbers | null {
  const { precision: p, model } = world.place;
  const { domain } = present(model.parameters.find((each) => each.name === name));
  const from = present(world.input(name));
  const plain = from.values.map((x, k) =>
    Reals.add(p, x, Reals.multiply(p, scaleOf(p, x), Reals.fromNumber(p, present(steps[k])))),
  );
  const values = domain.kind === 'simplex' ? overTheirSums(p, plain, from.shape) : plain;
  return isInside(domain, from.shape, values) ? { ...from, values } : null;
}

/** 1 + |x|. */
const scaleOf = (p: Precision, x: Real): Real => Reals.add(p, Reals.one(p), Reals.absolute(x));

function overTheirSums(p: Precision, values: readonly Real[], shape: readonly number[]): Real[] {
  const length = shape.at(-1) ?? 1;
  return values.map((x, k) => {
    const from = k - (k % length);
    const sum = values.slice(from, from + length).reduce((a, b) => Reals.add(p, a, b));
    return Reals.divide(p, x, sum);
  });
}

type Text = Extract<Block, { kind: 'text' }>;

/** A block with what became of its claim; what did not hold is not said. */
export function judged(block: Text, held: boolean | null): Text {
  if (!block.claim) return block;
  const claim = { ...block.claim, held };
  return held === false ? { ...block, sentence: undecided(claim), claim } : { ...block, claim };
}

const undecided = ({ kind }: Claim): Text['sentence'] =>
  kind === 'rises' || kind === 'falls' || kind === 'absent'
    ? ['How J changes with it is not decided.']
    : ['It is a stationary point whose kind is not decided.'];
