import { volume } from '../base/shape.ts';
import { invariant, present } from '../base/invariant.ts';
import type { Real } from './real/index.ts';

/** What an expression is worth: numbers in row-major order. */
export interface Value {
  readonly shape: readonly number[];
  readonly numbers: readonly Real[];
  /** A vector that was transposed. */
  readonly row: boolean;
  /** The codes of categories, which count from 0. */
  readonly codes: boolean;
}

export const array = (shape: readonly number[], numbers: readonly Real[], row = false): Value => ({
  shape,
  numbers,
  row,
  codes: false,
});

export const scalar = (x: Real): Value => array([], [x]);

/** The number that a value is. */
export function numberOf(value: Value): Real {
  invariant(value.shape.length === 0, 'a number is no array');
  return present(value.numbers[0]);
}

/** The element at a place in row-major order; a number has it everywhere. */
export const elementAt = (value: Value, place: number): Real =>
  present(value.numbers[value.shape.length === 0 ? 0 : place]);

/** Applies a function element by element; numbers go with arrays of any shape. */
export function elementwise(f: (...args: Real[]) => Real, args: readonly Value[]): Value {
  const arrays = args.filter((arg) => arg.shape.length > 0);
  const shape = arrays[0]?.shape ?? [];
  invariant(
    arrays.every((arg) => String(arg.shape) === String(shape)),
    'arrays of one shape',
  );
  const numbers = Array.from({ length: volume(shape) }, (_, place) =>
    f(...args.map((arg) => elementAt(arg, place))),
  );
  return array(shape, numbers, arrays.length > 0 && arrays.every((arg) => arg.row));
}

/** The part of a value at one index of its leading axes; a value without them is the same for all. */
export function partAt(value: Value, eventRank: number, place: number): Value {
  const split = value.shape.length - eventRank;
  if (split <= 0) return value;
  const shape = value.shape.slice(split);
  const size = volume(shape);
  return { ...value, shape, numbers: value.numbers.slice(place * size, (place + 1) * size) };
}
