import {
  broadcast,
  filled,
  Interval,
  involving,
  isPointwise,
  multiply,
  plus,
  power,
  product,
  productOf,
  scale,
  splitCoefficient,
  type Factor,
  type Graph,
  type Node,
  type Product,
  termsOf,
} from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import type { Step } from './closed-form.ts';
import type { Expansion } from './expand.ts';
import { labelled, multiplierOf, type Multiplier } from './powers.ts';
import { keyOf, type Stationarity } from './stationarity.ts';

/** factor·∂J/∂w = node = 0, where the factor is positive. */
export interface Equation {
  readonly node: Node;
  readonly factor: Node;
  readonly steps: readonly Step[];
}

/** What is solved for a parameter: ∂J/∂w = 0 as it is at first, and cleared. */
export interface Posed {
  readonly parameter: Parameter;
  readonly start: Equation;
  readonly equation: Equation;
}

/** Equations need fewer multiplications than this; what needs more is left as it is. */
const mostMultiplications = 16;

/** The equation times a positive factor, brought to a sum of products. */
export function timesFactor(
  { graph: g, tidy, expansion }: Stationarity,
  equation: Equation,
  factor: Node,
): Equation {
  const node = tidy(expansion(new Set([factor])).expand(multiply(g, equation.node, factor)));
  return multiplied(g, equation, factor, node);
}

/**
 * Brings equation = 0 to a sum of products without denominators in the unknowns and without common factors.
 * `own`: whether powers of the unknowns themselves are taken out as well.
 */
export function clear(
  context: Stationarity,
  start: Equation,
  unknowns: ReadonlySet<Node>,
  own: boolean,
): Equation {
  const known = context.cleared.get(start) ?? new Map<string, Equation>();
  context.cleared.set(start, known);
  const key = `${own} ${keyOf(unknowns)}`;
  const equation = known.get(key) ?? clearOnce(context, start, unknowns, own);
  known.set(key, equation);
  return equation;
}

function clearOnce(
  context: Stationarity,
  start: Equation,
  unknowns: ReadonlySet<Node>,
  own: boolean,
): Equation {
  const { graph: g, total, tidy } = context;
  const expansion = context.expansion(new Set([...unknowns, total]));
  const ofUnknown = involving(unknowns);
  const bases = {
    isDenominator: (base: Node) => base === total || ofUnknown(base),
    isKept: (base: Node) => !own && unknowns.has(base),
  };
  let equation = { ...start, node: tidy(expansion.expand(start.node)) };
  for (let k = 0; k < mostMultiplications; k++) {
    const multiplier = multiplierOf(flatTerms(equation.node, expansion), bases);
    if (!multiplier) break;
    equation = times(context, equation, multiplier, expansion);
  }
  return withUnitCoefficient(g, equation);
}

/** The terms of an equation as products over labels, those without unknowns opened as well. */
export const flatTerms = (node: Node, expansion: Expansion): Product[] =>
  termsOf(node).flatMap((term) =>
    expansion.involves(term) ? expansion.productsOf(term) : [opened(term)],
  );

function opened(node: Node): Product {
  const output = [...node.shape.keys()];
  const factors: Factor[] =
    node.kind === 'contract' && isPointwise(node)
      ? [...productOf(node).factors]
      : [{ node, labels: output }];
  return { factors, output, sizes: node.shape, brackets: [] };
}

function times(
  { graph: g, tidy }: Stationarity,
  equation: Equation,
  { base, axes, exponent }: Multiplier,
  expansion: Expansion,
): Equation {
  const raised = power(g, base, exponent);
  const sign = Interval.isNegative(raised.range) ? -1 : 1;
  const factor = scale(g, sign, raised);
  // What cancels must meet its opposite before it is multiplied out.
  const terms = flatTerms(equation.node, expansion).map((term) =>
    product(g, { ...term, factors: [...term.factors, labelled(term, factor, axes)] }),
  );
  const node = tidy(expansion.expand(plus(g, ...terms)));
  return multiplied(g, equation, broadcast(g, factor, axes, equation.node.shape), node);
}

const multiplied = (g: Graph, equation: Equation, factor: Node, node: Node): Equation => ({
  node,
  factor: multiply(g, equation.factor, factor),
  steps: [...equation.steps, { kind: 'multiply', factor, equation: node }],
});

/** Divides by a number that all coefficients are whole multiples of. */
function withUnitCoefficient(g: Graph, equation: Equation): Equation {
  const terms = termsOf(equation.node);
  const sizes = terms.map((term) => Math.abs(splitCoefficient(g, term).coefficient));
  const least = Math.min(...sizes);
  if (least === 1 || !(least > 0) || !sizes.every((size) => Number.isInteger(size / least))) {
    return equation;
  }
  const factor = filled(g, 1 / least, equation.node.shape);
  return multiplied(g, equation, factor, scale(g, 1 / least, equation.node));
}
