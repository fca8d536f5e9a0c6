import {
  broadcastTo,
  divide,
  multiply,
  plus,
  rowCount,
  scale,
  sum,
  type Graph,
  type Node,
  type Symbol,
} from '../graph/index.ts';
import type { Factor, Term } from './model-graph.ts';

/** The terms that the objective is made of. */
export interface Terms {
  readonly factors: readonly Factor[];
  readonly losses: readonly Term[];
  readonly penalties: readonly Term[];
  readonly weight: Symbol | null;
  /** There are rows to average over. */
  readonly hasData: boolean;
}

export interface Objective {
  readonly objective: Node;
  readonly logLikelihood: Node | null;
  readonly logPrior: Node | null;
}

/** J = (1/|B|) Σ w·(loss − log p) + penalty − (1/n)·log prior; minimised. */
export function assemble(g: Graph, terms: Terms): Objective {
  const likelihood = total(g, logDensities(terms, 'likelihood'));
  const logPrior = total(g, logDensities(terms, 'prior'));
  const loss = total(
    g,
    terms.losses.map((term) => term.node),
  );
  const penalty = total(
    g,
    terms.penalties.map((term) => term.node),
  );
  const perRow = total(g, [...list(loss), ...list(likelihood).map((node) => scale(g, -1, node))]);
  const parts = [
    ...list(perRow).map((node) => average(g, terms, node)),
    ...list(penalty),
    ...list(logPrior).map((node) => scale(g, -1, divide(g, node, dataSize(g, terms)))),
  ];
  return {
    objective: total(g, parts) ?? g.constant(0),
    logLikelihood: likelihood && overRows(g, terms, likelihood),
    logPrior,
  };
}

const list = (node: Node | null): readonly Node[] => (node ? [node] : []);

const logDensities = (terms: Terms, kind: Factor['kind']): Node[] =>
  terms.factors.filter((factor) => factor.kind === kind).map((factor) => factor.logDensity);

const total = (g: Graph, nodes: readonly Node[]): Node | null =>
  nodes.length === 0 ? null : nodes.reduce((a, b) => plus(g, a, b));

/** Σ w·node over the rows. */
const overRows = (g: Graph, { weight }: Terms, node: Node): Node => {
  const weighted = weight ? multiply(g, weight, node) : broadcastTo(g, node, ['rows']);
  return sum(g, weighted, [0]);
};

/** (1/|B|) Σ w·node; a term without data is its own average. */
function average(g: Graph, terms: Terms, node: Node): Node {
  if (!terms.hasData) return node;
  const batch = terms.weight ? sum(g, terms.weight, [0]) : rowCount(g);
  return divide(g, overRows(g, terms, node), batch);
}

/** n: the total weight of the data set, 1 without data. */
const dataSize = (g: Graph, { hasData }: Terms): Node =>
  hasData ? g.symbol('totalWeight', 'total', [], { kind: 'positive' }) : g.constant(1);
