import { present } from '../base/invariant.ts';
import { childrenOf, constantOf, dispatch, type ByKind, type Node } from '../graph/index.ts';

/** Work of one element, in additions; a transcendental function counts as `transcendental` of them. */
export const transcendental = 10;
const division = 4;

const own: ByKind<[], number> = {
  constant: () => 0,
  symbol: () => 0,
  ramp: () => 0,
  map: (n) => {
    if (n.fn === 'add') return n.args.length - 1;
    const exponent = n.fn === 'pow' ? constantOf(present(n.args[1])) : undefined;
    if (exponent !== undefined) return powerCost(exponent);
    const rule = n.rule;
    return (
      rule.flops + transcendental * (rule.transcendentals ?? 0) + (rule.helper ? transcendental : 0)
    );
  },
  // Each bracket is a comparison or a position, and stands in the place of a factor.
  contract: (n) => Math.max(0, n.args.length + n.brackets.length - 1) + n.brackets.length,
  reduce: () => 0,
  stack: () => 0,
};

function powerCost(exponent: number): number {
  if (exponent < 0) return division + powerCost(-exponent);
  if (exponent <= 4 && Number.isInteger(exponent)) return exponent - 1;
  return exponent === 0.5 || exponent === 1.5 ? division : transcendental;
}

/** Work of one element of a node where its arguments are at hand. */
export const ownCost = (node: Node): number => dispatch(own, node);

/** Work of one element where the arguments for which `isAtHand` fails are computed in place. */
export function inlineCosts(
  order: readonly Node[],
  isAtHand: (node: Node) => boolean,
): ReadonlyMap<Node, number> {
  const costs = new Map<Node, number>();
  for (const node of order) {
    const inner = childrenOf(node).map((child) =>
      isAtHand(child) ? 0 : present(costs.get(child)),
    );
    costs.set(
      node,
      inner.reduce((sum, cost) => sum + cost, ownCost(node)),
    );
  }
  return costs;
}
