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
} from '../../graph/index.ts';
import type { Factor, ModelGraph } from '../../model/index.ts';
import type { Simplify } from '../model/simplifier.ts';
import type { SymbolicModel } from '../model/symbolic-model.ts';

/** A factor, its log density as it is simplified, and by which rewrites. */
export interface LogFactor {
  readonly factor: Factor;
  readonly logDensity: Node;
  /** Each once, in the order in which they were first applied. */
  readonly rules: readonly string[];
}

/** The parts of the objective J = (1/n) Σᵢ vᵢ·ℓᵢ + rest. */
export interface Objective {
  readonly factors: readonly LogFactor[];
  /** ℓ of one row (or of all where there are no rows); null where the model has only priors and penalties. */
  readonly loss: Node | null;
  readonly penalty: Node | null;
  /** −log p of parameters, for each prior. */
  readonly priors: readonly Node[];
  /** n: the number of rows, or the sum of their weights; null without data. */
  readonly count: Node | null;
}

export function objectiveOf({ model, simplify }: SymbolicModel): Objective {
  const { graph: g, losses, penalties, columns, weight } = model;
  const factors = model.factors.map((factor) => logFactor(simplify, factor));
  const logs = (kind: Factor['kind']): Node[] =>
    factors.filter((f) => f.factor.kind === kind).map((f) => scale(g, -1, f.logDensity));
  const terms = (parts: readonly { readonly node: Node }[]): Node[] =>
    parts.map(({ node }) => simplify(node));
  const count = weight ? sum(g, weight, [0]) : rowCount(g);
  return {
    factors,
    loss: total(g, simplify, [...terms(losses), ...logs('likelihood')]),
    penalty: total(g, simplify, terms(penalties)),
    priors: logs('prior').map((node) => simplify(node)),
    count: columns.length > 0 ? count : null,
  };
}

function logFactor(simplify: Simplify, factor: Factor): LogFactor {
  const rules = new Set<string>();
  const logDensity = simplify(factor.logDensity, (rule) => rules.add(rule));
  return { factor, logDensity, rules: [...rules] };
}

const total = (g: Graph, simplify: Simplify, nodes: readonly Node[]): Node | null =>
  nodes.length === 0 ? null : simplify(nodes.reduce((a, b) => plus(g, a, b)));

/** (1/n) Σᵢ vᵢ·node; what has no rows is its own average. */
export function average(model: ModelGraph, { count }: Objective, node: Node): Node {
  const { graph: g, weight } = model;
  if (!count || node.shape[0] !== 'rows') return node;
  const weighted = weight ? multiply(g, weight, node) : broadcastTo(g, node, ['rows']);
  return divide(g, sum(g, weighted, [0]), count);
}

/** What is added to the average loss: the penalties and the prior. */
export function restOf(
  { model, simplify }: SymbolicModel,
  { penalty, priors, count }: Objective,
): Node | null {
  const { graph: g } = model;
  const shares = priors.map((node) => (count ? divide(g, node, count) : node));
  return total(g, simplify, [...(penalty ? [penalty] : []), ...shares]);
}
