import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementwise, elementwiseRule, type ElementwiseName } from '../../src/graph/elementwise.ts';
import * as I from '../../src/graph/interval.ts';
import type { Interval } from '../../src/graph/interval.ts';
import { cases, type Region } from './elementwise-cases.ts';
import { contains, subintervals } from './intervals.ts';

const names = Object.keys(elementwise) as ElementwiseName[];

/** An interval inside one of the regions, ends of the region included now and then, with a number of it. */
const part = (regions: readonly Region[]): fc.Arbitrary<{ range: Interval; value: number }> =>
  fc.oneof(...regions.map(([lo, hi]) => subintervals(lo, hi)));

const runs = { seed: 1, numRuns: 200, endOnFailure: true };

describe.each(names)('the range of %s', (name) => {
  const rule = elementwiseRule(name);

  it('holds every value', () => {
    const args = fc.tuple(...cases[name].args.map(part));
    fc.assert(
      fc.property(args, (parts) => {
        const range = rule.range(parts.map((p) => p.range));
        const value = rule.value(...parts.map((p) => p.value));
        expect(contains(range, value), `${value} in ${JSON.stringify(range)}`).toBe(true);
      }),
      runs,
    );
  });

  it('is nothing wrong where nothing is known', () => {
    const args = fc.tuple(...cases[name].args.map(part));
    const unknown = cases[name].args.map(() => I.real);
    fc.assert(
      fc.property(args, (parts) => {
        expect(contains(rule.range(unknown), rule.value(...parts.map((p) => p.value)))).toBe(true);
      }),
      runs,
    );
  });
});

describe('what rewrites rely on', () => {
  const range = (name: ElementwiseName, ...args: Interval[]): Interval =>
    elementwiseRule(name).range(args);

  it.each([
    ['exp', [I.real], I.positive],
    ['sigmoid', [I.real], I.openUnit],
    ['softplus', [I.real], I.positive],
    ['tanh', [I.real], I.interval(-1, 1, '()')],
    ['cosh', [I.real], I.interval(1, Infinity)],
    ['abs', [I.real], I.nonNegative],
    ['relu', [I.real], I.nonNegative],
    ['log', [I.openUnit], I.negative],
    ['log1p', [I.positive], I.positive],
    ['log', [I.interval(1, Infinity)], I.nonNegative],
    ['log1mexp', [I.negative], I.negative],
    ['erf', [I.real], I.interval(-1, 1, '()')],
    ['erfc', [I.real], I.interval(0, 2, '()')],
    ['less', [I.real, I.real], I.truth],
    ['less', [I.negative, I.point(0)], I.point(1)],
    ['greater', [I.negative, I.point(0)], I.point(0)],
    ['polygamma', [I.point(1), I.positive], I.positive],
    ['polygamma', [I.point(2), I.positive], I.negative],
    ['pow', [I.real, I.point(2)], I.nonNegative],
    ['pow', [I.positive, I.point(-1)], I.positive],
    ['pow', [I.positive, I.point(0.5)], I.positive],
    ['pow', [I.positive, I.real], I.positive],
    ['pow', [I.openUnit, I.positive], I.interval(0, 1, '(')],
  ] as const)('%s of %o is %o', (name, args, wanted) => {
    const found = range(name, ...args);
    expect(I.intersect(found, wanted)).toMatchObject({ lo: found.lo, hi: found.hi });
    expect([found.lo, found.hi]).toEqual([wanted.lo, wanted.hi]);
    expect(found.loOpen || !wanted.loOpen).toBe(true);
    expect(found.hiOpen || !wanted.hiOpen).toBe(true);
  });

  it('never proves a bound by rounding onto it', () => {
    // exp(−800) rounds to 0 and is positive; tanh 40 rounds to 1 and is less.
    expect(I.isPositive(range('exp', I.point(-800)))).toBe(true);
    expect(range('tanh', I.point(40))).toMatchObject({ hi: 1, hiOpen: true });
    expect(range('exp', I.point(800)).lo).toBeLessThan(Infinity);
    expect(range('atan', I.real).hi).toBeGreaterThan(Math.PI / 2);
  });
});
