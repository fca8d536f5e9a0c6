import {
  broadcast,
  dependsOn,
  divide,
  filled,
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
import type { Parameter } from '../model/index.ts';
import type { SimplexSolution } from './closed-form.ts';
import { isAlong, type Outcome } from './collect.ts';
import { standingIn } from './standing.ts';
import { clear, flatTerms, timesFactor, type Equation } from './equation.ts';
import { signOf, simplexNature, slopeConditions } from './nature.ts';
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
  if (signOf(counts) === 'mixed') return { reason: { kind: 'outside' } };
  const value = tidy(sharesOf(g, counts));
  const multiplier = { kind: 'multiplier', counts, level: tidy(split.solved.level) } as const;
  // ∂J/∂θₖ is the same for all k only where what it was multiplied by is.
  const axis = symbol.shape.length - 1;
  if (dependsOn(divide(g, equation.factor, symbol), axis)) return { reason: { kind: 'coupled' } };
  return {
    solved: {
      method: 'simplex',
      parameter,
      steps: [...equation.steps, multiplier],
      value,
      given: parametersIn(context, [value]),
      nature: simplexNature(context, { parameter, start, equation }, counts),
      conditions: slopeConditions(counts),
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
