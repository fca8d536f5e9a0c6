import { present } from '../base/invariant.ts';
import type { PassStepOf } from '../derivation/index.ts';
import { childrenOf, dispatch, type ByKind, type Node } from '../graph/index.ts';
import { Reals, type Real } from '../oracle/index.ts';
import type { Random } from '../runtime/index.ts';
import { agreement } from './digits.ts';
import { randomIndex } from './point.ts';
import { forEachIndex, type Index, type Values } from './values.ts';

/**
 * The digits to which what each argument got of the adjoint is Σₒ adjointₒ·∂nodeₒ/∂argument, the derivative
 * taken as a central difference of the node itself.
 */
export function chainRuleDigits(
  { node, adjoint, contributions }: PassStepOf<'chain-rule'>,
  values: Values,
  draw: Random,
): number[] {
  const { precision: p } = values.point;
  return [...new Set(contributions.map((c) => c.to))].flatMap((to) => {
    const index = randomIndex(
      to.shape.map((axis) => values.sizeOf(axis)),
      draw,
    );
    const expected = passedBack(values, { node, adjoint, to }, index);
    if (agreement(p, expected, expected) === null) return [];
    const got = contributions
      .filter((c) => c.to === to)
      .map((c) => values.at(c.adjoint, index))
      .reduce((a, b) => Reals.add(p, a, b));
    return [agreement(p, expected, got) ?? 0];
  });
}

interface Edge {
  readonly node: Node;
  readonly adjoint: Node;
  readonly to: Node;
}

/** Steps are this part of all bits below the number that moves: their squares and the rounding are far below. */
const stepPart = 0.3;

/** Σₒ adjointₒ·(nodeₒ(x + h) − nodeₒ(x − h))/2h. */
function passedBack(values: Values, { node, adjoint, to }: Edge, index: Index): Real {
  const { precision: p } = values.point;
  const x = values.at(to, index);
  const h = Reals.scaled(Reals.one(p), Math.max(0, sizeOf(x)) - Math.floor(p.bits * stepPart));
  const moved = (value: Real) => ({ node: to, index, value });
  let total = Reals.zero;
  for (const at of outputsOf(values, node, to, index)) {
    const above = values.near(node, at, moved(Reals.add(p, x, h)));
    const below = values.near(node, at, moved(Reals.subtract(p, x, h)));
    const slope = Reals.divide(p, Reals.subtract(p, above, below), Reals.add(p, h, h));
    total = Reals.add(p, total, Reals.multiply(p, values.at(adjoint, at), slope));
  }
  return total;
}

const sizeOf = (x: Real): number =>
  Reals.isFinite(x) && !Reals.isZero(x) ? Reals.magnitude(x) : 0;

/** The elements of a node that an element of one of its arguments has a part in, each once. */
function outputsOf(values: Values, node: Node, to: Node, index: Index): Index[] {
  const found = new Map<string, Index>();
  childrenOf(node).forEach((child, k) => {
    if (child !== to) return;
    for (const at of dispatch(outputs, node, values, k, index)) found.set(String(at), at);
  });
  return [...found.values()];
}

const none = (): Index[] => [];

const outputs: ByKind<[Values, number, Index], Index[]> = {
  constant: none,
  symbol: none,
  ramp: none,
  map: (_n, _values, _k, index) => [index],
  contract: (n, values, k, index) => {
    const own = n.labels[k] ?? [];
    const sizes = n.shape.map((axis, label) => (own.includes(label) ? 1 : values.sizeOf(axis)));
    const found: Index[] = [];
    forEachIndex(sizes, (at) =>
      found.push(
        at.map((i, label) => (own.includes(label) ? present(index[own.indexOf(label)]) : i)),
      ),
    );
    return found;
  },
  reduce: (n, _values, _k, index) => [index.filter((_, axis) => !n.axes.includes(axis))],
  stack: (n, _values, k, index) => [[...index.slice(0, n.axis), k, ...index.slice(n.axis)]],
};
