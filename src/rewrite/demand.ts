import type { Node } from '../graph/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * What a pattern asks for at the top of a node's factors and terms. It is checked before matching, which
 * tries many orders: most rules fail here at the cost of a look at the node's arguments.
 */
export const demandOf = (pattern: Pattern): ReadonlySet<string> => new Set(heads(pattern));

const heads = (p: Pattern): readonly string[] => headsOf[p.kind](p as never);

const headsOf: {
  readonly [K in Pattern['kind']]: (p: Extract<Pattern, { kind: K }>) => readonly string[];
} = {
  number: () => [],
  variable: () => [],
  literal: () => [],
  sum: (p) => p.terms.flatMap((term) => heads(term.pattern)),
  product: (p) => p.factors.flatMap(heads),
  power: () => ['pow'],
  map: (p) => [p.fn],
  total: (p) => [p.op === 'sum' ? 'contract' : 'reduce'],
};

/** The kinds and functions at the top of a node: of the terms of a sum, of the factors of a product. */
export function supplyOf(node: Node): ReadonlySet<string> {
  const supply = new Set<string>();
  collect(node, supply);
  if (node.kind === 'map' && node.fn === 'add') node.args.forEach((term) => collect(term, supply));
  return supply;
}

function collect(node: Node, supply: Set<string>): void {
  supply.add(node.kind === 'map' ? node.fn : node.kind);
  if (node.kind === 'contract') node.args.forEach((factor) => collect(factor, supply));
}
