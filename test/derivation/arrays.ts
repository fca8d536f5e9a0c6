import { present } from '../../src/base/invariant.ts';
import type { Tensor } from '../../src/graph/index.ts';

/** Arrays as linear algebra has them: a number, a vector (a column), a matrix. */
export const scalar = (value: number): Tensor => ({ shape: [], values: [value] });

export const number = (a: Tensor): number => {
  if (a.values.length !== 1) throw new Error(`an array of ${a.shape} where a number is expected`);
  return present(a.values[0]);
};

export const map = (f: (x: number) => number, a: Tensor): Tensor => ({
  shape: a.shape,
  values: a.values.map((x) => f(x)),
});

export const scale = (k: number, a: Tensor): Tensor => map((x) => k * x, a);

const isScalar = (a: Tensor): boolean => a.values.length === 1;

/** Element by element; a number goes with every element. */
export function zip(f: (x: number, y: number) => number, a: Tensor, b: Tensor): Tensor {
  if (isScalar(a) && !isScalar(b)) return map((y) => f(present(a.values[0]), y), b);
  if (isScalar(b)) return map((x) => f(x, present(b.values[0])), a);
  if (String(a.shape) !== String(b.shape)) throw new Error(`shapes ${a.shape} and ${b.shape}`);
  return { shape: a.shape, values: a.values.map((x, k) => f(x, present(b.values[k]))) };
}

const matrix = (a: Tensor): readonly [number, number] =>
  a.shape.length === 1 ? [present(a.shape[0]), 1] : [present(a.shape[0]), present(a.shape[1])];

/** The product of linear algebra; two vectors have their dot product. */
export function multiply(a: Tensor, b: Tensor): Tensor {
  if (isScalar(a) || isScalar(b)) return zip((x, y) => x * y, a, b);
  if (a.shape.length === 1 && b.shape.length === 1) return multiply(transpose(a), b);
  const [rows, inner] = matrix(a);
  const [check, columns] = matrix(b);
  if (inner !== check) throw new Error(`shapes ${a.shape} and ${b.shape}`);
  const values = Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return Array.from({ length: inner }, (__, k) => k).reduce(
      (sum, k) => sum + present(a.values[i * inner + k]) * present(b.values[k * columns + j]),
      0,
    );
  });
  return { shape: b.shape.length === 1 ? [rows] : [rows, columns], values };
}

export function transpose(a: Tensor): Tensor {
  const [rows, columns] = matrix(a);
  const values = Array.from({ length: rows * columns }, (_, at) =>
    present(a.values[(at % rows) * columns + Math.floor(at / rows)]),
  );
  return { shape: [columns, rows], values };
}

export const stack = (parts: readonly Tensor[]): Tensor => ({
  shape: [parts.length, ...present(parts[0]).shape],
  values: parts.flatMap((part) => part.values),
});

/** The part at indices from 0 of the first axes; null keeps an axis. */
export function part(a: Tensor, indices: readonly (number | null)[]): Tensor {
  const kept = [...a.shape.keys()].filter((axis) => (indices[axis] ?? null) === null);
  const shape = kept.map((axis) => present(a.shape[axis]));
  const volume = shape.reduce((n, size) => n * size, 1);
  const values = Array.from({ length: volume }, (_, at) => {
    const position = positionOf(at, shape);
    const full = a.shape.map(
      (_size, axis) => indices[axis] ?? present(position[kept.indexOf(axis)]),
    );
    return present(a.values[offset(full, a.shape)], `an element at ${full} of ${a.shape}`);
  });
  return { shape, values };
}

const offset = (index: readonly number[], shape: readonly number[]): number =>
  index.reduce((at, k, axis) => at * present(shape[axis]) + k, 0);

function positionOf(at: number, shape: readonly number[]): number[] {
  let rest = at;
  return shape
    .toReversed()
    .map((size) => {
      const k = rest % size;
      rest = Math.floor(rest / size);
      return k;
    })
    .toReversed();
}
