import { present } from '../base/invariant.ts';
import { constantOf, type Node } from '../graph/index.ts';
import type { Pattern } from './pattern.ts';

/** Of long sums and of products of products, which are parts of many others, whether a pattern may match there. */
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
      const has = (): boolean =>
        p.terms.every((term) => f.args.some((arg) => mayMatch(term.pattern, arg, looked)));
      return f.args.length < long ? has() : remembered(looked, p, f, has);
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

const long = 16;

function remembered(
  looked: Looked = new Map(),
  p: Pattern,
  node: Node,
  look: () => boolean,
): boolean {
  const known = looked.get(p) ?? new Map<Node, boolean>();
  looked.set(p, known);
  const found = known.get(node) ?? look();
  known.set(node, found);
  return found;
}

/** Whether the node or one of the factors that it is made of is as asked for; a shared product is looked at once. */
function someFactor(
  p: Pattern,
  node: Node,
  looked: Looked | undefined,
  test: (factor: Node) => boolean,
): boolean {
  if (test(node)) return true;
  if (node.kind !== 'contract') return false;
  if (!node.args.some((arg) => arg.kind === 'contract')) return node.args.some(test);
  return remembered(looked, p, node, () => {
    const seen = new Set<Node>([node]);
    const pending = [...node.args];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const known = looked?.get(p)?.get(next);
      if (known === true) return true;
      if (known === false || seen.has(next)) continue;
      if (test(next)) return true;
      seen.add(next);
      if (next.kind === 'contract') pending.push(...next.args);
    }
    return false;
  });
}

const isArgument = (p: Pattern, node: Node | undefined): boolean =>
  node !== undefined && mayMatch(p, node);

/** A number is matched as it is. */
const isExponent = (p: Pattern, node: Node | undefined): boolean =>
  isArgument(p, node) && (p.kind !== 'number' || constantOf(present(node)) === p.value);
