import { invariant, present } from '../base/invariant.ts';
import { apply, multiply, plus, scale, type Graph, type Node } from '../graph/index.ts';
import type { Pattern } from './pattern.ts';

type Bindings = ReadonlyMap<string, Node>;
type Table<Result, Rest extends unknown[]> = {
  readonly [K in Pattern['kind']]: (p: Extract<Pattern, { kind: K }>, ...rest: Rest) => Result;
};

/** Whether all that a pattern leaves open is known, so that it stands for one node. */
export const isGround = (p: Pattern, known: Bindings): boolean => ground[p.kind](p as never, known);

const ground: Table<boolean, [Bindings]> = {
  // A number has the shape of what stands beside it, which is not known here.
  number: () => false,
  variable: (p, known) => known.has(p.name),
  literal: () => false,
  sum: (p, known) => p.terms.every((term) => isGround(term.pattern, known)),
  product: (p, known) => p.factors.every((factor) => isGround(factor, known)),
  power: () => false,
  map: (p, known) => p.args.every((arg) => isGround(arg, known)),
  total: () => false,
};

/** The node that such a pattern stands for. */
export const groundNode = (g: Graph, p: Pattern, known: Bindings): Node =>
  nodes[p.kind](p as never, g, known);

const nodes: Table<Node, [Graph, Bindings]> = {
  number: () => notGround(),
  variable: (p, _g, known) => present(known.get(p.name)),
  literal: () => notGround(),
  sum: (p, g, known) =>
    plus(
      g,
      ...p.terms.map((term) => scale(g, term.coefficient, groundNode(g, term.pattern, known))),
    ),
  product: (p, g, known) =>
    scale(
      g,
      p.coefficient,
      multiply(g, ...p.factors.map((factor) => groundNode(g, factor, known))),
    ),
  power: () => notGround(),
  map: (p, g, known) => apply(g, p.fn, ...p.args.map((arg) => groundNode(g, arg, known))),
  total: () => notGround(),
};

const notGround = (): never => invariant(false, 'a pattern is not known whole') as never;
