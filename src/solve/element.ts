import { gradient } from '../calculus/index.ts';
import { present } from '../base/invariant.ts';
import {
  divide,
  instantiate,
  Interval,
  multiply,
  negate,
  power,
  sum,
  type Graph,
  type Node,
} from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import type { Condition, ElementSolution, Minimum, Step } from './closed-form.ts';
import { collect, unknownOf, type Collected, type Outcome } from './collect.ts';
import { clear, flatTerms, type Equation, type Posed } from './equation.ts';
import { inverses } from './inverses.ts';
import { parametersIn, type Stationarity } from './stationarity.ts';

/** Solves ∂J/∂w = 0 for each element of w by itself, all other parameters given. */
export function solveElements(
  context: Stationarity,
  parameter: Parameter,
  start: Equation,
): Outcome<ElementSolution> {
  const { graph: g, tidy } = context;
  const { symbol } = parameter;
  if (isVectorDomain(parameter)) return { reason: { kind: 'domain' } };
  const unknowns = new Set<Node>([symbol]);
  const equation = clear(context, start, unknowns, true);
  const expansion = context.expansion(unknowns);
  const terms = flatTerms(equation.node, expansion);
  const found = collect(g, terms, symbol, expansion.involves);
  if (!found.solved) return found;
  const collected = { ...found.solved, ...tidyBoth(tidy, found.solved) };
  return isolate(context, { parameter, start, equation }, collected);
}

export const isVectorDomain = ({ domain }: Parameter): boolean =>
  domain.kind === 'simplex' || domain.kind === 'ordered';

const tidyBoth = (tidy: (node: Node) => Node, { slope, constant }: Collected) => ({
  slope: tidy(slope),
  constant: tidy(constant),
});

function isolate(
  context: Stationarity,
  posed: Posed,
  collected: Collected,
): Outcome<ElementSolution> {
  const { parameter, equation } = posed;
  const { symbol } = parameter;
  const { graph: g, tidy } = context;
  const { slope, constant, exponent, unknown } = collected;
  if (exponent !== 1 && !Interval.isNonNegative(unknown.range)) return { reason: { kind: 'root' } };
  const isolated = tidy(divide(g, negate(g, constant), slope));
  const value = tidy(invert(g, collected, isolated));
  const left = unknownOf(g, collected);
  const steps: Step[] = [
    ...equation.steps,
    { kind: 'collect', unknown: left, slope, constant },
    { kind: 'isolate', unknown: left, value: isolated },
    ...(left === symbol ? [] : [{ kind: 'invert', value } as const]),
  ];
  const minimum = minimumOf(context, posed, collected);
  const method = methodOf(collected, parameter);
  const given = parametersIn(context, [value]);
  const conditions = conditionsOf(slope);
  return { solved: { method, parameter, steps, value, given, minimum, conditions } };
}

const methodOf = ({ unknown, exponent }: Collected, { symbol }: Parameter) => {
  if (unknown !== symbol) return 'function';
  return exponent === 1 ? 'affine' : 'power';
};

function invert(g: Graph, { unknown, exponent }: Collected, isolated: Node): Node {
  const root = power(g, isolated, 1 / exponent);
  if (unknown.kind !== 'map') return root;
  const text = present(inverses[unknown.fn], `${unknown.fn} has an inverse`);
  return instantiate(g, g.formula(text), new Map([['a', root]]));
}

/**
 * factor·∂J/∂w = slope·(u(w)^k − value) with a positive factor and an increasing u^k: where the slope is positive,
 * J falls before the solution and rises after it. There ∂²J/∂w² = slope·(u^k)′/factor.
 */
function minimumOf(
  { graph: g, tidy }: Stationarity,
  { parameter, start, equation }: Posed,
  collected: Collected,
): Minimum {
  const { symbol } = parameter;
  const rise = derivativeOf(g, unknownOf(g, collected), symbol);
  return {
    secondDerivative: tidy(derivativeOf(g, start.node, symbol)),
    atSolution: tidy(divide(g, multiply(g, collected.slope, rise), equation.factor)),
    direction: [],
    proof: 'sign',
  };
}

/** The derivative of each element by the element of w in its place; others do not enter it. */
const derivativeOf = (g: Graph, node: Node, symbol: Node): Node =>
  present(gradient(g, sum(g, node, [...node.shape.keys()]), [symbol])[0]);

const conditionsOf = (slope: Node): Condition[] =>
  Interval.isPositive(slope.range) ? [] : [{ kind: 'positive', node: slope }];
