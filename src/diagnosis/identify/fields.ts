import { volume } from '../../base/shape.ts';
import type { ParameterLayout } from '../../runtime/index.ts';

/** `W[2, :]`: some elements of a parameter; a subscript from 0, or null for all. */
export interface Place {
  readonly parameter: ParameterLayout;
  readonly at: readonly (number | null)[];
  /** Positions in the parameter's own numbers, row-major. */
  readonly elements: readonly number[];
}

/** A way to move: to add a number to all elements of a place, or to multiply them by one. */
export interface Field {
  readonly place: Place;
  readonly kind: 'shift' | 'scale';
}

/** An array of more elements is moved by slices only. */
const mostElements = 60;
/** Of a long axis so many slices are moved, which stand for all. */
export const mostSlices = 4;

const isLarge = ({ shape }: ParameterLayout): boolean => volume(shape) > mostElements;

/** The ways to move that are tried, of every parameter whose elements are free of each other. */
export const fieldsOf = (parameters: readonly ParameterLayout[]): Field[] =>
  parameters
    .filter(({ domain }) => domain.kind !== 'simplex')
    .flatMap(placesOf)
    .flatMap((place): Field[] => [
      { place, kind: 'shift' },
      { place, kind: 'scale' },
    ]);

function placesOf(parameter: ParameterLayout): Place[] {
  const { shape } = parameter;
  if (!isLarge(parameter)) return indices(shape).map((at) => placeOf(parameter, at));
  const whole = shape.map(() => null);
  const slices = shape.flatMap((length, axis) =>
    Array.from({ length: Math.min(length, mostSlices) }, (_, i) => slice(shape, axis, i)),
  );
  return [...slices, ...(shape.length === 1 ? [whole] : [])].map((at) => placeOf(parameter, at));
}

/** The subscripts of all that has one number at an axis. */
export const slice = (shape: readonly number[], axis: number, i: number): (number | null)[] =>
  shape.map((_, each) => (each === axis ? i : null));

export const placeOf = (parameter: ParameterLayout, at: readonly (number | null)[]): Place => ({
  parameter,
  at,
  elements: parameter.shape.reduce<number[]>(
    (heads, length, axis) =>
      heads.flatMap((head) => chosen(at[axis] ?? null, length).map((i) => head * length + i)),
    [0],
  ),
});

const chosen = (at: number | null, length: number): number[] =>
  at === null ? [...Array(length).keys()] : [at];

/** All subscripts of a shape, row-major. */
const indices = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>(
    (all, length) => all.flatMap((head) => chosen(null, length).map((i) => [...head, i])),
    [[]],
  );
