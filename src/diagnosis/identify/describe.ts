import { present } from '../../base/invariant.ts';
import type { ParameterLayout } from '../../runtime/index.ts';
import { nullSpace } from '../linear/null-space.ts';
import { list } from '../subject.ts';
import type { Place } from './fields.ts';
import type { Invariance } from './invariances.ts';
import { commonIndex, placesIn, printPlace } from './places.ts';

/** Places that move alike along a direction. */
interface Part {
  readonly kind: 'shift' | 'scale';
  readonly coefficient: number;
  readonly places: readonly Place[];
}

/** What is said about an invariance. */
export interface Description {
  /** Completes "… leaves J as it is", or says what alone is determined. */
  readonly text: string;
  readonly parameters: readonly ParameterLayout[];
  /** The text with a letter for the one subscript in it, and that subscript. */
  readonly pattern: { readonly text: string; readonly index: number } | null;
}

export function describe(invariance: Invariance): Description {
  const parameters = [...new Set(invariance.fields.map(({ place }) => place.parameter))];
  const combination = soleCombination(invariance);
  if (combination !== null) return { text: combination, parameters, pattern: null };
  const parts = partsOf(invariance, present(invariance.vectors[0]));
  const index = commonIndex(parts.flatMap((part) => part.places));
  const more = invariance.vectors.length - 1;
  const others = more === 0 ? '' : `, and ${more} more such ${more === 1 ? 'way' : 'ways'}`;
  return {
    text: `${printParts(parts)} leaves J as it is${others}`,
    parameters,
    pattern:
      index === undefined || more > 0
        ? null
        : { text: `${printParts(parts, 'i')} leaves J as it is`, index },
  };
}

/** Single numbers of which one linear combination alone counts are shown by that combination. */
const mostInCombination = 6;

function soleCombination({ fields, vectors }: Invariance): string | null {
  const n = fields.length;
  const isPlain = fields.every(
    ({ kind, place }) => kind === 'shift' && place.elements.length === 1,
  );
  if (!isPlain || n > mostInCombination || vectors.length !== n - 1) return null;
  const [normal] = nullSpace(fields.map((_, j) => vectors.map((v) => present(v[j])))) ?? [];
  if (!normal || normal.some((x) => x === 0)) return null;
  const places = fields.map(({ place }) => printPlace(place));
  // Of an array that is in it as a whole, differences are what counts: that is said as a direction.
  const sum = scaled(normal)
    .map((x, j) => `${signOf(x, j)}${factor(Math.abs(x), '·')}${places[j]?.slice(1, -1) ?? ''}`)
    .join('');
  return `only \`${sum}\` is determined, not ${list(places)} on their own`;
}

/** So that the smallest coefficient is 1, the first one positive. */
function scaled(vector: readonly number[]): number[] {
  const smallest = Math.min(...vector.filter((x) => x !== 0).map(Math.abs));
  const sign = Math.sign(vector.find((x) => x !== 0) ?? 1);
  return vector.map((x) => (sign * x) / smallest);
}

const signOf = (x: number, position: number): string =>
  position === 0 ? (x < 0 ? '-' : '') : x < 0 ? ' - ' : ' + ';

/** A number as a person would write it: 2, 0.5, 1.333. */
const factor = (x: number, sign = ''): string => {
  const rounded = Number(x.toPrecision(4));
  return rounded === 1 ? '' : `${rounded}${sign}`;
};

/** The places that move alike along a direction, in the order of the parameters. */
function partsOf({ fields }: Invariance, vector: readonly number[]): Part[] {
  const parts = new Map<
    string,
    { kind: Part['kind']; coefficient: number; of: Map<ParameterLayout, number[]> }
  >();
  scaled(vector).forEach((x, j) => {
    if (x === 0) return;
    const { kind, place } = present(fields[j]);
    const coefficient = Number(x.toPrecision(4));
    const key = `${kind} ${coefficient}`;
    const part = parts.get(key) ?? { kind, coefficient, of: new Map<ParameterLayout, number[]>() };
    const known = part.of.get(place.parameter) ?? [];
    part.of.set(place.parameter, [...known, ...place.elements]);
    parts.set(key, part);
  });
  return [...parts.values()].map(({ kind, coefficient, of }) => ({
    kind,
    coefficient,
    places: [...of].flatMap(([parameter, elements]) => placesIn(parameter, elements)),
  }));
}

const printParts = (parts: readonly Part[], letter?: string): string =>
  list(parts.map((part, k) => printPart(part, k > 0 || parts.length > 1, letter)));

const shown = 4;

function printPart(
  { kind, coefficient, places }: Part,
  isOneOfMany: boolean,
  letter?: string,
): string {
  const names = places.slice(0, shown).map((place) => printPlace(place, letter));
  const more = places.length - names.length;
  const what = list(more > 0 ? [...names, `${more} more places`] : names);
  const each = places.some(({ elements }) => elements.length > 1) || places.length > 1;
  const of = each ? `every element of ${what}` : what;
  const size = Math.abs(coefficient);
  if (kind === 'scale') {
    const power = size === 1 ? 'c' : `c^${factor(size)}`;
    return `${coefficient > 0 ? 'multiplying' : 'dividing'} ${what} by ${isOneOfMany ? power : 'a positive number'}`;
  }
  const number = isOneOfMany || size !== 1 ? `${factor(size)}t` : 'one number';
  return coefficient > 0 ? `adding ${number} to ${of}` : `subtracting ${number} from ${of}`;
}
