import { present } from '../base/invariant.ts';
import {
  constantOf,
  divide,
  instantiate,
  Interval,
  negate,
  power,
  type Graph,
  type Node,
} from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import {
  nodesOfCondition,
  type Condition,
  type ElementSolution,
  type Reason,
  type Step,
} from './closed-form.ts';
import { collect, unknownOf, type Collected, type Outcome } from './collect.ts';
import { clear, flatTerms, type Equation, type Posed } from './equation.ts';
import { elementNature, slopeConditions, slopeUp, withoutRoot } from './nature.ts';
import { inOneSum } from './one-sum.ts';
import { parametersIn, type Stationarity } from './stationarity.ts';

/** Solves ∂J/∂w = 0 for each element of w by itself, all other parameters given. */
export function solveElements(
  context: Stationarity,
  parameter: Parameter,
  start: Equation,
): Outcome<ElementSolution> {
  const { graph: g, tidy } = context;
  const { symbol } = parameter;
  const unknowns = new Set<Node>([symbol]);
  const none = withoutRoot(start.node);
  if (none) return { reason: none };
  if (isVectorDomain(parameter)) return { reason: { kind: 'domain' } };
  const equation = clear(context, start, unknowns, true);
  const cleared = withoutRoot(equation.node);
  if (cleared) return { reason: cleared };
  const expansion = context.expansion(unknowns);
  const terms = flatTerms(equation.node, expansion);
  const found = collect(g, terms, symbol, expansion.involves);
  if (!found.solved) return found;
  const slope = tidy(inOneSum(g, tidy(found.solved.slope), tidy));
  const collected = { ...found.solved, slope, constant: tidy(found.solved.constant) };
  return isolate(context, { parameter, start, equation }, collected);
}

export const isVectorDomain = ({ domain }: Parameter): boolean =>
  domain.kind === 'simplex' || domain.kind === 'ordered';

function isolate(
  context: Stationarity,
  posed: Posed,
  collected: Collected,
): Outcome<ElementSolution> {
  const { parameter, equation } = posed;
  const { symbol } = parameter;
  const { graph: g, tidy } = context;
  const { slope, constant, exponent, unknown } = collected;
  const isolated = tidy(divide(g, negate(g, constant), slope));
  const reason = whyNoRoot(collected, isolated);
  if (reason) return { reason };
  const value = tidy(invert(g, collected, isolated));
  const left = unknownOf(g, collected);
  // A power of the parameter has the bounds of its domain, 0 and ∞.
  const of = { of: parameter, value: collected.unknown === symbol ? null : isolated };
  const inside = insideConditions(of, left.range, isolated.range);
  if (!inside) return { reason: { kind: 'outside' } };
  const steps: Step[] = [
    ...equation.steps,
    { kind: 'collect', unknown: left, slope, constant },
    { kind: 'isolate', unknown: left, value: isolated },
    ...(left === symbol ? [] : [{ kind: 'invert', value } as const]),
  ];
  const isEven = !Interval.isNonNegative(unknown.range) && exponent % 2 === 0;
  const nature = elementNature(context, posed, collected, isEven);
  const method = methodOf(collected, parameter);
  const slopes = slopeConditions(slopeUp(context, collected));
  const given = parametersIn(context, [value, ...slopes.flatMap(nodesOfCondition)]);
  return {
    solved: { method, parameter, steps, value, given, nature, conditions: [...slopes, ...inside] },
  };
}

/** A power of what may be negative has one root where it is odd, and where it is 0. */
function whyNoRoot({ unknown, exponent }: Collected, isolated: Node): Reason | null {
  if (exponent === 1 || Interval.isNonNegative(unknown.range)) return null;
  const isOdd = exponent > 0 && exponent % 2 === 1;
  const isZero = exponent > 0 && Number.isInteger(exponent) && constantOf(isolated) === 0;
  return isOdd || isZero ? null : { kind: 'root' };
}

const methodOf = ({ unknown, exponent }: Collected, { symbol }: Parameter) => {
  if (unknown !== symbol) return 'function';
  return exponent === 1 ? 'affine' : 'power';
};

function invert(g: Graph, { unknown, exponent }: Collected, isolated: Node): Node {
  const root = rootOf(g, unknown, exponent, isolated);
  if (unknown.kind !== 'map') return root;
  const text = present(unknown.rule.inverse, `${unknown.fn} has an inverse`);
  return instantiate(g, g.formula(text), new Map([['a', root]]));
}

function rootOf(g: Graph, unknown: Node, exponent: number, isolated: Node): Node {
  const isPlain =
    exponent === 1 ||
    constantOf(isolated) === 0 ||
    [unknown, isolated].some(({ range }) => Interval.isNonNegative(range));
  if (isPlain) return power(g, isolated, 1 / exponent);
  const signed = g.formula(`sign(a)*abs(a)^(1/${exponent})`);
  return instantiate(g, signed, new Map([['a', isolated]]));
}

/**
 * The bounds between which a value must lie to be one of what it is to equal, as far as its range does not prove
 * them; null where its range proves that it lies beyond.
 */
export function insideConditions(
  of: Pick<Extract<Condition, { kind: 'inside' }>, 'of' | 'value'>,
  wanted: Interval.Interval,
  found: Interval.Interval,
): Condition[] | null {
  if (Interval.isBelow(found, wanted) || Interval.isBelow(wanted, found)) return null;
  const isAbove =
    found.lo > wanted.lo || (found.lo === wanted.lo && isHeld(wanted, found, 'loOpen'));
  const isUnder =
    found.hi < wanted.hi || (found.hi === wanted.hi && isHeld(wanted, found, 'hiOpen'));
  const lower = isAbove || wanted.lo === -Infinity ? null : wanted.lo;
  const upper = isUnder || wanted.hi === Infinity ? null : wanted.hi;
  const isBorder = found.lo >= wanted.lo && found.hi <= wanted.hi;
  return lower === null && upper === null
    ? []
    : [{ kind: 'inside', ...of, lower, upper, isBorder }];
}

/** A bound that both have is one of the wanted values, or none of those found. */
const isHeld = (
  wanted: Interval.Interval,
  found: Interval.Interval,
  end: 'loOpen' | 'hiOpen',
): boolean => !wanted[end] || found[end];
