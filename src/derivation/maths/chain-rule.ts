import { present } from '../../base/invariant.ts';
import { gradient } from '../../calculus/index.ts';
import {
  multiply,
  plus,
  substitute,
  sum,
  symbolsOf,
  type Graph,
  type Node,
  type Symbol,
} from '../../graph/index.ts';
import type { Parameter } from '../../model/index.ts';
import { dropCases } from './cases.ts';
import type { Definition, SymbolicModel } from '../model/symbolic-model.ts';
import { foldingOf } from './fold.ts';
import { average, restOf, type Objective } from './objective.ts';

/** δ of a definition: ∂ℓᵢ of its row, or ∂J where it is of no row. */
export interface Adjoint {
  readonly definition: Definition;
  readonly symbol: Symbol;
  /** Over the model's names and the δ of the definitions that use this one. */
  readonly node: Node;
  readonly uses: Uses;
}

/** Where a name is used: in definitions, in the loss itself, in penalties and priors. */
export interface Uses {
  readonly definitions: readonly Definition[];
  readonly inLoss: boolean;
  readonly inRest: boolean;
}

/** ∂J/∂w in the forms in which it can be shown. */
export interface ParameterGradient {
  readonly parameter: Parameter;
  readonly uses: Uses;
  /** Over the δ of the definitions. */
  readonly chained: Node;
  /** Over the names of the definitions. */
  readonly named: Node;
  /** Over parameters and data alone. */
  readonly full: Node;
}

export interface ChainRule {
  /** From the loss backwards; those that the objective does not use are left out. */
  readonly adjoints: readonly Adjoint[];
  readonly gradients: readonly ParameterGradient[];
  /** A node with all names put in: over parameters and data alone. */
  readonly expand: (node: Node) => Node;
}

/** The chain rule through the definitions of a model, each replaced by its name. */
export function chainRule(symbolic: SymbolicModel, objective: Objective): ChainRule {
  const { model } = symbolic;
  const { graph: g } = model;
  const definitions = usedDefinitions(symbolic, objective);
  const symbols = new Map(definitions.map((d) => [d, adjointSymbol(g, d)]));
  const sweep = sweepOf(symbolic, objective, symbols);
  const adjoints = definitions.toReversed().map((definition): Adjoint => ({
    definition,
    symbol: present(symbols.get(definition)),
    node: sweep(definition.symbol),
    uses: usesOf(definition.symbol, definitions, objective),
  }));
  const { named, full } = expansion(symbolic, adjoints);
  const gradients = model.parameters.map((parameter): ParameterGradient => {
    const chained = sweep(parameter.symbol);
    return {
      parameter,
      uses: usesOf(parameter.symbol, definitions, objective),
      chained,
      get named() {
        return named(chained);
      },
      get full() {
        return full(chained);
      },
    };
  });
  return { adjoints, gradients, expand: full };
}

const rootsOf = ({ loss, penalty, priors }: Objective): Node[] =>
  [loss, penalty, ...priors].filter((node) => node !== null);

/** The definitions that lead from parameters to the objective, inside out. */
function usedDefinitions(
  { definitions, model }: SymbolicModel,
  objective: Objective,
): Definition[] {
  const used = new Set<Node>(symbolsOf(rootsOf(objective)));
  for (const { symbol, node } of definitions.toReversed()) {
    if (used.has(symbol)) symbolsOf([node]).forEach((each) => used.add(each));
  }
  const active = new Set<Node>(model.parameters.map((p) => p.symbol));
  for (const { symbol, node } of definitions) {
    if (symbolsOf([node]).some((each) => active.has(each))) active.add(symbol);
  }
  return definitions.filter(({ symbol }) => used.has(symbol) && active.has(symbol));
}

const adjointSymbol = (g: Graph, { name, symbol }: Definition): Symbol =>
  g.symbol(`δ ${name}`, symbol.role === 'data' ? 'data' : 'hyper', symbol.shape, { kind: 'real' });

/**
 * The derivative with respect to each name, the derivatives of what uses it given as δ: that of
 * loss + Σ δ·definition, where every name is a symbol of its own.
 */
function sweepOf(
  symbolic: SymbolicModel,
  objective: Objective,
  deltas: ReadonlyMap<Definition, Symbol>,
): (symbol: Symbol) => Node {
  const { model, definitions, simplify } = symbolic;
  const { graph: g } = model;
  const pairing = (perRow: boolean): Node[] =>
    [...deltas]
      .filter(([definition]) => definition.perRow === perRow)
      .map(([definition, delta]) => innerProduct(g, delta, definition.node));
  const rows = [...list(objective.loss), ...pairing(true)];
  const averaged = rows.map((node) => average(model, objective, node));
  const whole = [...averaged, ...pairing(false), ...list(restOf(symbolic, objective))];
  const perRow = definitions.filter((d) => d.perRow).map((d) => d.symbol);
  const others = [
    ...definitions.filter((d) => !d.perRow).map((d) => d.symbol),
    ...model.parameters.map((p) => p.symbol),
  ];
  const derivatives = new Map([
    ...derivativesOf(
      g,
      rows.map((node) => overRows(g, node)),
      perRow,
    ),
    ...derivativesOf(g, whole, others),
  ]);
  const fold = foldingOf(symbolic, [...deltas.keys()]);
  return (symbol) => fold(simplify(present(derivatives.get(symbol))));
}

const list = (node: Node | null): Node[] => (node ? [node] : []);

const overRows = (g: Graph, node: Node): Node =>
  node.shape[0] === 'rows' ? sum(g, node, [0]) : node;

/** Σ over the axes of one row's value of δ·node. */
function innerProduct(g: Graph, delta: Node, node: Node): Node {
  const first = node.shape[0] === 'rows' ? 1 : 0;
  const axes = [...node.shape.keys()].slice(first);
  return sum(g, multiply(g, delta, node), axes);
}

function derivativesOf(
  g: Graph,
  terms: readonly Node[],
  symbols: readonly Symbol[],
): (readonly [Symbol, Node])[] {
  const root = terms.length === 0 ? g.constant(0) : terms.reduce((a, b) => plus(g, a, b));
  const derivatives = gradient(g, root, symbols);
  return symbols.map((symbol, k) => [symbol, present(derivatives[k])] as const);
}

function usesOf(
  symbol: Symbol,
  definitions: readonly Definition[],
  { loss, penalty, priors }: Objective,
): Uses {
  const isIn = (nodes: readonly (Node | null)[]): boolean =>
    symbolsOf(nodes.filter((node) => node !== null)).includes(symbol);
  return {
    definitions: definitions.filter(({ node }) => isIn([node])),
    inLoss: isIn([loss]),
    inRest: isIn([penalty, ...priors]),
  };
}

/** Puts in what δ stands for; and what the names stand for as well. */
function expansion(
  { model: { graph: g }, definitions, simplify }: SymbolicModel,
  adjoints: readonly Adjoint[],
): { readonly named: (node: Node) => Node; readonly full: (node: Node) => Node } {
  const pairs = (list: readonly { readonly symbol: Node; readonly node: Node }[]) =>
    resolve(
      g,
      list.map(({ symbol, node }) => [symbol, node]),
    );
  const [deltas, values] = [pairs(adjoints), pairs(definitions)];
  const put = (node: Node, values: ReadonlyMap<Node, Node>): Node =>
    simplify(dropCases(g, simplify(present(substitute(g, [node], values)[0]))));
  const named = remembered((node) => put(node, deltas));
  return { named, full: remembered((node) => put(named(node), values)) };
}

function remembered(f: (node: Node) => Node): (node: Node) => Node {
  const known = new Map<Node, Node>();
  return (node) => {
    const result = known.get(node) ?? f(node);
    known.set(node, result);
    return result;
  };
}

/** What each symbol stands for, in terms of no other of them; each may use those before it. */
export function resolve(g: Graph, pairs: readonly (readonly [Node, Node])[]): Map<Node, Node> {
  const values = new Map<Node, Node>();
  for (const [symbol, node] of pairs) {
    values.set(symbol, present(substitute(g, [node], values)[0]));
  }
  return values;
}
