import { present } from '../../base/invariant.ts';
import { labelsOf, product, productOf, relabelled, type At, type Node } from '../../graph/index.ts';
import { number } from './build.ts';
import type { Write } from './contraction.ts';
import type { Formula } from './formula.ts';
import { writeSum } from './from-sum.ts';
import { firstOf, type Axes, type Scope, type Written } from './written.ts';

/** A term that stands from a place of an axis on: at one position without that axis, or along so many of them. */
interface Placed {
  readonly place: number;
  readonly length: number | null;
  readonly node: Node;
}

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
  const placed = terms.map((term) => placeOf(scope, term, axis));
  const found = placed.filter((term) => term !== null);
  if (found.length < 2) return null;
  const others = axes.filter((_, k) => k !== axis);
  const parts = found.map((part): Part | null => {
    const written = write(scope, part.node, part.length === null ? others : axes);
    return written && { ...part, written };
  });
  if (!parts.every((part) => part !== null)) return null;
  const formula = follow(parts, size) ? joined(parts) : listed(parts, size);
  const order = firstOf(parts.map(({ written }) => written));
  const rest = terms.filter((_, k) => placed[k] === null);
  return formula && { vector: { formula, rank: 1, order }, rest };
}

type Part = Placed & { readonly written: Written };

/** Whether parts, of which some are long, follow each other from the first position to the last. */
function follow(parts: readonly Part[], size: number): boolean {
  const ends = inOrder(parts).reduce(
    (end, { place, length }) => (place === end ? end + (length ?? 1) : NaN),
    0,
  );
  return ends === size && parts.some(({ length }) => length !== null);
}

const inOrder = (parts: readonly Part[]): Part[] => parts.toSorted((a, b) => a.place - b.place);

const joined = (parts: readonly Part[]): Formula => ({
  kind: 'array',
  items: inOrder(parts).map(({ written }) => written.formula),
  joined: true,
});

/** Element by element. */
function listed(parts: readonly Part[], size: number): Formula | null {
  if (size > longest || parts.some(({ length }) => length !== null)) return null;
  const items = Array.from({ length: size }, (_, k) => {
    const here = parts.flatMap(({ place, written }) => (place === k ? [written] : []));
    return here.length === 0 ? number(0) : writeSum(here).formula;
  });
  return { kind: 'array', items };
}

function placeOf({ graph }: Scope, term: Node, axis: number): Placed | null {
  if (term.kind !== 'contract') return null;
  const { factors, output, sizes, brackets } = productOf(term);
  const [bracket, ...elsewhere] = brackets.filter((b) => labelsOf(b).includes(axis));
  const isElsewhere = elsewhere.length > 0 || factors.some((f) => f.labels.includes(axis));
  if (!bracket || isElsewhere) return null;
  const isLong =
    bracket.kind === 'along' &&
    bracket.label === axis &&
    bracket.stride === 1 &&
    bracket.along >= output.length;
  if (bracket.kind !== 'at' && !isLong) return null;
  // A long part keeps the axis, of its own length.
  const spent = isLong ? bracket.along : axis;
  const length = isLong ? Number(sizes[bracket.along]) : null;
  const relabel = (label: number): number =>
    isLong && label === spent ? axis : label > spent ? label - 1 : label;
  const kept = output.filter((label) => isLong || label !== axis);
  const node = product(graph, {
    factors: factors.map((f) => ({ ...f, labels: f.labels.map(relabel) })),
    output: kept.map(relabel),
    sizes: sizes
      .map((size, label) => (label === axis && length !== null ? length : size))
      .filter((_, label) => label !== spent),
    brackets: brackets.filter((b) => b !== bracket).map((b) => relabelled(b, relabel)),
  });
  return { place: isLong ? bracket.offset : (bracket as At).position, length, node };
}
