import { Interval, type Defined, type RegionName } from '../../graph/index.ts';
import type { Domain } from '../../runtime/domain.ts';

/** A set of numbers that an argument must lie in. */
export interface Region {
  /** Whether all numbers of an interval are in it. */
  readonly holds: (r: Interval.Interval) => boolean;
  /** Completes "the argument may be …", of numbers outside. */
  readonly outside: string;
  /** Domains within it that a declaration could have, the widest first. */
  readonly domains: readonly Domain[];
  /** What always lies in it. */
  readonly remedy: string;
}

const positive: Domain = { kind: 'positive' };
const unit: Domain = { kind: 'unit' };
const interval = (lower: number, upper: number): Domain => ({ kind: 'interval', lower, upper });

const region = (
  holds: Region['holds'],
  outside: string,
  domains: readonly Domain[],
  remedy: string,
): Region => ({ holds, outside, domains, remedy });

const positiveRemedy = '`exp(…)` and `softplus(…)` are positive everywhere';
const unitRemedy = '`sigmoid(…)` is between 0 and 1 everywhere';

const regions: { readonly [R in Exclude<RegionName, 'aboveFirst'>]: Region } = {
  positive: region(Interval.isPositive, '0 or negative', [positive, unit], positiveRemedy),
  nonNegative: region(Interval.isNonNegative, 'negative', [positive, unit], positiveRemedy),
  nonZero: region(Interval.isNonZero, '0', [positive, unit], positiveRemedy),
  aboveMinusOne: region(
    (r) => r.lo > -1 || (r.lo === -1 && r.loOpen),
    '−1 or less',
    [positive, unit],
    positiveRemedy,
  ),
  negative: region(Interval.isNegative, '0 or positive', [], '`-exp(…)` is negative everywhere'),
  openUnit: region(
    (r) => Interval.isPositive(r) && Interval.isBelow(r, Interval.point(1)),
    'outside (0, 1)',
    [unit],
    unitRemedy,
  ),
  unit: region(Interval.isUnit, 'outside [0, 1]', [unit], unitRemedy),
  sine: region(
    (r) => r.lo >= -1 && r.hi <= 1,
    'outside [−1, 1]',
    [interval(-1, 1), unit],
    '`tanh(…)` is between −1 and 1 everywhere',
  ),
  openSine: region(
    (r) => Interval.isBelow(r, Interval.point(1)) && Interval.isBelow(Interval.point(-1), r),
    'outside (−1, 1)',
    [interval(-1, 1), unit],
    '`tanh(…)` is between −1 and 1 everywhere',
  ),
  atLeastOne: region((r) => r.lo >= 1, 'less than 1', [], '`1 + exp(…)` is more than 1 everywhere'),
  secant: region(
    (r) => r.lo >= 1 || Interval.isBelow(r, Interval.point(-1)),
    'inside [−1, 1)',
    [],
    '`1 + exp(…)` is more than 1 everywhere',
  ),
  beyondOne: region(
    (r) => Interval.isBelow(Interval.point(1), r) || Interval.isBelow(r, Interval.point(-1)),
    'inside [−1, 1]',
    [],
    '`1 + exp(…)` is more than 1 everywhere',
  ),
  hyperbolicSecant: region(
    (r) => Interval.isPositive(r) && r.hi <= 1,
    'outside (0, 1]',
    [unit],
    unitRemedy,
  ),
  count: region(
    (r) => r.integer && Interval.isNonNegative(r),
    'negative or not whole',
    [{ kind: 'count' }],
    'a column of whole numbers is declared `count`',
  ),
};

/** The numbers that lie above an interval. */
const above = (lower: Interval.Interval): Region =>
  region(
    (r) => Interval.isBelow(lower, r),
    'no more than the one before it',
    [],
    'steps of `ordered` parameters grow',
  );

/** What the arguments must lie in, given what is proved of each; null where it may be anything. */
export function regionsOf(
  defined: Defined,
  ranges: readonly Interval.Interval[],
): readonly (Region | null)[] {
  const names = typeof defined === 'function' ? defined(ranges) : defined;
  const [first = Interval.real] = ranges;
  return names.map((name) => (name === 'aboveFirst' ? above(first) : name && regions[name]));
}
