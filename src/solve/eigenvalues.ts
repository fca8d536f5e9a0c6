import { present } from '../base/invariant.ts';

/** Rotations over all pairs this often make a matrix diagonal to the last digit: convergence is quadratic. */
const sweeps = 12;

const at = (rows: readonly Float64Array[], i: number, j: number): number => present(rows[i]?.[j]);

/** The eigenvalues of a symmetric matrix, by Jacobi's rotations. */
export function eigenvalues(matrix: readonly Float64Array[]): number[] {
  const rows = matrix.map((row) => row.slice());
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let p = 0; p < rows.length; p++) {
      for (let q = p + 1; q < rows.length; q++) rotate(rows, p, q);
    }
  }
  return rows.map((_, k) => at(rows, k, k));
}

/** Turns the axes p and q so that element (p, q) is 0. */
function rotate(rows: readonly Float64Array[], p: number, q: number): void {
  const off = at(rows, p, q);
  if (off === 0) return;
  const theta = (at(rows, q, q) - at(rows, p, p)) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  const turn = (x: number, y: number): [number, number] => [c * x - s * y, s * x + c * y];
  for (const row of rows) [row[p], row[q]] = turn(present(row[p]), present(row[q]));
  const [low, high] = [present(rows[p]), present(rows[q])];
  low.forEach((x, k) => ([low[k], high[k]] = turn(x, present(high[k]))));
}
