import { expect } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import type { Value } from '../../src/runtime/index.ts';

/** The numbers of nested arrays, row-major. */
export const flat = (value: Value | undefined): number[] =>
  typeof value === 'number' ? [value] : (value ?? []).flatMap(flat);

/** Holds numbers against others, with an error relative to the largest of them. */
export function expectNear(
  found: readonly number[],
  expected: readonly number[],
  relative: number,
): void {
  expect(found).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs), 1e-3);
  const error = found.map((x, i) => Math.abs(x - present(expected[i])) / scale);
  expect(Math.max(...error)).toBeLessThan(relative);
}
