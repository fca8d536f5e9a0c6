import { present } from '../../base/invariant.ts';
import { gradient } from '../../calculus/index.ts';
import {
  childrenOf,
  constantOf,
  dispatch,
  isPointwise,
  map,
  postorder,
  type ByKind,
  type Contract,
  type Graph,
  type Map as MapNode,
  type Node,
  type ReduceName,
  type Symbol,
} from '../../graph/index.ts';
import type { Simplify } from '../model/simplifier.ts';

/** A rule of differentiation as it is used in a step. */
export type DifferentiationRule =
  /** A rule that has a name. */
  | { readonly kind: 'named'; readonly name: NamedRule }
  /** A product with arrays that do not depend on the symbol. */
  | { readonly kind: 'linear'; readonly in: Symbol | null }
  /** ∂of/∂by = is: the derivative of one function. */
  | { readonly kind: 'function'; readonly of: Node; readonly by: Symbol; readonly is: Node };

export type NamedRule =
  | 'sum'
  | 'constant factor'
  | 'product'
  | 'cases'
  | 'element'
  | 'array'
  | 'logsumexp'
  | 'extremum'
  | 'product of elements';

interface Context {
  readonly graph: Graph;
  readonly simplify: Simplify;
  readonly active: ReadonlySet<Node>;
}

/** The rules by which nodes are differentiated with respect to a symbol: each once, from the outside in. */
export function rulesOf(
  graph: Graph,
  simplify: Simplify,
  roots: readonly Node[],
  symbol: Symbol,
): DifferentiationRule[] {
  const active = dependants(roots, symbol);
  const order = postorder(roots).filter((node) => active.has(node));
  const used = order
    .toReversed()
    .flatMap((node) => dispatch(rules, node, { graph, simplify, active }));
  return withoutRepeats(used);
}

/** The nodes that a symbol is in. */
function dependants(roots: readonly Node[], symbol: Symbol): ReadonlySet<Node> {
  const active = new Set<Node>([symbol]);
  for (const node of postorder(roots)) {
    if (childrenOf(node).some((child) => active.has(child))) active.add(node);
  }
  return active;
}

const withoutRepeats = (used: readonly DifferentiationRule[]): DifferentiationRule[] =>
  used.filter((rule, k) => used.findIndex((other) => keyOf(other) === keyOf(rule)) === k);

const keyOf = (rule: DifferentiationRule): string =>
  rule.kind === 'named'
    ? rule.name
    : rule.kind === 'linear'
      ? `linear ${rule.in?.name ?? ''}`
      : `function ${rule.of.id}`;

const named = (name: NamedRule): readonly DifferentiationRule[] => [{ kind: 'named', name }];

const rules: ByKind<[Context], readonly DifferentiationRule[]> = {
  constant: () => [],
  symbol: () => [],
  ramp: () => [],
  map: ofMap,
  contract: ofContract,
  reduce: (n) => named(reductions[n.op]),
  stack: () => named('array'),
};

const reductions: { readonly [K in ReduceName]: NamedRule } = {
  max: 'extremum',
  min: 'extremum',
  prod: 'product of elements',
  logsumexp: 'logsumexp',
};

function ofMap(
  n: MapNode,
  { graph: g, simplify, active }: Context,
): readonly DifferentiationRule[] {
  if (n.fn === 'add') return named('sum');
  if (n.fn === 'where') return named('cases');
  const letters = ['u', 'v', 'w'];
  const args = n.args.map((arg, k) => letter(g, present(letters[k]), arg));
  const of = map(g, n.fn, args);
  return args.flatMap((by, k): DifferentiationRule[] => {
    if (by.kind !== 'symbol' || !active.has(present(n.args[k]))) return [];
    const is = simplify(present(gradient(g, of, [by])[0]));
    return constantOf(is) === 0 ? [] : [{ kind: 'function', of, by, is }];
  });
}

/** A letter for an argument; a number stays itself. */
function letter(g: Graph, name: string, arg: Node): Node {
  const value = constantOf(arg);
  return value === undefined ? g.symbol(name, 'hyper', [], { kind: 'real' }) : g.constant(value);
}

function ofContract(n: Contract, { active }: Context): readonly DifferentiationRule[] {
  const varying = n.args.filter((arg) => active.has(arg));
  const [only] = varying;
  if (varying.length > 1) return named('product');
  const others = [...n.args.keys()].filter((k) => n.args[k] !== only);
  if (only && n.brackets.some((b) => b.kind !== 'below')) return named('element');
  if (!only || others.length + n.brackets.length === 0) return [];
  if (isPointwise(n)) return n.args.length > 2 || !isSign(n) ? named('constant factor') : [];
  return [{ kind: 'linear', in: only.kind === 'symbol' ? only : null }];
}

const isSign = ({ args }: Contract): boolean => args.some((arg) => constantOf(arg) === -1);
