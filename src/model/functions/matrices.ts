import { present } from '../../base/invariant.ts';
import { volume } from '../../base/shape.ts';
import {
  einsum,
  filled,
  holding,
  identity as unit,
  innerShape,
  multiply,
  onehot,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import { fail, type Application, type Rule } from '../context.ts';
import { isNumeric } from '../elementwise.ts';
import { isSquare } from '../linear-algebra.ts';
import { reshaped } from '../lists.ts';
import { describe, quantity, rankOf } from '../quantity.ts';
import { functionRule, type FunctionRule } from './rule.ts';
import { nodesOf, wholeNumber } from './shapes.ts';

/** The sizes that the arguments are, one or two of them. */
function sizesOf(a: Application): number[] | undefined {
  const sizes = a.operands.map((_, k) => wholeNumber(a, k, 1));
  return sizes.every((size) => size !== undefined) ? sizes : undefined;
}

const filledWith =
  (value: number): Rule =>
  (a) => {
    const sizes = sizesOf(a);
    return sizes && quantity(filled(a.context.g, value, sizes));
  };

const identity: Rule = (a) => {
  const sizes = sizesOf(a);
  if (!sizes) return undefined;
  const [rows = 1, columns = rows] = sizes;
  return quantity(onehot(a.context.g, a.context.g.ramp(rows), columns));
};

/** The diagonal matrix of a vector, or the diagonal of a square matrix. */
const diag: Rule = (a) => {
  const nodes = nodesOf(a, ['vector', 'matrix']);
  if (!nodes) return undefined;
  const { g } = a.context;
  const node = present(nodes[0]);
  if (rankOf(quantity(node)) === 2) return squareOf(a, 'ii->i');
  const [size = 1] = innerShape(node);
  return quantity(einsum(g, 'i,ij->ij', node, unit(g, size)));
};

/** A contraction of a square matrix. */
function squareOf(a: Application, formula: string): ReturnType<Rule> {
  const { quantity: q, text, span } = present(a.operands[0]);
  if (isSquare(q)) return quantity(einsum(a.context.g, formula, q.node));
  const message = `\`${a.name}\` takes a square matrix: ${text} is ${describe(q)}`;
  return fail(a.context, 'notSquare', message, span);
}

/** The elements of an array in the order of rows, in another shape. */
const reshape: Rule = (a) => {
  if (!isNumeric(a)) return undefined;
  const [of, ...sizes] = a.operands;
  const shape = sizes.map((_, k) => wholeNumber(a, k + 1, 1));
  if (!of || !shape.every((size) => size !== undefined)) return undefined;
  if (volume(shape) === volume(innerShape(of.quantity.node)))
    return quantity(reshaped(a.context.g, of.quantity.node, shape));
  const message = `\`reshape\` keeps the number of elements: ${of.text} is ${describe(of.quantity)}, and [${shape.join(', ')}] has ${volume(shape)}`;
  return fail(a.context, 'argumentShape', message, a.span);
};

const trace: Rule = (a) => nodesOf(a, ['matrix']) && squareOf(a, 'ii->');

/** Keeps the part of a matrix where `relation(j − i, k)` holds. */
const triangle =
  (relation: 'lessEqual' | 'greaterEqual'): Rule =>
  (a) => {
    const nodes = nodesOf(a, ['matrix'], ['number']);
    if (!nodes) return undefined;
    const k = a.operands.length > 1 ? wholeNumber(a, 1, -Infinity) : 0;
    if (k === undefined) return undefined;
    const node = present(nodes[0]);
    const mask = triangularMask(a.context.g, innerShape(node), relation, k);
    return quantity(multiply(a.context.g, node, mask));
  };

/** 1 where `relation(j − i, k)` holds, else 0. */
export const triangularMask = (
  g: Graph,
  shape: readonly number[],
  relation: 'lessEqual' | 'greaterEqual',
  k: number,
): Node =>
  holding(g, shape, [
    relation === 'lessEqual'
      ? { kind: 'below', label: 1, other: 0, most: k }
      : { kind: 'below', label: 0, other: 1, most: -k },
  ]);

/** Functions that make or take apart matrices. */
export const matrixFunctions: Readonly<Record<string, FunctionRule>> = {
  zeros: functionRule('zeros(n) or zeros(n, m)', [1, 2], filledWith(0)),
  ones: functionRule('ones(n) or ones(n, m)', [1, 2], filledWith(1)),
  identity: functionRule('identity(n) or identity(n, m)', [1, 2], identity),
  diag: functionRule('diag(v) or diag(W)', [1, 1], diag),
  reshape: functionRule('reshape(x, n) or reshape(x, n, m)', [2, Infinity], reshape),
  trace: functionRule('trace(W)', [1, 1], trace),
  tril: functionRule('tril(W) or tril(W, k)', [1, 2], triangle('lessEqual')),
  triu: functionRule('triu(W) or triu(W, k)', [1, 2], triangle('greaterEqual')),
};
