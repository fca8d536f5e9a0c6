import { present } from '../../base/invariant.ts';
import {
  apply,
  broadcast,
  einsum,
  hasRows,
  innerShape,
  multiply,
  plus,
  pow,
  reduce,
  scale,
  stack,
  sum,
  type Graph,
  type Node,
  type ReduceName,
} from '../../graph/index.ts';
import { fail, type Application, type Operand, type Rule } from '../context.ts';
import { elementwise, isNumeric } from '../elementwise.ts';
import { describe, isScalar, quantity, rankOf, type Quantity } from '../quantity.ts';
import { staticNumber } from '../static.ts';
import { functionRule, type FunctionRule } from './rule.ts';
import { innerAxes, nodesOf, wholeNumber } from './shapes.ts';

/** A reduction: of an array over axes, and of any number of numbers. */
interface Reduction {
  readonly over: (g: Graph, node: Node, axes: readonly number[]) => Node;
  readonly among: (g: Graph, ...nodes: Node[]) => Node;
}

const volumeOf = (node: Node, axes: readonly number[]): number =>
  axes.reduce((n, axis) => n * Number(node.shape[axis]), 1);

/** Of two nodes, or of many side by side along an axis of their own. */
const among =
  (ofTwo: (g: Graph, a: Node, b: Node) => Node, op: ReduceName) =>
  (g: Graph, ...nodes: Node[]): Node => {
    const [a, b] = nodes;
    if (a && b && nodes.length === 2) return ofTwo(g, a, b);
    const axis = present(a).shape.length;
    return reduce(g, op, stack(g, nodes, axis), [axis]);
  };

const extremum = (fn: 'maximum' | 'minimum', op: ReduceName): Reduction => ({
  over: reducing(op),
  among: among((g, a, b) => apply(g, fn, a, b), op),
});

const reducing =
  (op: ReduceName) =>
  (g: Graph, node: Node, axes: readonly number[]): Node =>
    reduce(g, op, node, axes);

const total: Reduction = {
  over: sum,
  among: (g, ...nodes) => (nodes.length === 1 ? present(nodes[0]) : plus(g, ...nodes)),
};
const average: Reduction = {
  over: (g, node, axes) => scale(g, 1 / volumeOf(node, axes), sum(g, node, axes)),
  among: (g, ...nodes) => scale(g, 1 / nodes.length, total.among(g, ...nodes)),
};
const product: Reduction = { over: reducing('prod'), among: multiply };
const largest = extremum('maximum', 'max');
const smallest = extremum('minimum', 'min');

/** Of all elements of one array, or of two and more numbers or arrays of one shape, element by element. */
const whole =
  ({ over, among }: Reduction): Rule =>
  (a) => {
    if (a.operands.length > 1) return elementwise(a, among);
    const node = reducible(a)?.node;
    return node && quantity(over(a.context.g, node, innerAxes(node)));
  };

/** The argument of a reduction; reports one that is a number in each row, of which it would be that number. */
function reducible(a: Application): Quantity | undefined {
  if (!isNumeric(a)) return undefined;
  const { quantity: q, text, span } = present(a.operands[0]);
  if (!isScalar(q) || !hasRows(q.node)) return q;
  const message = `\`${a.name}\` runs over the elements of an array, not over the rows: ${text} is one number in each row`;
  const help = 'compute a statistic of the rows before, and give it as a `hyper` or a column';
  return fail(a.context, 'argumentShape', message, span, help);
}

/** The same, or along one axis (counted from 1) where a number follows an array, as in mathjs. */
const alongOne =
  (reduction: Reduction): Rule =>
  (a) => {
    const [first, second] = a.operands;
    const hasAxis = a.operands.length === 2 && first && second && !isScalar(first.quantity);
    if (!hasAxis || !isScalar(second.quantity)) return whole(reduction)(a);
    return isNumeric(a) ? along(a, reduction, first, second) : undefined;
  };

function along(
  a: Application,
  { over }: Reduction,
  array: Operand,
  axis: Operand,
): Quantity | undefined {
  const position = wholeNumber(a, 1, 1);
  if (position === undefined) return undefined;
  const { node } = array.quantity;
  const chosen = innerAxes(node)[position - 1];
  if (chosen !== undefined) return quantity(over(a.context.g, node, [chosen]));
  const message = `${array.text} is ${describe(array.quantity)} and has no axis ${position}`;
  return fail(a.context, 'subscriptRange', message, axis.span);
}

const dot: Rule = (a) => {
  const nodes = nodesOf(a, ['vector'], ['vector']);
  if (!nodes) return undefined;
  const [left, right] = [present(a.operands[0]), present(a.operands[1])];
  if (String(innerShape(left.quantity.node)) === String(innerShape(right.quantity.node))) {
    return quantity(einsum(a.context.g, 'i,i->', ...nodes));
  }
  const message = `\`dot\` needs vectors of one length: ${left.text} is ${describe(left.quantity)}, ${right.text} is ${describe(right.quantity)}`;
  return fail(a.context, 'shapeMismatch', message, a.span);
};

const outer: Rule = (a) => {
  const nodes = nodesOf(a, ['vector'], ['vector']);
  return nodes && quantity(einsum(a.context.g, 'i,j->ij', ...nodes));
};

/** Norms by their order p: of a vector, and those of a matrix that are sums. */
const norms: Readonly<Record<string, (g: Graph, node: Node) => Node>> = {
  'vector 1': (g, v) => sum(g, apply(g, 'abs', v), innerAxes(v)),
  'vector 2': (g, v) => pow(g, sum(g, pow(g, v, g.constant(2)), innerAxes(v)), g.constant(0.5)),
  'vector Infinity': (g, v) => reduce(g, 'max', apply(g, 'abs', v), innerAxes(v)),
  'matrix 1': (g, m) => greatestSum(g, m, 0),
  'matrix Infinity': (g, m) => greatestSum(g, m, 1),
};

/** The greatest of the sums of |mᵢⱼ| along one axis. */
function greatestSum(g: Graph, m: Node, axis: number): Node {
  const sums = sum(g, apply(g, 'abs', m), [present(innerAxes(m)[axis])]);
  return reduce(g, 'max', sums, innerAxes(sums));
}

const norm: Rule = (a) => {
  const nodes = nodesOf(a, ['number', 'vector', 'matrix'], ['number']);
  const q = nodes && reducible(a);
  if (!q) return undefined;
  const order = a.operands[1];
  const p = order ? staticNumber(order.quantity.node) : 2;
  if (isScalar(q)) return quantity(apply(a.context.g, 'abs', q.node));
  const build = norms[`${rankOf(q) === 1 ? 'vector' : 'matrix'} ${p}`] ?? generalNorm(q, p);
  return build ? quantity(build(a.context.g, q.node)) : failNorm(a, q);
};

/** (Σ |vᵢ|ᵖ)^(1/p). */
const generalNorm = (
  q: Quantity,
  p: number | undefined,
): ((g: Graph, node: Node) => Node) | undefined =>
  rankOf(q) === 1 && p !== undefined && p > 0
    ? (g, v) => {
        const powers = pow(g, apply(g, 'abs', v), g.constant(p));
        return pow(g, sum(g, powers, innerAxes(v)), g.constant(1 / p));
      }
    : undefined;

function failNorm(a: Application, q: Quantity): undefined {
  const message = `there is no such norm of ${describe(q)}`;
  const help =
    'write `sqrt(sum(W .^ 2))` for the Frobenius norm; `norm(v, p)` takes a number p > 0';
  return fail(a.context, 'argumentShape', message, a.span, help);
}

const logsumexp: Rule = (a) => {
  if (a.operands.length > 1) return elementwise(a, logsumexpOf);
  const nodes = nodesOf(a, ['vector']);
  return nodes && quantity(alongLast(a.context.g, present(nodes[0])));
};

/** log(eᵃ + eᵇ) = a + softplus(b − a). */
const logsumexpOf = among(
  (g, a, b) => plus(g, a, apply(g, 'softplus', plus(g, b, scale(g, -1, a)))),
  'logsumexp',
);

const alongLast = (g: Graph, node: Node): Node =>
  reduce(g, 'logsumexp', node, [node.shape.length - 1]);

/** v − log Σ eᵛ along the last axis. */
function logSoftmax(g: Graph, v: Node): Node {
  const axes = [...v.shape.keys()].slice(0, -1);
  return plus(g, v, scale(g, -1, broadcast(g, alongLast(g, v), axes, v.shape)));
}

const lastAxis =
  (build: (g: Graph, node: Node) => Node): Rule =>
  (a) => {
    const nodes = nodesOf(a, ['vector', 'matrix']);
    const isRow = present(a.operands[0]).quantity.row;
    return nodes && quantity(build(a.context.g, present(nodes[0])), isRow);
  };

/** Functions that take axes away, and those that normalise along one. */
export const reductions: Readonly<Record<string, FunctionRule>> = {
  sum: functionRule('sum(v), sum(W, axis) or sum(a, b, …)', [1, Infinity], alongOne(total)),
  mean: functionRule('mean(v), mean(W, axis) or mean(a, b, …)', [1, Infinity], alongOne(average)),
  prod: functionRule('prod(v), prod(W, axis) or prod(a, b, …)', [1, Infinity], alongOne(product)),
  max: functionRule('max(v) or max(a, b, …)', [1, Infinity], whole(largest)),
  min: functionRule('min(v) or min(a, b, …)', [1, Infinity], whole(smallest)),
  dot: functionRule('dot(a, b)', [2, 2], dot),
  outer: functionRule('outer(a, b)', [2, 2], outer),
  norm: functionRule('norm(v) or norm(v, p)', [1, 2], norm),
  logsumexp: functionRule('logsumexp(v) or logsumexp(a, b, …)', [1, Infinity], logsumexp),
  softmax: functionRule(
    'softmax(v)',
    [1, 1],
    lastAxis((g, v) => apply(g, 'exp', logSoftmax(g, v))),
  ),
  log_softmax: functionRule('log_softmax(v)', [1, 1], lastAxis(logSoftmax)),
};
