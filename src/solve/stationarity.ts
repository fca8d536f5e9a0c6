import { gradient } from '../calculus/index.ts';
import { present } from '../base/invariant.ts';
import {
  filled,
  rowCount,
  substitute,
  sum,
  symbolsOf,
  type Graph,
  type Node,
  type Symbol,
} from '../graph/index.ts';
import type { ModelGraph, Parameter } from '../model/index.ts';
import { simplify, readable } from '../rewrite/index.ts';
import type { Equation } from './equation.ts';
import { Expansion } from './expand.ts';

/** ∇J = 0 over the parameters in their own space, for all rows of a data set. */
export interface Stationarity {
  readonly graph: Graph;
  readonly parameters: readonly Parameter[];
  readonly objective: Node;
  /** n, the total weight. */
  readonly total: Symbol;
  /** ∂J/∂w = 0 for each parameter. */
  readonly equations: ReadonlyMap<Parameter, Equation>;
  /** The readable form of a node, its row counts and sums of weights replaced by n. */
  readonly tidy: (node: Node) => Node;
  /** Sums of products by the nodes that are unknown. */
  readonly expansion: (unknowns: ReadonlySet<Node>) => Expansion;
  /** Equations that are cleared, by what they are of. */
  readonly cleared: Map<Equation, Map<string, Equation>>;
}

export function stationarityOf(model: ModelGraph): Stationarity {
  const { graph: g, parameters } = model;
  const total = g.symbol('totalWeight', 'total', [], { kind: 'positive' });
  // Over all rows the weight of a batch is that of the data set.
  const count = model.weight ? sum(g, model.weight, [0]) : rowCount(g);
  const totals = new Map<Node, Node>(model.columns.length > 0 ? [[count, total]] : []);
  const tidy = (node: Node): Node => {
    const simple = present(simplify(g, [node], readable)[0]);
    const counted = present(substitute(g, [simple], totals)[0]);
    return counted === node ? node : tidy(counted);
  };
  const objective = tidy(model.objective);
  const derivatives = gradient(
    g,
    objective,
    parameters.map((p) => p.symbol),
  );
  const equations = new Map(
    parameters.map((p, k): [Parameter, Equation] => {
      const node = tidy(present(derivatives[k]));
      const factor = filled(g, 1, node.shape);
      return [p, { node, factor, steps: [{ kind: 'gradient', equation: node }] }];
    }),
  );
  const cleared = new Map<Equation, Map<string, Equation>>();
  const expansion = expansionsIn(g);
  return { graph: g, parameters, objective, total, equations, tidy, expansion, cleared };
}

function expansionsIn(g: Graph): Stationarity['expansion'] {
  const known = new Map<string, Expansion>();
  return (unknowns) => {
    const key = keyOf(unknowns);
    const expansion = known.get(key) ?? new Expansion(g, unknowns);
    known.set(key, expansion);
    return expansion;
  };
}

/** One text for a set of nodes. */
export const keyOf = (nodes: ReadonlySet<Node>): string =>
  [...nodes]
    .map((node) => node.id)
    .sort((a, b) => a - b)
    .join();

/** The parameters that nodes are made of, in the order of the model. */
export function parametersIn(
  { parameters }: Pick<Stationarity, 'parameters'>,
  nodes: readonly Node[],
): Parameter[] {
  const symbols = new Set(symbolsOf(nodes));
  return parameters.filter((p) => symbols.has(p.symbol));
}
