import type { ParameterLayout } from '../../runtime/index.ts';
import { placeOf, slice, type Place } from './fields.ts';

/** The places that some elements of a parameter make up: the whole, slices, single elements. */
export function placesIn(parameter: ParameterLayout, elements: readonly number[]): Place[] {
  const { shape } = parameter;
  const left = new Set(elements);
  const found: Place[] = [];
  const take = (at: readonly (number | null)[]): void => {
    const place = placeOf(parameter, at);
    if (!place.elements.every((k) => left.has(k))) return;
    found.push(place);
    place.elements.forEach((k) => left.delete(k));
  };
  const whole = shape.map(() => null);
  take(whole);
  if (shape.length > 1) {
    for (const [axis, length] of shape.entries()) {
      for (let i = 0; i < length && left.size > 0; i++) take(slice(shape, axis, i));
    }
  }
  return [...found, ...[...left].map((k) => placeOf(parameter, subscriptsOf(k, shape)))];
}

/** The subscripts of a position in row-major order. */
function subscriptsOf(position: number, shape: readonly number[]): number[] {
  let rest = position;
  return shape
    .toReversed()
    .map((length) => {
      const i = rest % length;
      rest = (rest - i) / length;
      return i;
    })
    .reverse();
}

/** `w`, `w[2]`, `W[2, :]`; with a letter in place of its numbers. */
export function printPlace({ parameter, at }: Place, letter?: string): string {
  if (at.every((i) => i === null)) return `\`${parameter.name}\``;
  const subscripts = at.map((i) => (i === null ? ':' : (letter ?? i + 1)));
  return `\`${parameter.name}[${subscripts.join(', ')}]\``;
}

/** The one number that stands in all subscripts of some places; undefined where there is none. */
export function commonIndex(places: readonly Place[]): number | undefined {
  const numbers = new Set(places.flatMap(({ at }) => at.filter((i) => i !== null)));
  const [only] = numbers;
  return numbers.size === 1 && places.every(({ at }) => at.filter((i) => i !== null).length <= 1)
    ? only
    : undefined;
}
