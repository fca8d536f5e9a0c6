import { type Node } from '../graph/index.ts';
import type { Real } from '../oracle/index.ts';
import type { PassStep, PassStepKind, PassStepOf, ReplayReport } from '../derivation/index.ts';
import { random, type Random } from '../runtime/index.ts';
import { chainRuleDigits } from './chain-rule.ts';
import { agreement, inPrecision, mostDigits, oncePerPrecision } from './digits.ts';
import { randomIndex, randomPoint } from './point.ts';
import { Values } from './values.ts';

/** How a step fared when it was computed anew. */
export interface Replay {
  readonly id: string;
  /** The digits to which both sides agree everywhere that was looked; null where neither had a value. */
  readonly digits: number | null;
  /** At how many numbers both sides were compared. */
  readonly comparisons: number;
}

export interface ReplayOptions {
  /** Random points; 2 unless given. */
  readonly points?: number;
  readonly seed?: number;
}

/** What is told of the replay of all steps. */
export function reportOf(replays: readonly Replay[]): ReplayReport {
  const done = replays.flatMap(({ digits }) => (digits === null ? [] : [digits]));
  return {
    steps: new Map(replays.map(({ id, digits }) => [id, digits])),
    replayed: done.length,
    digits: Math.min(mostDigits, ...done),
  };
}

/** Elements of each side that are looked at, at each point. */
const elements = 2;

/**
 * Computes both sides of each step at random points in the domains of the symbols, in high precision and
 * from the definitions of the functions alone. Points at which a side has no value (a logarithm of a
 * negative number) are drawn anew.
 */
export function replay(steps: readonly PassStep[], options: ReplayOptions = {}): Replay[] {
  const { points = 2, seed = 1 } = options;
  const placesIn = oncePerPrecision((precision) =>
    Array.from(
      { length: points + sparePoints },
      (_, k) => new Values(randomPoint(precision, seed + k)),
    ),
  );
  const draw = random(seed, 1);
  return steps.map((step) =>
    inPrecision(
      (precision) => replayStep(step, placesIn(precision), points, draw),
      ({ digits }) => [digits],
    ),
  );
}

/** Points that are tried where others have no value. */
const sparePoints = 6;

function replayStep(
  step: PassStep,
  places: readonly Values[],
  wanted: number,
  draw: Random,
): Replay {
  const found: number[] = [];
  let defined = 0;
  for (const values of places) {
    if (defined === wanted) break;
    const digits = (digitsOf[step.kind] as DigitsOf)(step as never, values, draw);
    if (digits.length === 0) continue;
    defined++;
    found.push(...digits);
  }
  return {
    id: step.id,
    digits: found.length > 0 ? Math.min(...found) : null,
    comparisons: found.length,
  };
}

/** The digits of each comparison at one place; none where a side has no value there. */
type DigitsOf = (step: never, values: Values, draw: Random) => number[];

const digitsOf: {
  readonly [K in PassStepKind]: (step: PassStepOf<K>, values: Values, draw: Random) => number[];
} = {
  substitution: () => [],
  rewrite: ({ before, after }, values, draw) => identityDigits(before, after, values, draw),
  'chain-rule': chainRuleDigits,
};

function identityDigits(before: Node, after: Node, values: Values, draw: Random): number[] {
  return Array.from({ length: elements }, () => {
    const index = randomIndex(
      before.shape.map((axis) => values.sizeOf(axis)),
      draw,
    );
    return compare(values, values.at(before, index), () => values.at(after, index));
  }).filter((digits) => digits !== null);
}

/** A right side without a value where the left has one agrees to no digit. */
function compare({ point: { precision } }: Values, left: Real, right: () => Real): number | null {
  if (agreement(precision, left, left) === null) return null;
  return agreement(precision, left, right()) ?? 0;
}
