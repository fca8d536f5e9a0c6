import { present } from '../base/invariant.ts';
import { labelsOf, relabelled } from './brackets.ts';
import type { Graph } from './graph.ts';
import type { At, Along, Contract, Node } from './node.ts';
import { product, productOf } from './product.ts';

/** Where a term of a sum stands along an axis, 0 elsewhere: at one position, or from it on along a length. */
export interface Place {
  readonly axis: number;
  readonly bracket: At | Along;
  readonly position: number;
  /** Null for one position: without its place the term has no such axis. */
  readonly length: number | null;
}

/** Where a node stands along an axis, if one bracket alone says so. */
export function placeOf(node: Node, axis: number): Place | null {
  if (node.kind !== 'contract' || node.labels.some((labels) => labels.includes(axis))) return null;
  const rank = node.shape.length;
  const [bracket, ...others] = node.brackets.filter((b) => labelsOf(b).includes(axis));
  if (others.length > 0 || bracket?.label !== axis) return null;
  if (bracket.kind === 'at') return { axis, bracket, position: bracket.position, length: null };
  const isLong = bracket.kind === 'along' && bracket.stride === 1 && bracket.along >= rank;
  if (!isLong) return null;
  const length = Number(node.sizes[bracket.along]);
  return { axis, bracket, position: bracket.offset, length };
}

/** The places of terms that follow each other along an axis from its start to its end. */
export function coverOf(terms: readonly Node[]): readonly Place[] | null {
  const [first] = terms;
  if (first?.kind !== 'contract' || terms.length < 2) return null;
  for (const bracket of first.brackets) {
    const axis = bracket.kind === 'at' || bracket.kind === 'along' ? bracket.label : -1;
    const size = first.shape[axis];
    if (size === undefined || size === 'rows') continue;
    const places = terms.map((term) => placeOf(term, axis));
    if (places.every((place) => place !== null) && endOf(places) === size) return places;
  }
  return null;
}

/** Where places end that follow each other from 0; NaN if they do not. */
const endOf = (places: readonly Place[]): number =>
  places
    .toSorted((a, b) => a.position - b.position)
    .reduce((end, { position, length }) => (position === end ? end + (length ?? 1) : NaN), 0);

/** A term without its place: what stands there. */
export function unplaced(g: Graph, node: Contract, { axis, bracket, length }: Place): Node {
  const { factors, output, sizes, brackets } = productOf(node);
  const spent = bracket.kind === 'along' ? bracket.along : axis;
  const to = (label: number): number =>
    label === spent && length !== null ? axis : label > spent ? label - 1 : label;
  return product(g, {
    factors: factors.map((f) => ({ ...f, labels: f.labels.map(to) })),
    output: output.filter((label) => length !== null || label !== axis).map(to),
    sizes: sizes
      .map((size, label) => (label === axis && length !== null ? length : size))
      .filter((_, label) => label !== spent),
    brackets: brackets.filter((b) => b !== bracket).map((b) => relabelled(b, to)),
  });
}

/** A node at a place of an axis of this size, and 0 around it. */
export function placed(
  g: Graph,
  node: Node,
  { axis, position, length }: Omit<Place, 'bracket'>,
  size: number,
): Node {
  const own = [...node.shape];
  const sizes = length === null ? own.toSpliced(axis, 0, size) : own.with(axis, size);
  const output = [...sizes.keys()];
  const along = sizes.length;
  return product(g, {
    factors: [
      {
        node,
        labels: length === null ? output.filter((l) => l !== axis) : output.with(axis, along),
      },
    ],
    output,
    sizes: length === null ? sizes : [...sizes, length],
    brackets: [
      length === null
        ? { kind: 'at', label: axis, position }
        : { kind: 'along', label: axis, along, stride: 1, offset: position },
    ],
  });
}

/** A function of terms that cover an axis, term by term; null where they do not. */
export function termwise(g: Graph, terms: readonly Node[], f: (node: Node) => Node): Node[] | null {
  const size = (axis: number): number => Number(present(terms[0]).shape[axis]);
  const places = coverOf(terms);
  return (
    places?.map((place, k) =>
      placed(g, f(unplaced(g, terms[k] as Contract, place)), place, size(place.axis)),
    ) ?? null
  );
}
