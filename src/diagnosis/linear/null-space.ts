import { present } from '../../base/invariant.ts';

type Vector = Float64Array;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** A singular value below `zero`, relative to the largest, is 0 if the next one is above `clear`. */
const zero = 1e-10;
const clear = 1e-7;

const mostSweeps = 30;

/**
 * Vectors v that span { v : A·v = 0 }, for the matrix A by its columns, none of them 0; null where rounding
 * leaves it open what the rank of A is. By one-sided Jacobi rotations, which find small singular values to
 * high relative accuracy (Demmel and Veselić 1992).
 */
export function nullSpace(columns: readonly ArrayLike<number>[]): number[][] | null {
  const n = columns.length;
  if (n === 0) return [];
  const norms = columns.map((c) => Math.sqrt(dot(c, c)));
  const u = columns.map((c, j) => Float64Array.from(c, (x) => x / present(norms[j])));
  const v = columns.map((_, j) =>
    Float64Array.from({ length: n }, (_value, i) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < mostSweeps && orthogonalise(u, v); sweep++);
  const sizes = u.map((column) => Math.sqrt(dot(column, column)));
  const largest = Math.max(...sizes);
  const isZero = sizes.map((s) => s <= zero * largest);
  if (sizes.some((s, j) => !isZero[j] && s < clear * largest)) return null;
  const found = v.filter((_, j) => isZero[j]);
  return echelon(found).map((vector) => vector.map((x, i) => x / present(norms[i])));
}

/** Rotates every pair of columns until they are orthogonal; whether any was turned. */
function orthogonalise(u: readonly Vector[], v: readonly Vector[]): boolean {
  let turned = false;
  for (let p = 0; p < u.length - 1; p++) {
    for (let q = p + 1; q < u.length; q++) {
      const [a, b] = [present(u[p]), present(u[q])];
      const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
      if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb) || ab === 0) continue;
      turned = true;
      const zeta = (bb - aa) / (2 * ab);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      rotate(a, b, t);
      rotate(present(v[p]), present(v[q]), t);
    }
  }
  return turned;
}

/** Turns two columns by the angle whose tangent is t. */
function rotate(a: Vector, b: Vector, t: number): void {
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    a[i] = c * x - s * y;
    b[i] = s * x + c * y;
  }
}

/** What is left of an element of the null space by rounding. */
const noise = 1e-6;

/**
 * The reduced echelon form of some vectors, with the largest element as pivot: parts of the space that
 * have nothing to do with each other get vectors of their own.
 */
export function echelon(vectors: readonly ArrayLike<number>[]): number[][] {
  const rows = vectors.map((v) => Array.from(v));
  const pivots = new Set<number>();
  for (let k = 0; k < rows.length; k++) {
    const [r, j] = largestElement(rows, k, pivots);
    [rows[k], rows[r]] = [present(rows[r]), present(rows[k])];
    pivots.add(j);
    const pivotRow = present(rows[k]);
    const pivot = present(pivotRow[j]);
    rows[k] = pivotRow.map((x) => x / pivot);
    rows.forEach((row, i) => {
      const factor = i === k ? 0 : present(row[j]);
      if (factor !== 0) rows[i] = row.map((x, c) => x - factor * present(rows[k]?.[c]));
    });
  }
  return rows.map((row) => row.map((x) => (Math.abs(x) < noise ? 0 : x)));
}

function largestElement(
  rows: readonly (readonly number[])[],
  from: number,
  pivots: ReadonlySet<number>,
): [row: number, column: number] {
  let best: [number, number] = [from, 0];
  let largest = -1;
  for (let r = from; r < rows.length; r++) {
    present(rows[r]).forEach((x, c) => {
      if (pivots.has(c) || Math.abs(x) <= largest) return;
      largest = Math.abs(x);
      best = [r, c];
    });
  }
  return best;
}
