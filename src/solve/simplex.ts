import {
  broadcast,
  dependsOn,
  filled,
  Interval,
  multiply,
  negate,
  plus,
  power,
  product,
  sum,
  type Graph,
  type Involves,
  type Node,
  type Product,
} from '../graph/index.ts';
import { gradient } from '../calculus/index.ts';
import { present } from '../base/invariant.ts';
import type { Parameter } from '../model/index.ts';
import type { Minimum, SimplexSolution } from './closed-form.ts';
import { isAlong, type Outcome } from './collect.ts';
import { standingIn } from './standing.ts';
import { clear, flatTerms, timesFactor, type Equation, type Posed } from './equation.ts';
import { parametersIn, type Stationarity } from './stationarity.ts';

/**
 * Solves for probabilities θ with Σₖ θₖ = 1. With a multiplier λ for that sum, ∂J/∂θₖ + λ = 0 for every k. Where
 * θₖ·∂J/∂θₖ = level·θₖ − countsₖ with a level that does not vary with k, countsₖ = (level + λ)·θₖ, and summed over k,
 * level + λ = Σ counts.
 */
export function solveSimplex(
  context: Stationarity,
  parameter: Parameter,
  start: Equation,
): Outcome<SimplexSolution> {
  const { graph: g, tidy } = context;
  const { symbol, domain } = parameter;
  if (domain.kind !== 'simplex') return { reason: { kind: 'domain' } };
  const unknowns = new Set<Node>([symbol]);
  const scaled = timesFactor(context, start, symbol);
  const equation = clear(context, scaled, unknowns, false);
  const expansion = context.expansion(unknowns);
  const terms = flatTerms(equation.node, expansion);
  const split = splitTerms(g, terms, symbol, expansion.involves);
  if (!split.solved) return split;
  const counts = tidy(negate(g, split.solved.constant));
  const value = tidy(sharesOf(g, counts));
  const multiplier = { kind: 'multiplier', counts, level: tidy(split.solved.level) } as const;
  const isProved = Interval.isPositive(counts.range);
  return {
    solved: {
      method: 'simplex',
      parameter,
      steps: [...equation.steps, multiplier],
      value,
      given: parametersIn(context, [value]),
      minimum: minimumOf(context, { parameter, start, equation }, counts),
      conditions: isProved ? [] : [{ kind: 'positive', node: counts }],
    },
  };
}

interface Split {
  readonly constant: Node;
  readonly level: Node;
}

/** The terms without θ, and the coefficient of θₖ where it is the same for all k. */
function splitTerms(
  g: Graph,
  terms: readonly Product[],
  symbol: Node,
  involves: Involves,
): Outcome<Split> {
  const free = terms.filter((term) => !term.factors.some((f) => involves(f.node)));
  const levels: Node[] = [];
  for (const term of terms.filter((t) => !free.includes(t))) {
    const found = term.factors.filter((f) => involves(f.node));
    const [factor] = found;
    if (found.length !== 1 || factor?.node !== symbol) {
      return { reason: standingIn(found.filter((f) => f.node !== symbol)) ?? { kind: 'powers' } };
    }
    const level = product(g, { ...term, factors: term.factors.filter((f) => f !== factor) });
    if (!isAlong(factor, term) || dependsOn(level, level.shape.length - 1)) {
      return { reason: { kind: 'coupled' } };
    }
    levels.push(level);
  }
  if (free.length === 0) return { reason: { kind: 'absent' } };
  const total = (nodes: readonly Node[]): Node => plus(g, filled(g, 0, symbol.shape), ...nodes);
  return {
    solved: { constant: total(free.map((term) => product(g, term))), level: total(levels) },
  };
}

/** Each count over the sum along the last axis. */
function sharesOf(g: Graph, counts: Node): Node {
  const axes = [...counts.shape.keys()];
  const outer = axes.slice(0, -1);
  const totals = power(g, sum(g, counts, [outer.length]), -1);
  return multiply(g, counts, broadcast(g, totals, outer, counts.shape));
}

/** ∂J/∂θₖ is a number less countsₖ/θₖ: its derivative is countsₖ/θₖ² ≥ 0, and no other θ enters it. */
function minimumOf(
  { graph: g, tidy }: Stationarity,
  { parameter, start, equation }: Posed,
  counts: Node,
): Minimum {
  const { symbol } = parameter;
  const total = sum(g, start.node, [...start.node.shape.keys()]);
  const curvature = multiply(g, counts, power(g, symbol, -1), power(g, equation.factor, -1));
  return {
    secondDerivative: tidy(present(gradient(g, total, [symbol])[0])),
    atSolution: tidy(curvature),
    direction: [],
    proof: 'convex',
  };
}
