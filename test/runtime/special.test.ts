import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as special from '../../src/runtime/special.ts';

interface Fixture {
  cases: Record<string, [arguments: number[], value: number][]>;
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/runtime/special.json', import.meta.url), 'utf8'),
) as Fixture;

const functions = special as unknown as Record<string, (...args: number[]) => number>;

/** The error in units of what is allowed: 1e-14 relative, or 1e-15 absolute beside a root. */
function excess(value: number, expected: number): number {
  if (Object.is(value, expected) || value === expected) return 0;
  const error = Math.abs(value - expected);
  const allowed = Math.max(1e-14 * Math.abs(expected), 1e-15);
  return Number.isNaN(error) ? Infinity : error / allowed;
}

describe('special functions', () => {
  it.each(Object.entries(fixture.cases))('%s agrees with its reference values', (name, rows) => {
    const f = functions[name];
    expect(f).toBeDefined();
    const wrong = rows.filter(([args, expected]) => !(excess(f!(...args), expected) <= 1));
    expect(wrong).toEqual([]);
  });

  it('keeps relative precision where the value is tiny', () => {
    expect(special.erfc(26) / 5.663192408856143e-296).toBeCloseTo(1, 13);
    expect(special.log1pexp(-700) / Math.exp(-700)).toBe(1);
    expect(special.devianceTerm(1e6, 1e6 + 1) / 4.999996666669167e-7).toBeCloseTo(1, 9);
  });

  it('rises from 0 without cancellation', () => {
    // Σ xᵏ/(k + 1)! and its derivative.
    const x = 1e-5;
    expect(special.exprel(x)).toBeCloseTo(1 + x / 2 + x ** 2 / 6, 15);
    expect(special.exprelMoment(1, x)).toBeCloseTo(1 / 2 + x / 3 + x ** 2 / 8, 15);
    expect([special.exprel(0), special.exprelMoment(1, 0)]).toEqual([1, 0.5]);
    for (const end of [-1, 1]) {
      const [inside, outside] = [end * (1 - 1e-9), end * (1 + 1e-9)];
      expect(special.exprelMoment(1, inside)).toBeCloseTo(special.exprelMoment(1, outside), 8);
    }
    expect([special.exprel(-Infinity), special.exprel(Infinity)]).toEqual([0, Infinity]);
    expect([special.exprelMoment(1, -800), special.exprelMoment(1, 800)]).toEqual([
      1 / 800 ** 2,
      Infinity,
    ]);
    expect([special.logsoftplus(-800), special.logsoftplus(800)]).toEqual([-800, Math.log(800)]);
    expect([special.logcexpexp(-800), special.logcexpexp(800)]).toEqual([-800, -0]);
  });

  it('has the derivatives that it names', () => {
    const h = 1e-5;
    for (const x of [0.3, 2.2, 8.5, 40]) {
      const slope = (f: (x: number) => number): number => (f(x + h) - f(x - h)) / (2 * h);
      expect(special.digamma(x)).toBeCloseTo(slope(special.lgamma), 8);
      expect(special.polygamma(1, x)).toBeCloseTo(slope(special.digamma), 7);
      expect(special.polygamma(2, x)).toBeCloseTo(
        slope((t) => special.polygamma(1, t)),
        6,
      );
      expect(special.stirlingErrorSlope(x)).toBeCloseTo(slope(special.stirlingError), 8);
      expect(special.digammaDifference(x, 3.5)).toBeCloseTo(
        slope((t) => special.lrising(t, 3.5)),
        8,
      );
    }
  });

  it('answers at poles, at infinity and for NaN', () => {
    expect(special.lgamma(0)).toBe(Infinity);
    expect(special.lgamma(-3)).toBe(Infinity);
    expect(special.digamma(-3)).toBeNaN();
    expect(special.lgamma(Infinity)).toBe(Infinity);
    expect(special.erf(-Infinity)).toBe(-1);
    expect(special.erfc(40)).toBe(0);
    expect(special.erfcx(Infinity)).toBe(0);
    expect(special.log1pexp(1000)).toBe(1000);
    expect(special.devianceTerm(0, 2.5)).toBe(2.5);
    for (const f of [special.lgamma, special.digamma, special.erf, special.erfc, special.erfcx]) {
      expect(f(NaN)).toBeNaN();
    }
  });

  it('inverts sigmoid by logit without overflow', () => {
    expect(special.sigmoid(-800)).toBe(0);
    expect(special.sigmoid(-700)).toBeGreaterThan(0);
    expect(special.sigmoid(800)).toBe(1);
    for (const x of [-30, -2, 0, 0.5, 20]) {
      expect(special.logit(special.sigmoid(x))).toBeCloseTo(x, 6);
    }
  });
});
