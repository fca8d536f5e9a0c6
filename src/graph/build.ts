import { invariant, present } from '../base/invariant.ts';
import type { ElementwiseName } from './elementwise.ts';
import type { Graph } from './graph.ts';
import { broadcast, dependsOn, map, restrict } from './map.ts';
import type { Axis, Bracket, Node, ReduceName, Shape } from './node.ts';
import { product } from './product.ts';
import { scale } from './sum.ts';

/** The axes of a node without the data axis. */
export const innerShape = (node: Node): readonly number[] =>
  node.shape.filter((axis): axis is number => axis !== 'rows');

const withRows = (shape: Shape, rows: boolean): Shape => (rows ? ['rows', ...shape] : shape);
const isPerRow = (node: Node): boolean => node.shape[0] === 'rows';

/**
 * Brings nodes to one shape: a scalar is repeated over the axes of the others, and what does not vary
 * by row over the rows. Their inner shapes must be equal or scalar.
 */
export function align(g: Graph, nodes: readonly Node[]): Node[] {
  const inner = nodes.map(innerShape).reduce((a, b) => (b.length > a.length ? b : a), []);
  const shape = withRows(inner, nodes.some(isPerRow));
  return nodes.map((node) => broadcastTo(g, node, shape));
}

/** Repeats a node over the axes of `shape` that it lacks: the data axis, and all the others for a scalar. */
export function broadcastTo(g: Graph, node: Node, shape: Shape): Node {
  const inner = innerShape(node);
  const rank = shape.filter((axis) => axis !== 'rows').length;
  invariant(inner.length === 0 || inner.length === rank, 'only scalars and equal shapes align');
  const offset = shape.length - rank;
  const rowAxis = isPerRow(node) ? [0] : [];
  return broadcast(g, node, [...rowAxis, ...inner.map((_, i) => i + offset)], shape);
}

/** An elementwise function, its arguments aligned. */
export const apply = (g: Graph, fn: ElementwiseName, ...args: readonly Node[]): Node =>
  map(g, fn, align(g, args));

/** The elementwise product, its factors aligned. */
export function multiply(g: Graph, ...factors: readonly Node[]): Node {
  const aligned = align(g, factors);
  const shape = present(aligned[0]).shape;
  const output = [...shape.keys()];
  return product(g, {
    factors: aligned.map((node) => ({ node, labels: output })),
    output,
    sizes: shape,
    brackets: [],
  });
}

export const plus = (g: Graph, ...terms: readonly Node[]): Node => apply(g, 'add', ...terms);
export const negate = (g: Graph, node: Node): Node => scale(g, -1, node);
export const minus = (g: Graph, a: Node, b: Node): Node => plus(g, a, negate(g, b));
export const pow = (g: Graph, base: Node, exponent: Node): Node => apply(g, 'pow', base, exponent);
export const divide = (g: Graph, a: Node, b: Node): Node =>
  multiply(g, a, pow(g, b, g.constant(-1)));

/**
 * A contraction in einsum letters without the data axis: `einsum(g, 'ij,j->i', W, x)`. Where an
 * argument varies by row, so does the result.
 */
export function einsum(g: Graph, formula: string, ...args: readonly Node[]): Node {
  const [left = '', right = ''] = formula.split('->');
  const inputs = left === '' && args.length === 0 ? [] : left.split(',');
  const rows = args.some(isPerRow);
  const letters = [...new Set([...right, ...inputs.join('')])];
  const shift = rows ? 1 : 0;
  const number = (letter: string): number => letters.indexOf(letter) + shift;
  const sizeOf = (letter: string): Axis => {
    const k = present(inputs.findIndex((input) => input.includes(letter)));
    return present(innerShape(present(args[k]))[present(inputs[k]).indexOf(letter)]);
  };
  return product(g, {
    factors: args.map((node, k) => ({
      node,
      labels: [...(isPerRow(node) ? [0] : []), ...[...present(inputs[k])].map(number)],
    })),
    output: [...(rows ? [0] : []), ...[...right].map(number)],
    sizes: withRows(letters.map(sizeOf), rows),
    brackets: [],
  });
}

/** Σ over some axes (of the node's own shape, the data axis included). */
export function sum(g: Graph, node: Node, axes: readonly number[]): Node {
  const labels = [...node.shape.keys()];
  const output = labels.filter((axis) => !axes.includes(axis));
  return product(g, { factors: [{ node, labels }], output, sizes: node.shape, brackets: [] });
}

/** A reduction over axes. Along axes that the argument does not vary over, it is known without one. */
export function reduce(g: Graph, op: ReduceName, arg: Node, axes: readonly number[]): Node {
  const kept = [...arg.shape.keys()].filter((axis) => dependsOn(arg, axis));
  const inner = restrict(g, arg, kept);
  const reduced = axes.filter((axis) => kept.includes(axis)).map((axis) => kept.indexOf(axis));
  const node = reduced.length === 0 ? inner : g.reduce(op, inner, reduced);
  const outer = [...arg.shape.keys()].filter((axis) => !axes.includes(axis));
  const idle = axes.filter((axis) => !kept.includes(axis));
  return broadcast(
    g,
    idle.length === 0 ? node : repeated[op](g, node, countOf(g, arg.shape, idle)),
    outer.flatMap((axis, i) => (kept.includes(axis) ? [i] : [])),
    outer.map((axis) => present(arg.shape[axis])),
  );
}

/** How many elements some axes have together. */
const countOf = (g: Graph, shape: Shape, axes: readonly number[]): Node =>
  product(g, {
    factors: [],
    output: [],
    sizes: axes.map((axis) => present(shape[axis])),
    brackets: [],
  });

type Repeat = (g: Graph, node: Node, count: Node) => Node;

/** The reduction of so many equal values. */
const repeated: { readonly [K in ReduceName]: Repeat } = {
  max: (_g, node) => node,
  min: (_g, node) => node,
  prod: pow,
  logsumexp: (g, node, count) => plus(g, node, apply(g, 'log', count)),
};

/** Parts of one shape side by side along a new axis. */
export const stack = (g: Graph, parts: readonly Node[], axis: number): Node => g.stack(parts, axis);

/** 1 where `index` (from 0) is the position along a new last axis. */
export function onehot(g: Graph, index: Node, size: number): Node {
  const label = index.shape.length;
  const sizes = [...index.shape, size];
  const bracket = { kind: 'gathered', label, index, labels: [...index.shape.keys()] } as const;
  return product(g, { factors: [], output: [...sizes.keys()], sizes, brackets: [bracket] });
}

/** 1 where brackets hold, the axes of the shape their labels. */
export const holding = (g: Graph, shape: Shape, brackets: readonly Bracket[]): Node =>
  product(g, { factors: [], output: [...shape.keys()], sizes: shape, brackets });

/** 1 where two positions are equal. */
export const identity = (g: Graph, size: number): Node => onehot(g, g.ramp(size), size);

/** A tensor of one number. */
export const filled = (g: Graph, value: number, shape: Shape): Node =>
  broadcast(g, g.constant(value), [], shape);
