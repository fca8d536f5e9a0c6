import { describe, expect, it } from 'vitest';
import { regionsOf } from '../../src/diagnosis/domain/regions.ts';
import { elementwise, elementwiseRule, Interval, isElementwise } from '../../src/graph/index.ts';

const points = [-2.5, -2, -1, -0.5, 0, 0.5, 1, 2, 2.5];

/** All argument lists of a function over the points. */
const argumentsOf = (arity: number): number[][] =>
  arity === 1 ? points.map((a) => [a]) : points.flatMap((a) => points.map((b) => [a, b]));

const undefinedAt = (name: string): number[][] => {
  if (!isElementwise(name)) return [];
  const { arity, value } = elementwiseRule(name);
  return arity > 2 ? [] : argumentsOf(arity).filter((args) => !Number.isFinite(value(...args)));
};

describe('the functions that are not defined everywhere', () => {
  const partial = Object.keys(elementwise).filter((name) => undefinedAt(name).length > 0);

  it.each(partial)('include %s, and wherever it is not, an argument is refused', (name) => {
    const defined = isElementwise(name) ? elementwiseRule(name).defined : undefined;
    expect(defined).toBeDefined();
    const accepted = undefinedAt(name).filter((args) => {
      const ranges = args.map(Interval.point);
      return regionsOf(defined ?? [], ranges).every(
        (region, k) => region?.holds(Interval.point(args[k] ?? NaN)) ?? true,
      );
    });
    expect(accepted).toEqual([]);
  });
});
