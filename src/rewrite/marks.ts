import { childrenOf, elementwise, type Node } from '../graph/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * A set of functions and kinds as bits, some of which share one: what bears all the marks that a pattern needs
 * may match, what lacks one does not.
 */
export type MarkSet = number;

const bitOf = (index: number): MarkSet => 1 << (index % 31);

const names = Object.keys(elementwise);
const marks: Readonly<Record<string, MarkSet>> = Object.fromEntries(
  [...names, 'constant', 'reduce'].map((name, k) => [name, bitOf(k)]),
);
const markOf = (name: string): MarkSet => marks[name] ?? 0;

/** The marks of the nodes of one graph, each found once. */
export class Marks {
  readonly #top = new Map<Node, MarkSet>();

  /** Of all that a node is made of by one step: its arguments, and the factors of these. */
  inside(node: Node): MarkSet {
    let found = 0;
    for (const child of childrenOf(node)) found |= this.#topOf(child);
    return found;
  }

  /** Of the node, or of all the factors that it is the product of. */
  #topOf(node: Node): MarkSet {
    let found = this.#top.get(node);
    if (found === undefined) {
      found = node.kind === 'contract' ? this.inside(node) : markOf(nameOf(node));
      this.#top.set(node, found);
    }
    return found;
  }
}

const nameOf = (node: Node): string => (node.kind === 'map' ? node.fn : node.kind);

/** What must be inside of a node, so that a pattern may match there. */
export const marksInside = (p: Pattern): MarkSet => inside[p.kind](p as never);

type Table = { readonly [K in Pattern['kind']]: (p: Extract<Pattern, { kind: K }>) => MarkSet };

const inside: Table = {
  number: () => 0,
  variable: () => 0,
  literal: () => 0,
  sum: (p) => union(p.terms.map((term) => term.pattern)),
  product: (p) => union(p.factors.filter(isFactor)),
  power: (p) => union([p.base, p.exponent]),
  map: (p) => union(p.args),
  total: () => 0,
};

/** What a node must bear, or have among its factors, so that a pattern may match a multiple of it. */
const top: Table = {
  number: () => markOf('constant'),
  variable: () => 0,
  literal: () => markOf('constant'),
  sum: () => markOf('add'),
  product: (p) => inside.product(p),
  power: () => markOf('pow'),
  map: (p) => markOf(p.fn),
  total: (p) => (p.op === 'sum' ? 0 : markOf('reduce')),
};

const union = (patterns: readonly Pattern[]): MarkSet =>
  patterns.reduce((all, p) => all | top[p.kind](p as never), 0);

/** A number may be in the multiple of the node. */
const isFactor = (p: Pattern): boolean => p.kind !== 'literal';
