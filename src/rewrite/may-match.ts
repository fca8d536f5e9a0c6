import { present } from '../base/invariant.ts';
import { constantOf, type Node } from '../graph/index.ts';
import type { Pattern } from './pattern.ts';

/** Whether a pattern may match at a node or one of its factors, which are parts of many products. */
export type Looked = Map<Pattern, Map<Node, boolean>>;

/**
 * Whether a pattern may match at a multiple of a node, by a look at what is at the top of the node. Matching
 * itself tries many orders and makes nodes: most attempts fail here.
 */
export const mayMatch = (p: Pattern, node: Node, looked?: Looked): boolean =>
  looks[p.kind](p as never, node, looked);

const looks: {
  readonly [K in Pattern['kind']]: (
    p: Extract<Pattern, { kind: K }>,
    node: Node,
    looked?: Looked,
  ) => boolean;
} = {
  number: (_p, node) => constantOf(node) !== undefined,
  variable: () => true,
  literal: (_p, node) => constantOf(node) !== undefined,
  sum: (p, node, looked) =>
    someFactor(p, node, looked, (f) => {
      if (f.kind !== 'map' || f.fn !== 'add') return false;
      return p.terms.every((term) => f.args.some((arg) => mayMatch(term.pattern, arg, looked)));
    }),
  // A number may be in the multiple of the node.
  product: (p, node, looked) =>
    p.factors.every(
      (own) =>
        own.kind === 'literal' || someFactor(own, node, looked, (f) => mayMatch(own, f, looked)),
    ),
  power: (p, node, looked) =>
    someFactor(
      p,
      node,
      looked,
      (f) =>
        f.kind === 'map' &&
        f.fn === 'pow' &&
        isExponent(p.exponent, f.args[1]) &&
        isArgument(p.base, f.args[0]),
    ),
  map: (p, node, looked) =>
    someFactor(
      p,
      node,
      looked,
      (f) =>
        f.kind === 'map' && f.fn === p.fn && p.args.every((arg, k) => isArgument(arg, f.args[k])),
    ),
  total: (p, node, looked) =>
    someFactor(p, node, looked, (f) =>
      p.op === 'sum' ? f.kind === 'contract' : f.kind === 'reduce',
    ),
};

/** Whether the node or one of the factors that it is made of is as asked for; a shared one is looked at once. */
function someFactor(
  p: Pattern,
  node: Node,
  looked: Looked = new Map(),
  test: (factor: Node) => boolean,
): boolean {
  const known = looked.get(p) ?? new Map<Node, boolean>();
  looked.set(p, known);
  const visited: Node[] = [];
  const pending = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const before = known.get(next);
    if (before === false) continue;
    if (before ?? test(next)) {
      // What was visited before is a factor of the node, or what has the found one as a factor.
      visited.forEach((each) => known.delete(each));
      known.set(next, true).set(node, true);
      return true;
    }
    known.set(next, false);
    visited.push(next);
    if (next.kind === 'contract') pending.push(...next.args);
  }
  return false;
}

const isArgument = (p: Pattern, node: Node | undefined): boolean =>
  node !== undefined && mayMatch(p, node);

/** A number is matched as it is. */
const isExponent = (p: Pattern, node: Node | undefined): boolean =>
  isArgument(p, node) && (p.kind !== 'number' || constantOf(present(node)) === p.value);
