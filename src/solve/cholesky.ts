/** S·A·S = Pᵀ·L·Lᵀ·P for a symmetric A of some rank: S makes the diagonal 1, P puts the largest pivots first. */
export interface Factorization {
  readonly size: number;
  readonly rank: number;
  /** A direction was found along which A is negative. */
  readonly isIndefinite: boolean;
  /** Row k of L belongs to row order[k] of A. */
  readonly order: readonly number[];
  readonly scale: readonly number[];
  /** L in the lower triangle; row by row. */
  readonly rows: readonly Float64Array[];
}

/** Pivots of the scaled matrix below this, times its size, are rounding of 0. */
const tolerance = 1e-14;
/** What is left of a matrix without pivots is larger than this only where it is indefinite. */
const negligible = 1e-8;

const of = (array: ArrayLike<number> | undefined, k: number): number => array?.[k] ?? NaN;

/**
 * Cholesky's factorization with diagonal pivots, which ends at the rank (N. Higham, Accuracy and Stability of
 * Numerical Algorithms, 2002, §10.3).
 */
export function factorize(matrix: readonly Float64Array[]): Factorization {
  const size = matrix.length;
  const diagonal = matrix.map((row, i) => of(row, i));
  const scale = diagonal.map((d) => (d > 0 ? 1 / Math.sqrt(d) : 1));
  const rows = matrix.map((row, i) => row.map((x, j) => x * of(scale, i) * of(scale, j)));
  const order = [...rows.keys()];
  const isNegative = diagonal.some((d) => d < 0);
  for (let k = 0; k < size; k++) {
    const pivot = largestPivot(rows, k);
    if (!(of(rows[pivot], pivot) > tolerance * size)) {
      const isIndefinite = isNegative || isLeft(rows, k);
      return { size, rank: k, isIndefinite, order, scale, rows };
    }
    exchange(rows, order, k, pivot);
    eliminate(rows, k);
  }
  return { size, rank: size, isIndefinite: isNegative, order, scale, rows };
}

function largestPivot(rows: readonly Float64Array[], from: number): number {
  let best = from;
  for (let i = from + 1; i < rows.length; i++) {
    if (of(rows[i], i) > of(rows[best], best)) best = i;
  }
  return best;
}

const isLeft = (rows: readonly Float64Array[], from: number): boolean =>
  rows.slice(from).some((row) => row.subarray(from).some((x) => Math.abs(x) > negligible));

/** Exchanges rows and columns a and b. */
function exchange(rows: Float64Array[], order: number[], a: number, b: number): void {
  [rows[a], rows[b]] = [rows[b] as Float64Array, rows[a] as Float64Array];
  [order[a], order[b]] = [of(order, b), of(order, a)];
  for (const row of rows) [row[a], row[b]] = [of(row, b), of(row, a)];
}

/** Makes column k of L, and takes its outer product from what is left. */
function eliminate(rows: readonly Float64Array[], k: number): void {
  const root = Math.sqrt(of(rows[k], k));
  const below = rows.slice(k + 1);
  const column = below.map((row) => of(row, k) / root);
  (rows[k] as Float64Array)[k] = root;
  below.forEach((row, i) => {
    row[k] = of(column, i);
    for (let j = 0; j < column.length; j++) row[k + 1 + j]! -= of(column, i) * of(column, j);
  });
}

/** A⁻¹·b, where A has full rank. */
export function solveSystem(f: Factorization, b: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(f.order, (i) => of(b, i) * of(f.scale, i));
  for (let i = 0; i < f.size; i++) {
    for (let j = 0; j < i; j++) y[i]! -= of(f.rows[i], j) * of(y, j);
    y[i]! /= of(f.rows[i], i);
  }
  return unscaled(f, backwards(f, y));
}

/** Directions, one for each pivot that is 0, along which xᵀ·A·x does not change. */
export const nullDirections = (f: Factorization): Float64Array[] =>
  f.order.slice(f.rank).map((_, k) => {
    const row = f.rank + k;
    const y = new Float64Array(f.size);
    for (let j = 0; j < f.rank; j++) y[j] = -of(f.rows[row], j);
    y[row] = 1;
    return unscaled(f, backwards(f, y));
  });

/** Lᵀ·x = y over the rows of full rank; the others stay. */
function backwards({ rows, rank }: Factorization, y: Float64Array): Float64Array {
  for (let i = rank - 1; i >= 0; i--) {
    for (let j = i + 1; j < rank; j++) y[i]! -= of(rows[j], i) * of(y, j);
    y[i]! /= of(rows[i], i);
  }
  return y;
}

function unscaled({ order, scale, size }: Factorization, y: Float64Array): Float64Array {
  const x = new Float64Array(size);
  order.forEach((i, k) => (x[i] = of(y, k) * of(scale, i)));
  return x;
}
