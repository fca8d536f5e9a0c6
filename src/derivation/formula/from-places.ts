import { present } from '../../base/invariant.ts';
import { constantOf, product, type Contract, type Node } from '../../graph/index.ts';
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
  const at = term.args.findIndex(
    (arg, k) => arg.kind === 'onehot' && present(term.labels[k]).at(-1) === axis,
  );
  const pick = term.args[at];
  const place = pick?.kind === 'onehot' ? constantOf(pick.index) : undefined;
  const isElsewhere = term.labels.some((labels, k) => k !== at && labels.includes(axis));
  return place === undefined || isElsewhere
    ? null
    : { place, node: without(graph, term, at, axis) };
}

/** The product without one factor and the axis that it has. */
function without(graph: Scope['graph'], term: Contract, at: number, axis: number): Node {
  const shifted = (label: number): number => (label > axis ? label - 1 : label);
  return product(graph, {
    factors: term.args.flatMap((node, k) =>
      k === at ? [] : [{ node, labels: present(term.labels[k]).map(shifted) }],
    ),
    output: [...term.shape.keys()].filter((label) => label !== axis).map(shifted),
    sizes: term.sizes.filter((_, label) => label !== axis),
  });
}
