import { invariant, present } from '../base/invariant.ts';
import type { ElementwiseName, ElementwiseRule } from './elementwise.ts';
import { labelsOf, relabelled } from './brackets.ts';
import { termwise } from './cover.ts';
import type { Graph } from './graph.ts';
import { sameShape, type Node, type Shape } from './node.ts';
import { constantOf, power } from './power.ts';
import { product, productOf } from './product.ts';
import { add, scale, splitCoefficient } from './sum.ts';

/** An elementwise function of arguments of one shape, in canonical form. */
export function map(g: Graph, fn: ElementwiseName, args: readonly Node[]): Node {
  const first = present(args[0], `${fn} has arguments`);
  invariant(
    args.every((a) => sameShape(a.shape, first.shape)),
    `${fn}: arguments of one shape`,
  );
  if (fn === 'add') return add(g, args);
  const parts = byPart(g, fn, args);
  return (
    parts ?? reduced(g, args, (inner) => (fn === 'pow' ? raise(g, inner) : signed(g, fn, inner)))
  );
}

/** A function of one array that is made of parts side by side, of each part. */
function byPart(g: Graph, fn: ElementwiseName, [of, ...others]: readonly Node[]): Node | null {
  if (of?.kind !== 'map' || of.fn !== 'add') return null;
  const numbers = others.map(constantOf);
  if (!numbers.every((number) => number !== undefined)) return null;
  const own = (node: Node): Node =>
    map(g, fn, [node, ...numbers.map((x) => broadcast(g, g.constant(x), [], node.shape))]);
  const parts = termwise(g, of.args, own);
  return parts && add(g, parts);
}

/** An even or odd function has its argument's minus outside. */
function signed(g: Graph, fn: ElementwiseName, args: readonly Node[]): Node {
  const { parity } = g.ruleOf(fn);
  const [only] = args;
  if (!parity || !only || splitCoefficient(g, only).coefficient >= 0) return fold(g, fn, args);
  const value = fold(g, fn, [scale(g, -1, only)]);
  return parity === 'even' ? value : scale(g, -1, value);
}

function raise(g: Graph, args: readonly Node[]): Node {
  const [base, exponent] = [present(args[0]), present(args[1])];
  const number = constantOf(exponent);
  return number === undefined ? fold(g, 'pow', args) : power(g, base, number);
}

/**
 * A function of values that do not vary along an axis does not vary along it: it is computed without
 * that axis and broadcast. This is what takes work out of the row loop.
 */
export function reduced(
  g: Graph,
  args: readonly Node[],
  build: (args: readonly Node[]) => Node,
): Node {
  const shape = present(args[0]).shape;
  const used = shape.map((_, axis) => args.some((arg) => dependsOn(arg, axis)));
  if (used.every(Boolean)) return build(args);
  const axes = [...shape.keys()].filter((axis) => used[axis]);
  return broadcast(g, build(args.map((arg) => restrict(g, arg, axes))), axes, shape);
}

/** Whether the node's value can vary along its axis. */
export const dependsOn = (node: Node, axis: number): boolean =>
  node.kind !== 'contract' ||
  node.labels.some((labels) => labels.includes(axis)) ||
  node.brackets.some((b) => labelsOf(b).includes(axis));

/** The node without the axes that it does not depend on. */
export function restrict(g: Graph, node: Node, axes: readonly number[]): Node {
  if (axes.length === node.shape.length) return node;
  invariant(node.kind === 'contract', 'only a contraction can be broadcast');
  const order = [...axes, ...node.sizes.keys()].filter(
    (label, i) => i < axes.length || label >= node.shape.length,
  );
  const to = (label: number): number => order.indexOf(label);
  return product(g, {
    factors: productOf(node).factors.map((f) => ({ ...f, labels: f.labels.map(to) })),
    output: [...axes.keys()],
    sizes: order.map((label) => present(node.sizes[label])),
    brackets: node.brackets.map((b) => relabelled(b, to)),
  });
}

/** The node with its axes placed at `axes` of `shape`, constant along the others. */
export const broadcast = (g: Graph, node: Node, axes: readonly number[], shape: Shape): Node =>
  axes.length === shape.length && axes.every((axis, i) => axis === i)
    ? node
    : product(g, {
        factors: [{ node, labels: axes }],
        output: [...shape.keys()],
        sizes: shape,
        brackets: [],
      });

/** Computes what is a whole number for sure; all else stays symbolic. */
function fold(g: Graph, fn: ElementwiseName, args: readonly Node[]): Node {
  const values = args.map(constantOf);
  const shape = present(args[0]).shape;
  const whole = (value: number): Node => broadcast(g, g.constant(value), [], shape);
  if (fn === 'where' && values[0] !== undefined) return present(args[values[0] === 0 ? 2 : 1]);
  if (fn === 'where' && args[1] === args[2]) return present(args[1]);
  const proved = decided(g.ruleOf(fn), args);
  if (proved !== undefined) return whole(proved);
  if (!values.every((v) => v !== undefined)) return g.map(fn, args);
  const rule = g.ruleOf(fn);
  const value = rule.value(...values);
  return Number.isInteger(value) && isExact(rule, values) ? whole(value) : g.map(fn, args);
}

/** The truth of a condition that the ranges of its arguments decide. */
function decided(rule: ElementwiseRule, args: readonly Node[]): number | undefined {
  if (!rule.condition) return undefined;
  const { lo, hi } = rule.range(args.map((arg) => arg.range));
  return lo === hi ? lo : undefined;
}

/** Whether a whole value of whole numbers is free of rounding: log 1 and 7 mod 2 are, log₂ 1025 is not. */
function isExact({ transcendentals }: ElementwiseRule, args: readonly number[]): boolean {
  const largest = transcendentals === undefined ? Number.MAX_SAFE_INTEGER : 2;
  return args.every((v) => Number.isInteger(v) && Math.abs(v) <= largest);
}
