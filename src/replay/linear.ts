import { present } from '../base/invariant.ts';
import { Reals, type Precision, type Real } from '../oracle/index.ts';

/**
 * x of A·x = b, by elimination with the largest pivot of each column; null where A is singular, but for
 * rounding.
 */
export function solveLinear(
  p: Precision,
  matrix: readonly (readonly Real[])[],
  right: readonly Real[],
): Real[] | null {
  const rows = matrix.map((row, i) => [...row, present(right[i])]);
  const least = largest(rows.flatMap((row) => row.slice(0, -1))) - p.bits / 2;
  for (let k = 0; k < rows.length; k++) {
    const pivot = pivotOf(rows, k);
    if (Reals.isZero(present(rows[pivot]?.[k])) || sizeOf(rows[pivot]?.[k]) < least) return null;
    [rows[k], rows[pivot]] = [present(rows[pivot]), present(rows[k])];
    for (let i = k + 1; i < rows.length; i++) {
      rows[i] = eliminated(p, present(rows[i]), present(rows[k]), k);
    }
  }
  return substituted(p, rows);
}

const sizeOf = (x: Real | undefined): number => Reals.magnitude(present(x));

const largest = (numbers: readonly Real[]): number =>
  Math.max(...numbers.filter((x) => !Reals.isZero(x)).map(Reals.magnitude));

/** The row from k on whose element in column k is the largest. */
function pivotOf(rows: readonly (readonly Real[])[], k: number): number {
  let best = k;
  for (let i = k + 1; i < rows.length; i++) {
    const [x, y] = [rows[i]?.[k], rows[best]?.[k]].map((each) => Reals.absolute(present(each)));
    if (Reals.compare(present(x), present(y)) > 0) best = i;
  }
  return best;
}

/** A row less the multiple of another one that makes its element in column k 0. */
function eliminated(p: Precision, row: readonly Real[], by: readonly Real[], k: number): Real[] {
  const factor = Reals.divide(p, present(row[k]), present(by[k]));
  return row.map((x, j) => Reals.subtract(p, x, Reals.multiply(p, factor, present(by[j]))));
}

/** The solution of a triangular system, from its last row up. */
function substituted(p: Precision, rows: readonly (readonly Real[])[]): Real[] {
  const x: Real[] = [];
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = present(rows[i]);
    let left = present(row[rows.length]);
    for (let j = i + 1; j < rows.length; j++) {
      left = Reals.subtract(p, left, Reals.multiply(p, present(row[j]), present(x[j])));
    }
    x[i] = Reals.divide(p, left, present(row[i]));
  }
  return x;
}
