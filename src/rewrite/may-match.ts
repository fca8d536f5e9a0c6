import { present } from '../base/invariant.ts';
import { constantOf, type Node } from '../graph/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * Whether a pattern may match at a multiple of a node, by a look at what is at the top of the node. Matching
 * itself tries many orders and makes nodes: most attempts fail here.
 */
export const mayMatch = (p: Pattern, node: Node): boolean => looks[p.kind](p as never, node);

const looks: {
  readonly [K in Pattern['kind']]: (p: Extract<Pattern, { kind: K }>, node: Node) => boolean;
} = {
  number: (_p, node) => constantOf(node) !== undefined,
  variable: () => true,
  literal: (_p, node) => constantOf(node) !== undefined,
  sum: (p, node) =>
    someFactor(
      node,
      (f) =>
        f.kind === 'map' &&
        f.fn === 'add' &&
        p.terms.every((term) => f.args.some((arg) => mayMatch(term.pattern, arg))),
    ),
  // A number may be in the multiple of the node.
  product: (p, node) =>
    p.factors.every((own) => own.kind === 'literal' || someFactor(node, (f) => mayMatch(own, f))),
  power: (p, node) =>
    someFactor(
      node,
      (f) =>
        f.kind === 'map' &&
        f.fn === 'pow' &&
        isExponent(p.exponent, f.args[1]) &&
        isArgument(p.base, f.args[0]),
    ),
  map: (p, node) =>
    someFactor(
      node,
      (f) =>
        f.kind === 'map' && f.fn === p.fn && p.args.every((arg, k) => isArgument(arg, f.args[k])),
    ),
  total: (p, node) =>
    someFactor(node, (f) => (p.op === 'sum' ? f.kind === 'contract' : f.kind === 'reduce')),
};

/** Whether the node or one of the factors that it is made of is as asked for; a shared product is looked at once. */
function someFactor(node: Node, test: (factor: Node) => boolean): boolean {
  if (test(node)) return true;
  if (node.kind !== 'contract') return false;
  if (!node.args.some((arg) => arg.kind === 'contract')) return node.args.some(test);
  const seen = new Set<Node>([node]);
  const pending = [...node.args];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    if (test(next)) return true;
    seen.add(next);
    if (next.kind === 'contract') pending.push(...next.args);
  }
  return false;
}

const isArgument = (p: Pattern, node: Node | undefined): boolean =>
  node !== undefined && mayMatch(p, node);

/** A number is matched as it is. */
const isExponent = (p: Pattern, node: Node | undefined): boolean =>
  isArgument(p, node) && (p.kind !== 'number' || constantOf(present(node)) === p.value);
