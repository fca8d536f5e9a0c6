import { present } from '../base/invariant.ts';
import { dispatch, type ByKind, type Contract, type Node } from '../graph/index.ts';

/** A node as Σ slope·position + offset over its axes. */
interface Positions {
  readonly slopes: ReadonlyMap<number, number>;
  readonly offset: number;
}

/** Whether a node is made of positions and numbers alone: it is computed from counters wherever it is used. */
export const isOfPositions = (node: Node): boolean => {
  const positions = dispatch(rules, node);
  return positions !== null && positions.slopes.size > 0;
};

/** a − b as i − j + offset, i and j the positions on two axes; null where it is of another form. */
export function differenceOf(
  a: Node,
  b: Node,
): { readonly left: number; readonly right: number; readonly offset: number } | null {
  const [first, second] = [dispatch(rules, a), dispatch(rules, b)];
  if (!first || !second) return null;
  const { slopes, offset } = plus(first, times(second, -1));
  const rising = [...slopes].filter(([, slope]) => slope === 1);
  const falling = [...slopes].filter(([, slope]) => slope === -1);
  if (slopes.size !== 2 || rising.length !== 1 || falling.length !== 1) return null;
  return { left: present(rising[0])[0], right: present(falling[0])[0], offset };
}

const constant = (offset: number): Positions => ({ slopes: new Map(), offset });

const rules: ByKind<[], Positions | null> = {
  constant: (n) => constant(n.value),
  symbol: () => null,
  ramp: () => ({ slopes: new Map([[0, 1]]), offset: 0 }),
  map: (n) => {
    if (n.fn !== 'add') return null;
    return n.args.reduce<Positions | null>((sum, arg) => {
      const next = sum && dispatch(rules, arg);
      return sum && next && plus(sum, next);
    }, constant(0));
  },
  contract: ofProduct,
  reduce: () => null,
  onehot: () => null,
  stack: () => null,
};

/** A product of numbers and one sum of positions, repeated along axes. */
function ofProduct(node: Contract): Positions | null {
  if (node.sizes.length > node.shape.length || node.args.length === 0) return null;
  return node.args.reduce<Positions | null>((product, arg, k) => {
    const next = product && dispatch(rules, arg);
    if (!product || !next) return null;
    const labels = present(node.labels[k]);
    const own = relabelled(next, labels);
    if (own.slopes.size === 0) return times(product, own.offset);
    return product.slopes.size === 0 ? times(own, product.offset) : null;
  }, constant(1));
}

const relabelled = ({ slopes, offset }: Positions, labels: readonly number[]): Positions =>
  [...slopes].reduce<Positions>(
    (sum, [axis, slope]) =>
      plus(sum, { slopes: new Map([[present(labels[axis]), slope]]), offset: 0 }),
    constant(offset),
  );

function plus(a: Positions, b: Positions): Positions {
  const slopes = new Map(a.slopes);
  for (const [axis, slope] of b.slopes) slopes.set(axis, (slopes.get(axis) ?? 0) + slope);
  return {
    slopes: new Map([...slopes].filter(([, slope]) => slope !== 0)),
    offset: a.offset + b.offset,
  };
}

const times = ({ slopes, offset }: Positions, factor: number): Positions =>
  factor === 0
    ? constant(0)
    : {
        slopes: new Map([...slopes].map(([axis, slope]) => [axis, slope * factor])),
        offset: offset * factor,
      };
