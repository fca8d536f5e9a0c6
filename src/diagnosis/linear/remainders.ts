import { present } from '../../base/invariant.ts';

type Vector = readonly number[];

const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, k) => sum + x * present(b[k]), 0);

/** What is left of a unit vector by rounding. */
const noise = 1e-5;

/**
 * A basis of what some vectors span beyond others: orthogonal to these and to each other (Gram and Schmidt,
 * twice for each), with exact zeros for what is only rounding.
 */
export function remainders(vectors: readonly Vector[], others: readonly Vector[]): number[][] {
  const basis: number[][] = [];
  others.forEach((vector) => extend(basis, vector));
  const count = basis.length;
  vectors.forEach((vector) => extend(basis, vector));
  return basis.slice(count).map((vector) => vector.map((x) => (Math.abs(x) < noise ? 0 : x)));
}

function extend(basis: number[][], vector: Vector): void {
  const size = Math.sqrt(dot(vector, vector));
  if (size === 0) return;
  const unit = vector.map((x) => x / size);
  const rest = without(without(unit, basis), basis);
  const left = Math.sqrt(dot(rest, rest));
  if (left > noise) basis.push(rest.map((x) => x / left));
}

const without = (vector: Vector, basis: readonly Vector[]): Vector =>
  basis.reduce((rest, each) => {
    const along = dot(rest, each);
    return rest.map((x, k) => x - along * present(each[k]));
  }, vector);
