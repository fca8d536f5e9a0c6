import { present } from '../../base/invariant.ts';
import { labelsOf, product, productOf, relabelled, type Node } from '../../graph/index.ts';
import { number } from './build.ts';
import type { Write } from './contraction.ts';
import { writeSum } from './from-sum.ts';
import { firstOf, type Axes, type Scope, type Written } from './written.ts';

/** A term that stands at one place of an axis, without that axis. */
interface Placed {
  readonly place: number;
  readonly node: Node;
}

/** Longer vectors are not written out. */
const longest = 8;

/**
 * Terms that each stand at one place of a vector, as the derivative of `a[1] + a[2]*x` by `a` has them, as that
 * vector: [Σᵢ δᵢ, Σᵢ δᵢ·xᵢ]. The terms that are left; null where fewer than two are such.
 */
export function writePlaces(
  scope: Scope,
  terms: readonly Node[],
  axes: Axes,
  write: Write,
): { readonly vector: Written; readonly rest: readonly Node[] } | null {
  const axis = axes.indexOf(null);
  const length = Number(present(terms[0]).shape[axis]);
  if (axis < 0 || axis !== axes.lastIndexOf(null) || !(length <= longest)) return null;
  const placed = terms.map((term) => placeOf(scope, term, axis));
  const found = placed.filter((term) => term !== null);
  if (found.length < 2) return null;
  const others = axes.filter((_, k) => k !== axis);
  const parts = found.map(({ place, node }) => ({ place, written: write(scope, node, others) }));
  if (parts.some(({ written }) => !written)) return null;
  const items = Array.from({ length }, (_, k) => {
    const here = parts.flatMap((part) => (part.place === k && part.written ? [part.written] : []));
    return here.length === 0 ? number(0) : writeSum(here).formula;
  });
  const order = firstOf(parts.map(({ written }) => present(written)));
  return {
    vector: { formula: { kind: 'array', items }, rank: 1, order },
    rest: terms.filter((_, k) => placed[k] === null),
  };
}

function placeOf({ graph }: Scope, term: Node, axis: number): Placed | null {
  if (term.kind !== 'contract') return null;
  const { factors, output, sizes, brackets } = productOf(term);
  const [bracket, ...elsewhere] = brackets.filter((b) => labelsOf(b).includes(axis));
  const isElsewhere = elsewhere.length > 0 || factors.some((f) => f.labels.includes(axis));
  if (bracket?.kind !== 'at' || isElsewhere) return null;
  const shifted = (label: number): number => (label > axis ? label - 1 : label);
  const node = product(graph, {
    factors: factors.map((f) => ({ ...f, labels: f.labels.map(shifted) })),
    output: output.filter((label) => label !== axis).map(shifted),
    sizes: sizes.filter((_, label) => label !== axis),
    brackets: brackets.filter((b) => b !== bracket).map((b) => relabelled(b, shifted)),
  });
  return { place: bracket.position, node };
}
