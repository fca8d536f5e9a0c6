import { Interval } from '../../graph/index.ts';
import type { Domain, DomainKind } from '../../runtime/domain.ts';
import type { Operator } from '../../syntax/index.ts';
import { above, regions, type Region } from './regions.ts';

const { positive, aboveMinusOne, nonZero } = regions;

/** What the arguments must lie in, given what is proved of each; null where it may be anything. */
export type Requirement = (ranges: readonly Interval.Interval[]) => readonly (Region | null)[];

const each =
  (...wanted: readonly (Region | null)[]): Requirement =>
  () =>
    wanted;

/**
 * aᵇ: a root of no negative number, a reciprocal of no 0. A whole number b ≥ 0 takes any base.
 */
const power: Requirement = ([, b = Interval.real]) => [baseOf(b), null];

function baseOf(exponent: Interval.Interval): Region | null {
  const isWhole = exponent.integer;
  if (Interval.isNonNegative(exponent)) return isWhole ? null : regions.nonNegative;
  return isWhole ? regions.nonZero : regions.positive;
}

/** The n-th root: of a negative number for odd n only, of 0 for n > 0 only. */
const root: Requirement = ([, n = Interval.point(2)]) => {
  const isOdd = n.lo === n.hi && Math.abs(n.lo % 2) === 1;
  const base = isOdd ? null : regions.nonNegative;
  return [Interval.isPositive(n) ? base : isOdd ? regions.nonZero : regions.positive, nonZero];
};

/**
 * Functions of the language that are not defined everywhere. Poles that recur, those of `tan` and of
 * Γ among negative numbers, are not looked for.
 */
export const functionRequirements: Readonly<Record<string, Requirement>> = {
  log: each(positive, positive),
  log2: each(positive),
  log10: each(positive),
  log1p: each(aboveMinusOne),
  log1pmx: each(aboveMinusOne),
  log1mexp: each(regions.negative),
  xlogy: each(null, positive),
  xlog1py: each(null, aboveMinusOne),
  sqrt: each(regions.nonNegative),
  nthRoot: root,
  pow: power,
  dotPow: power,
  divide: each(null, nonZero),
  dotDivide: each(null, nonZero),
  cot: each(nonZero),
  csc: each(nonZero),
  coth: each(nonZero),
  csch: each(nonZero),
  acsch: each(nonZero),
  asin: each(regions.sine),
  acos: each(regions.sine),
  asec: each(regions.secant),
  acsc: each(regions.secant),
  acosh: each(regions.atLeastOne),
  atanh: each(regions.openSine),
  acoth: each(regions.beyondOne),
  asech: each(regions.hyperbolicSecant),
  logit: each(regions.openUnit),
  lgamma: each(positive),
  gamma: each(positive),
  digamma: each(positive),
  polygamma: each(regions.count, positive),
  digammaDifference: each(positive, positive),
  digammaExcess: each(positive, positive),
  logerfcDifference: ([a = Interval.real]) => [null, above(a)],
  lrising: each(positive, positive),
  stirlingError: each(positive),
  stirlingErrorSlope: each(positive),
  devianceTerm: each(positive, positive),
  devianceTermLog: each(positive),
  factorialError: each(positive),
  chooseError: each(positive, positive),
  lbeta: each(positive, positive),
  beta: each(positive, positive),
  factorial: each(aboveMinusOne),
  choose: each(aboveMinusOne, aboveMinusOne),
  combinations: each(aboveMinusOne, aboveMinusOne),
};

/** Operators that are not defined everywhere, and how they are called in a message. */
export const operatorRequirements: {
  readonly [K in Operator]?: { readonly requires: Requirement; readonly sign: string };
} = {
  divide: { requires: each(null, nonZero), sign: '/' },
  dotDivide: { requires: each(null, nonZero), sign: './' },
  pow: { requires: power, sign: '^' },
  dotPow: { requires: power, sign: '.^' },
};

/** What the domain of a distribution's parameter asks of an argument. */
const ofDomain: { readonly [K in DomainKind]?: Region } = {
  positive: regions.positive,
  unit: regions.unit,
  count: regions.count,
};

export const regionOf = ({ kind }: Domain): Region | null => ofDomain[kind] ?? null;
