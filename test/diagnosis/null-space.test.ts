import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { echelon, nullSpace } from '../../src/diagnosis/linear/null-space.ts';

/** The columns of a matrix given by its rows. */
const columns = (rows: readonly (readonly number[])[]): number[][] =>
  (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? NaN));

const product = (rows: readonly (readonly number[])[], v: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, x, j) => sum + x * (v[j] ?? NaN), 0));

describe('nullSpace', () => {
  it('is empty where the columns are independent', () => {
    expect(nullSpace([])).toEqual([]);
    expect(
      nullSpace(
        columns([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      ),
    ).toEqual([]);
  });

  it('finds what cancels, in parts that have nothing to do with each other', () => {
    const rows = [
      [1, 1, 0, 2],
      [2, 2, 1, 2],
      [3, 3, 0, 0],
      [4, 4, 7, 14],
    ].map(([a = 0, b = 0, c = 0]) => [a, b, c, 2 * c]);
    const found = nullSpace(columns(rows)) ?? [];
    expect(found).toHaveLength(2);
    for (const v of found) {
      expect(Math.max(...product(rows, v).map(Math.abs))).toBeLessThan(1e-13);
      expect(v.filter((x) => x !== 0)).toHaveLength(2);
    }
  });

  it('does not mind the scale of a column', () => {
    const rows = [
      [1e9, 1e-9],
      [2e9, 3e-9],
      [1e9, 7e-9],
    ];
    expect(nullSpace(columns(rows))).toEqual([]);
  });

  it('says nothing where rounding hides the rank', () => {
    const rows = [
      [1, 1],
      [1, 1 + 1e-9],
      [1, 1],
    ];
    expect(nullSpace(columns(rows))).toBeNull();
  });

  it('finds a space that was planted', () => {
    const entry = fc.integer({ min: -9, max: 9 });
    const matrix = fc.array(fc.tuple(entry, entry, entry), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(matrix, entry, entry, entry, (rows, a, b, c) => {
        const wide = rows.map(([x, y, z]) => [x, y, z, a * x + b * y + c * z, x - y]);
        const kept = columns(wide).filter((column) => column.some((x) => x !== 0));
        const found = nullSpace(kept) ?? [];
        for (const v of found) {
          const sums = rows.map((_, i) =>
            kept.reduce((sum, column, j) => sum + (column[i] ?? 0) * (v[j] ?? 0), 0),
          );
          expect(Math.max(...sums.map(Math.abs))).toBeLessThan(
            1e-9 * Math.max(1, ...v.map(Math.abs)) * 1e3,
          );
        }
        expect(found.length).toBeGreaterThanOrEqual(kept.length - 3);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});

describe('echelon', () => {
  it('has a pivot of 1 in each vector, and 0 there in all others', () => {
    const found = echelon([
      [1, 1, 0, 0],
      [1, 1, 2, 2],
    ]);
    expect(found).toEqual([
      [0, 0, 1, 1],
      [1, 1, 0, 0],
    ]);
  });
});
