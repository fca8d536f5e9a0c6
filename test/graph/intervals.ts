import fc from 'fast-check';
import type { Interval } from '../../src/graph/interval.ts';

/** Whether the number lies in the interval; an open end may be rounded onto. */
export const contains = (r: Interval, value: number): boolean =>
  value >= r.lo &&
  value <= r.hi &&
  (!r.integer || Number.isInteger(value) || !Number.isFinite(value));

const fraction = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

/** An interval between two numbers, closed or open, and a number that lies in it. */
export const subintervals = (
  lo: number,
  hi: number,
): fc.Arbitrary<{ range: Interval; value: number }> =>
  fc
    .tuple(fraction, fraction, fraction, fc.boolean(), fc.boolean())
    .map(([a, b, c, loOpen, hiOpen]) => {
      const at = (x: number): number => Math.min(hi, Math.max(lo, lo + x * (hi - lo)));
      const [from = 0, value = 0, to = 0] = [at(a), at(b), at(c)].sort((x, y) => x - y);
      const inside = value > from && value < to;
      const integer = Number.isInteger(value) && from === to;
      return {
        range: { lo: from, hi: to, loOpen: loOpen && inside, hiOpen: hiOpen && inside, integer },
        value,
      };
    });
