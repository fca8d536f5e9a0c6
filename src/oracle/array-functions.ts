import { invariant, present } from '../base/invariant.ts';
import * as R from './real/index.ts';
import type { Precision, Real } from './real/index.ts';
import { scalarFunctions } from './scalar-functions.ts';
import { array, elementwise, numberOf, scalar, type Value } from './value.ts';
import { volume } from '../base/shape.ts';

/** A function of whole values. */
export type ArrayFunction = (p: Precision, ...args: Value[]) => Value;

const size = (value: Value | undefined): number => R.toNumber(numberOf(present(value)));

/** An entry of a matrix; rows and columns count from 0. */
const entry = (m: Value, i: number, j: number): Real =>
  present(m.numbers[i * present(m.shape[1]) + j]);

/** A matrix by a formula for its entries. */
function matrix(rows: number, columns: number, f: (i: number, j: number) => Real): Value {
  const places = Array.from({ length: rows * columns }, (_, k) => k);
  const numbers = places.map((k) => f(Math.floor(k / columns), k % columns));
  return array([rows, columns], numbers);
}

const sumOf = (p: Precision, numbers: readonly Real[]): Real =>
  numbers.reduce((s, x) => R.add(p, s, x), R.zero);

type Fold = (p: Precision, numbers: readonly Real[]) => Real;

const by =
  (name: string): Fold =>
  (p, numbers) =>
    numbers.reduce((x, y) => present(scalarFunctions.get(name))(p, x, y));

const mean: Fold = (p, numbers) =>
  R.divide(p, sumOf(p, numbers), R.fromInteger(p, BigInt(numbers.length)));

/** Of all elements of one array, of several values element by element, or along an axis, if it takes one. */
const reduction =
  (fold: Fold, hasAxis: boolean): ArrayFunction =>
  (p, first, ...rest) => {
    const values = [present(first), ...rest];
    if (values.length === 1) return scalar(fold(p, present(first).numbers));
    const isAxis = values.length === 2 && present(first).shape.length > 0;
    if (isAxis && present(rest[0]).shape.length === 0 && hasAxis) {
      return along(p, present(first), size(rest[0]) - 1, fold);
    }
    return elementwise((...numbers) => fold(p, numbers), values);
  };

const greatest = by('maximum');
const least = by('minimum');

function along(p: Precision, value: Value, axis: number, fold: Fold): Value {
  const lanes = lanesOf(value.shape, axis);
  const shape = value.shape.filter((_, k) => k !== axis);
  return array(
    shape,
    lanes.map((lane) =>
      fold(
        p,
        lane.map((place) => present(value.numbers[place])),
      ),
    ),
  );
}

/** The places of the elements along one axis, for every index of the other axes. */
function lanesOf(shape: readonly number[], axis: number): number[][] {
  const length = present(shape[axis]);
  const stride = volume(shape.slice(axis + 1));
  const starts = [...Array(volume(shape)).keys()].filter(
    (place) => Math.floor(place / stride) % length === 0,
  );
  return starts.map((start) => Array.from({ length }, (_, k) => start + k * stride));
}

/** Replaces the numbers along the last axis. */
const alongLast =
  (f: (p: Precision, lane: readonly Real[]) => readonly Real[]): ArrayFunction =>
  (p, first) => {
    const value = present(first);
    const lanes = lanesOf(value.shape, value.shape.length - 1);
    const numbers = lanes.flatMap((lane) =>
      f(
        p,
        lane.map((k) => present(value.numbers[k])),
      ),
    );
    return { ...value, numbers };
  };

/** Lifts the exponents by the greatest of them, so that they stay within the range of the exponential. */
function logSumExp(p: Precision, numbers: readonly Real[]): Real {
  const top = greatest(p, numbers);
  const shifted = numbers.map((x) => R.exp(p, R.subtract(p, x, top)));
  return R.add(p, top, R.log(p, sumOf(p, shifted)));
}

/** eˣ / Σ eˣ. */
export function softmax(p: Precision, numbers: readonly Real[]): Real[] {
  const exponentials = numbers.map((x) => R.exp(p, x));
  const total = sumOf(p, exponentials);
  return exponentials.map((x) => R.divide(p, x, total));
}

/** log of the softmax: x − log Σ eˣ. */
function logSoftmax(p: Precision, numbers: readonly Real[]): Real[] {
  const total = logSumExp(p, numbers);
  return numbers.map((x) => R.subtract(p, x, total));
}

function products(p: Precision, x: readonly Real[], y: readonly Real[]): Real[] {
  invariant(x.length === y.length, 'vectors of one length');
  return x.map((each, k) => R.multiply(p, each, present(y[k])));
}

export const dot: ArrayFunction = (p, x, y) =>
  scalar(sumOf(p, products(p, present(x).numbers, present(y).numbers)));

export const outer: ArrayFunction = (p, x, y) =>
  matrix(present(x).numbers.length, present(y).numbers.length, (i, j) =>
    R.multiply(p, present(present(x).numbers[i]), present(present(y).numbers[j])),
  );

/** Rows of a matrix times a vector, or a vector times its columns, or two matrices. */
export const matrixProduct: ArrayFunction = (p, first, second) => {
  const [x, y] = [asMatrix(present(first), 'row'), asMatrix(present(second), 'column')];
  const inner = present(x.shape[1]);
  invariant(inner === y.shape[0], 'matrices that fit');
  const result = matrix(present(x.shape[0]), present(y.shape[1]), (i, j) => {
    const terms = Array.from({ length: inner }, (_, k) =>
      R.multiply(p, entry(x, i, k), entry(y, k, j)),
    );
    return sumOf(p, terms);
  });
  const shape = [...present(first).shape.slice(0, -1), ...present(second).shape.slice(1)];
  return array(shape, result.numbers, present(first).row && shape.length === 1);
};

const asMatrix = (value: Value, side: 'row' | 'column'): Value => {
  if (value.shape.length === 2) return value;
  const length = value.numbers.length;
  return array(side === 'row' ? [1, length] : [length, 1], value.numbers);
};

export const transpose: ArrayFunction = (_p, first) => {
  const value = present(first);
  if (value.shape.length < 2) return { ...value, row: value.shape.length === 1 && !value.row };
  const [rows = 0, columns = 0] = value.shape;
  return matrix(columns, rows, (i, j) => entry(value, j, i));
};

/** (Σ |x|ᵖ)^(1/p); of a matrix the greatest sum of |x| by columns (p = 1) or rows (p = ∞). */
const norm: ArrayFunction = (p, first, order) => {
  const value = present(first);
  const sizes = { ...value, numbers: value.numbers.map(R.absolute) };
  const exponent = order ? numberOf(order) : R.fromInteger(p, 2n);
  if (value.shape.length === 2) {
    const axis = R.isFinite(exponent) ? 0 : 1;
    return scalar(greatest(p, along(p, sizes, axis, sumOf).numbers));
  }
  if (!R.isFinite(exponent)) return scalar(greatest(p, sizes.numbers));
  const total = sumOf(
    p,
    sizes.numbers.map((x) => R.pow(p, x, exponent)),
  );
  return scalar(R.pow(p, total, R.divide(p, R.one(p), exponent)));
};

const diagonal = (m: Value): Real[] =>
  Array.from({ length: Math.min(...m.shape) }, (_, i) => entry(m, i, i));

const diag: ArrayFunction = (_p, first) => {
  const value = present(first);
  if (value.shape.length === 2) return array([diagonal(value).length], diagonal(value));
  const n = value.numbers.length;
  return matrix(n, n, (i, j) => (i === j ? present(value.numbers[i]) : R.zero));
};

/** Keeps the entries of a matrix where j − i is on the right side of k. */
const triangle =
  (keeps: (offset: number, k: number) => boolean): ArrayFunction =>
  (_p, first, order) => {
    const value = present(first);
    const k = order ? size(order) : 0;
    const [rows = 0, columns = 0] = value.shape;
    return matrix(rows, columns, (i, j) => (keeps(j - i, k) ? entry(value, i, j) : R.zero));
  };

const filled =
  (fill: (p: Precision) => Real): ArrayFunction =>
  (p, ...sizes) => {
    const shape = sizes.map(size);
    return array(shape, Array<Real>(volume(shape)).fill(fill(p)));
  };

const identity: ArrayFunction = (p, rows, columns = rows) =>
  matrix(size(rows), size(columns), (i, j) => (i === j ? R.one(p) : R.zero));

/** Functions of arrays by name. */
export const arrayFunctions: ReadonlyMap<string, ArrayFunction> = new Map([
  ['sum', reduction(sumOf, true)],
  ['mean', reduction(mean, true)],
  ['prod', reduction(by('dotMultiply'), true)],
  ['max', reduction(greatest, false)],
  ['min', reduction(least, false)],
  ['logsumexp', reduction(logSumExp, false)],
  ['softmax', alongLast(softmax)],
  ['log_softmax', alongLast(logSoftmax)],
  ['dot', dot],
  ['outer', outer],
  ['norm', norm],
  ['diag', diag],
  ['trace', (p, m) => scalar(sumOf(p, diagonal(present(m))))],
  ['tril', triangle((offset, k) => offset <= k)],
  ['triu', triangle((offset, k) => offset >= k)],
  ['identity', identity],
  ['zeros', filled(() => R.zero)],
  ['ones', filled(R.one)],
  [
    'reshape',
    (_p, first, ...sizes) =>
      array(
        sizes.map((each) => size(each)),
        present(first).numbers,
      ),
  ],
  ['transpose', transpose],
]);
