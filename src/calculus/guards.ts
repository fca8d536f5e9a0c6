import { present } from '../base/invariant.ts';
import {
  apply,
  broadcast,
  dispatch,
  Interval,
  isAlwaysFinite,
  map,
  product,
  labelsOf,
  productOf,
  type Bracket,
  type ByKind,
  type Contract,
  type Graph,
  type Node,
} from '../graph/index.ts';

/*
 * A branch that is not taken has no value and no slope. Beneath a condition every node is known by its guard:
 * where it is false, no value that counts is made of the node, and its adjoint is 0. A partial that may be
 * infinite or no number there is 0 instead.
 */

/** The truth value, of the shape of the node, outside of which the node does not count; null where it always does. */
export type Guard = Node | null;

/** The guards that the arguments of a node have by this use of them; null where they always count. */
export const guardsAt = (g: Graph, node: Node, guard: Guard): readonly Guard[] | null =>
  dispatch(rules, node, g, guard);

const rules: ByKind<[Graph, Guard], readonly Guard[] | null> = {
  constant: () => null,
  symbol: () => null,
  ramp: () => null,
  map: (n, g, guard) =>
    n.fn === 'where' ? casesOf(g, present(n.args[0]), guard) : guard && n.args.map(() => guard),
  contract: (n, g, guard) =>
    guard || n.brackets.some(isGathered)
      ? n.args.map((_, k) => guardOfFactor(g, n, k, guard))
      : null,
  reduce: (n, g, guard) => {
    const axes = [...n.arg.shape.keys()].filter((axis) => !n.axes.includes(axis));
    return guard && [broadcast(g, guard, axes, n.arg.shape)];
  },
  stack: () => null,
};

/** The guards of c ? a : b, which itself has one or null. */
function casesOf(g: Graph, condition: Node, guard: Guard): Guard[] {
  const c = Interval.isBinary(condition.range)
    ? condition
    : apply(g, 'notEqual', condition, g.constant(0));
  const both = (part: Node): Node => (guard ? map(g, 'and', [guard, part]) : part);
  return [guard, both(c), both(map(g, 'not', [c]))];
}

const isGathered = (bracket: Bracket): boolean => bracket.kind === 'gathered';

/** Some element of the product that the factor is part of counts: it is picked, and the product itself counts. */
function guardOfFactor(g: Graph, node: Contract, k: number, guard: Guard): Guard {
  const { factors, output: whole, sizes, brackets } = productOf(node);
  const output = present(factors[k]).labels;
  const isPicked = brackets.some(
    (b) => isGathered(b) && labelsOf(b).some((l) => output.includes(l)),
  );
  if (new Set(output).size < output.length || (!guard && !isPicked)) return null;
  const ones = guard ? [{ node: guard, labels: whole }] : [];
  const count = product(g, { factors: ones, output, sizes, brackets });
  const isTruth = sizes.length === output.length && brackets.length === 0;
  return isTruth ? count : apply(g, 'greater', count, g.constant(0));
}

/** A node counts where any of its uses does. */
export function anyOf(g: Graph, guards: readonly Guard[]): Guard {
  const distinct = [...new Set(guards)];
  if (distinct.includes(null)) return null;
  const all = distinct.filter((guard) => guard !== null);
  if (all.some((guard) => all.includes(map(g, 'not', [guard])))) return null;
  return all.reduce<Guard>((a, b) => (a ? map(g, 'or', [a, b]) : b), null);
}

/** What multiplies an adjoint that is 0 where the guard is false: 0 there too, if it may be no number. */
export const guarded = (g: Graph, guard: Guard, partial: Node): Node =>
  guard === null || isAlwaysFinite(partial)
    ? partial
    : apply(g, 'where', guard, partial, g.constant(0));
