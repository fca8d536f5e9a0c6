import { present } from '../../base/invariant.ts';
import type { Formula, FormulaOf } from '../../derivation/index.ts';
import { part, stack, type Numbers } from './arrays.ts';
import type { Context, Evaluate } from './evaluate.ts';
import { NoValue } from './no-value.ts';
import { indexOf } from './world.ts';

/** An index from 1; null for `:`, which keeps an axis. */
export const givenIndex = (index: Formula, value: Evaluate): number | null =>
  index.kind === 'name' && index.name === ':' ? null : indexOf(value(index));

export const isRange = (index: Formula): index is FormulaOf<'call'> =>
  index.kind === 'call' && (index.fn === 'range' || index.fn === 'steps');

/** Indices from 0. */
export const fromZero = (at: number | null): number | null => (at === null ? null : at - 1);

/** The first and the last index of a range, and the step between. */
type Range = readonly [from: number, step: number, to: number];

/** The part of an array under indices; `:` and ranges keep an axis, and so does an index that is not given. */
export function take(
  array: Numbers,
  indices: readonly Formula[],
  value: Evaluate,
  { indices: letters }: Context,
): Numbers {
  if (indices.length === 0) return array;
  const places = indices.map((index, axis): number | null | Range => {
    // `end` is the last index of its axis.
    const at: Evaluate = (f) => value(f, new Map([...letters, ['end', array.shape[axis] ?? 0]]));
    if (!isRange(index)) return givenIndex(index, at);
    const numbers = index.args.map((bound) => indexOf(at(bound)));
    const step = numbers.length > 2 ? present(numbers[1]) : 1;
    return [present(numbers[0]), step, present(numbers.at(-1))];
  });
  return slices(array, places);
}

/** Each range as the parts at its indices, one beside the other. */
function slices(array: Numbers, places: readonly (number | null | Range)[]): Numbers {
  const axis = places.findIndex(isPart);
  const range = places[axis];
  if (!isPart(range))
    return part(
      array,
      places.map((p) => fromZero(isPart(p) ? null : p)),
    );
  if (places.slice(0, axis).includes(null)) throw new NoValue();
  const [from, step, to] = range;
  const length = Math.max(0, Math.floor((to - from) / step) + 1);
  const indices = Array.from({ length }, (_, k) => from + k * step);
  return stack(indices.map((k) => slices(array, places.with(axis, k))));
}

const isPart = (place: number | null | Range | undefined): place is Range => Array.isArray(place);
