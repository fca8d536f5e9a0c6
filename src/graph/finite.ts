import type { ElementwiseName } from './elementwise.ts';
import * as I from './interval.ts';
import { isPointwise, type Map as MapNode, type Node } from './node.ts';
import { constantOf } from './power.ts';
import { postorder } from './walk.ts';

/** Functions that are finite in 64-bit floats wherever their arguments are, unless a sum or product overflows. */
const finiteFunctions: ReadonlySet<ElementwiseName> = new Set([
  ...(['add', 'times', 'where', 'maximum', 'minimum', 'relu', 'abs', 'sign'] as const),
  ...(['floor', 'ceil', 'round', 'mod', 'cbrt', 'sin', 'cos', 'atan', 'tanh', 'sech'] as const),
  ...(['less', 'lessEqual', 'greater', 'greaterEqual', 'equal', 'notEqual'] as const),
  ...(['and', 'or', 'not', 'sigmoid', 'softplus', 'logcosh', 'asinh', 'logaddexp'] as const),
  ...(['log1psq', 'log1psqSlope', 'erf', 'erfc'] as const),
]);

/** Functions that overflow unless their value is bounded. */
const boundedFunctions: ReadonlySet<ElementwiseName> = new Set(['exp', 'expm1']);

/**
 * Whether a node is a number for all numbers that it is made of elementwise: no pole, overflow or end of a
 * domain is between it and its symbols, sums over axes and reductions.
 */
export const isAlwaysFinite = (node: Node): boolean =>
  postorder([node], reductions).every((part) => part.kind !== 'map' || isFiniteCall(part));

const reductions = {
  has: (node: Node): boolean =>
    node.kind === 'reduce' || (node.kind === 'contract' && !isPointwise(node)),
};

const isFiniteCall = (node: MapNode): boolean =>
  finiteFunctions.has(node.fn) ||
  (boundedFunctions.has(node.fn) && node.range.hi < Infinity) ||
  (node.fn === 'pow' && isFinitePower(node));

/** A whole power of any number, or any power of a number that keeps from 0. */
function isFinitePower({ args: [base, exponent] }: MapNode): boolean {
  const value = exponent && constantOf(exponent);
  if (!base || value === undefined) return false;
  if (value > 0 && Number.isInteger(value)) return true;
  return value > 0 ? I.isNonNegative(base.range) : I.isNonZero(base.range);
}
