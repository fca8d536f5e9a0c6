import {
  constantOf,
  divide,
  evaluate,
  Interval,
  multiply,
  negate,
  power,
  symbolsOf,
  type Node,
} from '../graph/index.ts';
import { present } from '../base/invariant.ts';
import type { Condition, Nature, NatureKind, Reason } from './closed-form.ts';
import { unknownOf, type Collected } from './collect.ts';
import { eigenvalues } from './eigenvalues.ts';
import { derivativeOf, diagonalOf } from './diagonal.ts';
import type { Posed } from './equation.ts';
import type { Stationarity } from './stationarity.ts';

/** Why ∂J/∂w = 0 has no solution, or any value for one: equation is a positive factor times ∂J/∂w. */
export function withoutRoot(equation: Node): Reason | null {
  if (constantOf(equation) === 0) return { kind: 'absent' };
  if (Interval.isPositive(equation.range)) return { kind: 'never', sign: 'positive' };
  return Interval.isNegative(equation.range) ? { kind: 'never', sign: 'negative' } : null;
}

/** What is proved of the signs of all elements; null where that is nothing. */
export type Sign = 'positive' | 'negative' | 'non-negative' | 'non-positive' | 'mixed';

export function signOf(node: Node): Sign | null {
  const { range } = node;
  if (Interval.isPositive(range)) return 'positive';
  if (Interval.isNegative(range)) return 'negative';
  if (symbolsOf([node]).length === 0) return signOfNumbers(numbersOf(node));
  if (Interval.isNonNegative(range)) return 'non-negative';
  return Interval.isNonPositive(range) ? 'non-positive' : null;
}

/** Numbers near 0 have no sign here: what is added up in floats may be rounding. */
function signOfNumbers(numbers: readonly number[]): Sign | null {
  const size = Math.max(...numbers.map(Math.abs));
  if (!numbers.every((x) => Math.abs(x) > negligible * size)) return null;
  if (numbers.every((x) => x > 0)) return 'positive';
  return numbers.every((x) => x < 0) ? 'negative' : 'mixed';
}

const negligible = 1e-9;

/** The numbers of a node without symbols, row-major. */
export const numbersOf = (node: Node): readonly number[] =>
  present(
    evaluate([node], {
      rows: 1,
      valueOf: () => present<never>(null, 'the node has no symbols'),
    })[0],
  ).values;

const kindBySign: { readonly [S in Sign]: NatureKind } = {
  positive: 'minimum',
  'non-negative': 'minimum',
  negative: 'maximum',
  'non-positive': 'maximum',
  mixed: 'saddle',
};

/** The kind of a stationary point beside which ∂J/∂w has the sign of sign·(w − solution), element by element. */
const kindOf = (sign: Node): NatureKind => {
  const known = signOf(sign);
  return known ? kindBySign[known] : 'data';
};

/** What must hold for a minimum: a slope that is proved positive needs nothing. */
export const slopeConditions = (node: Node): Condition[] =>
  Interval.isPositive(node.range) ? [] : [{ kind: 'positive', node }];

/**
 * factor·∂J/∂w = slope·(u(w)^k − value) with a positive factor and a monotone u^k: J falls on one side of the only
 * solution and rises on the other, unless u^k is even about 0 and its value is 0. At the solution
 * ∂²J/∂w² = slope·(u^k)′/factor.
 */
export function elementNature(
  context: Stationarity,
  { parameter, start, equation }: Posed,
  collected: Collected,
  isEven: boolean,
): Nature {
  const { graph: g, tidy } = context;
  const { symbol } = parameter;
  const rise = derivativeOf(g, unknownOf(g, collected), symbol);
  const second = diagonalOf(context, start.node, symbol);
  return {
    kind: isEven ? 'inflection' : kindOf(slopeUp(context, collected)),
    secondDerivative: second && tidy(second),
    atSolution: tidy(divide(g, multiply(g, collected.slope, rise), equation.factor)),
    direction: [],
    proof: 'sign',
  };
}

/** The slope where u^k increases, its opposite where u^k decreases. */
export const slopeUp = ({ graph: g, tidy }: Stationarity, { slope, exponent }: Collected): Node =>
  exponent > 0 ? slope : tidy(negate(g, slope));

/**
 * θₖ·∂J/∂θₖ is level·θₖ − countsₖ for a positive factor that is the same for all k, so that J is −Σ counts·log θ but for
 * an increasing function: convex where all counts are positive, concave where they are negative.
 */
export function simplexNature(
  context: Stationarity,
  { parameter, start, equation }: Posed,
  counts: Node,
): Nature {
  const { graph: g, tidy } = context;
  const { symbol } = parameter;
  const second = diagonalOf(context, start.node, symbol);
  const curvature = multiply(g, counts, power(g, symbol, -1), power(g, equation.factor, -1));
  return {
    kind: kindOf(counts),
    secondDerivative: second && tidy(second),
    atSolution: tidy(curvature),
    direction: [],
    proof: 'convex',
  };
}

/** The kind of the stationary point of a quadratic by its second derivative along all directions. */
export function quadraticKind(second: Node): NatureKind {
  if (Interval.isNonNegative(second.range)) return 'minimum';
  return Interval.isNonPositive(second.range) ? 'maximum' : 'data';
}

/** The same by the eigenvalues of its matrix, which is symmetric; null where that is singular but for rounding. */
export function kindOfMatrix(rows: readonly Float64Array[]): NatureKind | null {
  const sign = signOfNumbers(eigenvalues(rows));
  return sign && kindBySign[sign];
}
