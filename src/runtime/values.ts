import { volume } from '../base/shape.ts';
import type { Value } from './model.ts';

/** A value of a shape in words. */
export const nounOf = (shape: readonly number[]): string =>
  shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`;

/** All subscripts of a shape from 0, row-major. */
export const subscripts = (shape: readonly number[]): readonly (readonly number[])[] =>
  shape.reduce<number[][]>(
    (all, length) => all.flatMap((head) => Array.from({ length }, (_, i) => [...head, i])),
    [[]],
  );

/**
 * The numbers of a row-major array from `offset` as nested arrays of the shape; a number for `[]`.
 */
export function nest(values: ArrayLike<number>, shape: readonly number[], offset = 0): Value {
  const [length, ...rest] = shape;
  if (length === undefined) return values[offset] as number;
  const size = volume(rest);
  return Array.from({ length }, (_, i) => nest(values, rest, offset + i * size));
}

/** A list: an array, or a typed array of numbers. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/**
 * The elements of nested lists of the shape, row-major; undefined where the shape is another one.
 */
export function flatten(value: unknown, shape: readonly number[]): unknown[] | undefined {
  const [length, ...rest] = shape;
  if (length === undefined) return isList(value) ? undefined : [value];
  if (!isList(value) || value.length !== length) return undefined;
  const parts = Array.from(value, (part) => flatten(part, rest));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
