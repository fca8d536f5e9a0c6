import { invariant, present } from '../base/invariant.ts';
import { type Value } from './value.ts';
import { volume } from '../base/shape.ts';

/** What a subscript picks along one axis: all of it, or places that count from 0, with their shape. */
export type Pick = 'all' | Places;

export interface Places {
  readonly shape: readonly number[];
  readonly places: readonly number[];
}

/** The elements that the picks have in common; axes without a pick are taken whole. */
export function select(value: Value, picks: readonly Pick[]): Value {
  const axes = value.shape.map((length, axis) => placesOf(picks[axis] ?? 'all', length));
  const shape = axes.flatMap((axis) => axis.shape);
  let offsets = [0];
  for (const [axis, { places }] of axes.entries()) {
    const stride = volume(value.shape.slice(axis + 1));
    offsets = offsets.flatMap((offset) => places.map((place) => offset + place * stride));
  }
  return {
    ...value,
    shape,
    row: value.row && shape.length === 1,
    numbers: offsets.map((offset) => present(value.numbers[offset])),
  };
}

function placesOf(pick: Pick, length: number): Places {
  if (pick === 'all') return { shape: [length], places: [...Array(length).keys()] };
  invariant(
    pick.places.every((place) => place >= 0 && place < length),
    'a subscript within its axis',
  );
  return pick;
}

/** The places from one to another, in steps. */
export const placesBetween = (from: number, to: number, step = 1): Places => {
  const length = Math.floor((to - from) / step) + 1;
  return { shape: [length], places: Array.from({ length }, (_, k) => from + k * step) };
};
