import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as I from '../../src/graph/interval.ts';
import { contains, subintervals } from './intervals.ts';

const parts = fc.oneof(
  subintervals(-3, 3),
  subintervals(0, 1),
  subintervals(-1, 0),
  subintervals(0, 1e6),
);
const runs = { seed: 1, numRuns: 500 };

describe('interval arithmetic holds every value', () => {
  const binary = {
    add: [I.addIntervals, (x: number, y: number) => x + y],
    multiply: [I.multiplyIntervals, (x: number, y: number) => x * y],
    largest: [I.largest, Math.max],
    smallest: [I.smallest, Math.min],
  } as const;

  it.each(Object.keys(binary) as (keyof typeof binary)[])('%s', (name) => {
    const [ofRanges, ofNumbers] = binary[name];
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(contains(ofRanges(a.range, b.range), ofNumbers(a.value, b.value))).toBe(true);
      }),
      runs,
    );
  });

  it('negate and absolute', () => {
    fc.assert(
      fc.property(parts, ({ range, value }) => {
        expect(contains(I.negateInterval(range), -value)).toBe(true);
        expect(contains(I.absolute(range), Math.abs(value))).toBe(true);
      }),
      runs,
    );
  });

  it('unite holds what either holds', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const both = I.unite(a.range, b.range);
        expect(contains(both, a.value) && contains(both, b.value)).toBe(true);
      }),
      runs,
    );
  });
});

describe('open ends', () => {
  it('stay open in sums and products that come near them', () => {
    expect(I.multiplyIntervals(I.positive, I.positive)).toMatchObject({ lo: 0, loOpen: true });
    expect(I.addIntervals(I.positive, I.nonNegative)).toMatchObject({ lo: 0, loOpen: true });
    expect(I.multiplyIntervals(I.openUnit, I.openUnit)).toMatchObject({
      loOpen: true,
      hiOpen: true,
    });
  });

  it('close where a factor may be 0', () => {
    expect(I.multiplyIntervals(I.nonNegative, I.positive)).toMatchObject({ lo: 0, loOpen: false });
    expect(I.multiplyIntervals(I.truth, I.openUnit)).toMatchObject({
      lo: 0,
      loOpen: false,
      hiOpen: true,
    });
  });

  it('are kept by the larger and the smaller', () => {
    expect(I.largest(I.positive, I.nonNegative)).toMatchObject({ lo: 0, loOpen: true });
    expect(I.smallest(I.negative, I.nonPositive)).toMatchObject({ hi: 0, hiOpen: true });
    expect(I.absolute(I.interval(-2, 2, ')'))).toMatchObject({
      lo: 0,
      hi: 2,
      loOpen: false,
      hiOpen: false,
    });
  });
});

it('orders intervals that do not meet', () => {
  expect(I.isBelow(I.negative, I.point(0))).toBe(true);
  expect(I.isBelow(I.nonPositive, I.point(0))).toBe(false);
  expect(I.isBelow(I.nonPositive, I.positive)).toBe(true);
});

it('does not round a bound inwards', () => {
  const sum = I.addIntervals(I.point(0.1), I.point(0.2));
  expect(sum.lo).toBeLessThan(0.30000000000000004);
  expect(I.addIntervals(I.point(0.5), I.point(0.25))).toMatchObject({ lo: 0.75, hi: 0.75 });
});
