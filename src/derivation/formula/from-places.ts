import { present } from '../../base/invariant.ts';
import { coverOf, placeOf, unplaced, type Node, type Place } from '../../graph/index.ts';
import { number } from './build.ts';
import type { Write } from './contraction.ts';
import type { Formula } from './formula.ts';
import { writeSum } from './from-sum.ts';
import { firstOf, type Axes, type Scope, type Written } from './written.ts';

/** Longer vectors are not written out. */
const longest = 8;

/**
 * Terms that each stand at places of a vector, as that vector: [Σᵢ δᵢ, Σᵢ δᵢ·xᵢ] for the derivative of
 * `a[1] + a[2]*x` by `a`, and [a; b] for parts that follow each other. The terms that are left; null where fewer
 * than two are such.
 */
export function writePlaces(
  scope: Scope,
  terms: readonly Node[],
  axes: Axes,
  write: Write,
): { readonly vector: Written; readonly rest: readonly Node[] } | null {
  const axis = axes.indexOf(null);
  if (axis < 0 || axis !== axes.lastIndexOf(null)) return null;
  const size = Number(present(terms[0]).shape[axis]);
  const places = terms.map((term) => placeOf(term, axis));
  const others = axes.filter((_, k) => k !== axis);
  const parts = terms.flatMap((term, k): (Part | null)[] => {
    const place = places[k];
    if (!place || term.kind !== 'contract') return [];
    const node = unplaced(scope.graph, term, place);
    const written = write(scope, node, place.length === null ? others : axes);
    return [written && { ...place, written }];
  });
  if (parts.length < 2 || !parts.every((part) => part !== null)) return null;
  const isLong = parts.some(({ length }) => length !== null);
  const formula = isLong && coverOf(terms) ? joined(parts) : listed(parts, size);
  const order = firstOf(parts.map(({ written }) => written));
  const rest = terms.filter((_, k) => places[k] === null);
  return formula && { vector: { formula, rank: 1, order }, rest };
}

type Part = Place & { readonly written: Written };

const joined = (parts: readonly Part[]): Formula => ({
  kind: 'array',
  items: parts.toSorted((a, b) => a.position - b.position).map(({ written }) => written.formula),
  joined: true,
});

/** Element by element. */
function listed(parts: readonly Part[], size: number): Formula | null {
  if (size > longest || parts.some(({ length }) => length !== null)) return null;
  const items = Array.from({ length: size }, (_, k) => {
    const here = parts.flatMap(({ position, written }) => (position === k ? [written] : []));
    return here.length === 0 ? number(0) : writeSum(here).formula;
  });
  return { kind: 'array', items };
}
