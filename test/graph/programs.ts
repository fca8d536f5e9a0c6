import fc from 'fast-check';
import type { Graph } from '../../src/graph/index.ts';
import {
  apply,
  broadcastTo,
  multiply,
  onehot,
  power,
  product,
  reduce,
  stack,
  elementwiseRule,
  type Axis,
  type ElementwiseName,
  type Node,
  type ReduceName,
  type Shape,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';
import type { Domain } from '../../src/runtime/domain.ts';

/** Rows of the data set that random programs run on. */
export const rowCountOfTests = 3;

/** A node and its value, computed from the values of what it was built of by the definition of each step. */
export interface Valued {
  readonly node: Node;
  readonly tensor: Tensor;
}

const numeric = (shape: Shape): number[] =>
  shape.map((axis) => (axis === 'rows' ? rowCountOfTests : axis));

function indices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );
}

const at = (t: Tensor, index: readonly number[]): number =>
  t.values[index.reduce((flat, i, axis) => flat * (t.shape[axis] ?? 1) + i, 0)] ?? NaN;

const tensor = (shape: readonly number[], value: (index: readonly number[]) => number): Tensor => ({
  shape,
  values: indices(shape).map(value),
});

const symbols: readonly (readonly [string, Shape, Domain, (k: number) => number])[] = [
  ['s', [], { kind: 'real' }, () => -0.7],
  ['p', [], { kind: 'positive' }, () => 1.3],
  ['u', [], { kind: 'unit' }, () => 0.4],
  ['v', [3], { kind: 'real' }, (k) => [0.5, -1.2, 0.8][k] ?? 0],
  ['q', [2], { kind: 'positive' }, (k) => [0.6, 1.7][k] ?? 0],
  ['A', [2, 3], { kind: 'real' }, (k) => Math.sin(1 + k)],
  ['S', [3, 3], { kind: 'real' }, (k) => Math.cos(2 * k)],
  ['x', ['rows'], { kind: 'real' }, (k) => [1.1, -0.3, 0.7][k] ?? 0],
  ['y', ['rows'], { kind: 'binary' }, (k) => [1, 0, 1][k] ?? 0],
  ['c', ['rows'], { kind: 'category', size: 3 }, (k) => [2, 0, 1][k] ?? 0],
  ['X', ['rows', 3], { kind: 'real' }, (k) => Math.sin(3 * k + 1)],
  ['P', ['rows', 2], { kind: 'positive' }, (k) => 1.1 + Math.sin(5 * k)],
  ['R', ['rows', 2, 3], { kind: 'real' }, (k) => Math.cos(3 * k + 1)],
];

const role = (shape: Shape): 'data' | 'parameter' => (shape[0] === 'rows' ? 'data' : 'parameter');

/** The inputs of every program: a symbol of each shape and domain, and numbers. */
export function inputs(g: Graph): Valued[] {
  const named = symbols.map(([name, shape, domain, value]): Valued => {
    const node = g.symbol(name, role(shape), shape, domain);
    return {
      node,
      tensor: { shape: numeric(shape), values: indices(numeric(shape)).map((_, k) => value(k)) },
    };
  });
  const constants = [0, 1, -1, 2, 0.5, -3].map((value): Valued => ({
    node: g.constant(value),
    tensor: { shape: [], values: [value] },
  }));
  const pi: Valued = { node: g.constant(Math.PI, 'pi'), tensor: { shape: [], values: [Math.PI] } };
  const ramp: Valued = { node: g.ramp(3), tensor: { shape: [3], values: [0, 1, 2] } };
  return [...named, ...constants, pi, ramp];
}

/** The values of the inputs. */
export const valueOf = (symbol: Symbol): Tensor => {
  const found = symbols.find(([name]) => name === symbol.name);
  if (!found) throw new Error(`no input ${symbol.name}`);
  const shape = numeric(found[1]);
  return { shape, values: indices(shape).map((_, k) => found[3](k)) };
};

/** One step of a program; the numbers choose among what is possible. */
export interface Step {
  readonly op: keyof typeof operations;
  readonly picks: readonly number[];
}

type Operation = (g: Graph, pool: readonly Valued[], pick: () => number) => Valued | null;

const choose = <T>(items: readonly T[], pick: () => number): T => {
  const item = items[pick() % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};
/** The last results more often than the inputs. */
const operand = (pool: readonly Valued[], pick: () => number): Valued => {
  const n = pick();
  return n % 2 === 0 ? choose(pool, () => n >> 1) : choose(pool.slice(-4), () => n >> 1);
};

const isPerRow = (v: Valued): boolean => v.node.shape[0] === 'rows';
const innerRank = (v: Valued): number => v.node.shape.length - (isPerRow(v) ? 1 : 0);

/** The common shape of what aligns, or null. */
function commonShape(args: readonly Valued[]): Shape | null {
  const inner = args
    .map((v) => v.node.shape.filter((axis) => axis !== 'rows'))
    .reduce((a, b) => (b.length > a.length ? b : a));
  const fits = args.every(
    (v) =>
      innerRank(v) === 0 || v.node.shape.filter((axis) => axis !== 'rows').join() === inner.join(),
  );
  if (!fits) return null;
  return args.some(isPerRow) ? ['rows', ...inner] : inner;
}

const elementwiseTensor = (
  args: readonly Valued[],
  shape: Shape,
  f: (...xs: number[]) => number,
): Tensor =>
  tensor(numeric(shape), (index) =>
    f(
      ...args.map((v) => {
        const rows = isPerRow(v) ? [index[0] ?? 0] : [];
        const rank = innerRank(v);
        return at(v.tensor, rank === 0 ? rows : [...rows, ...index.slice(index.length - rank)]);
      }),
    ),
  );

function pointwise(
  args: readonly Valued[],
  build: (nodes: readonly Node[]) => Node,
  f: (...xs: number[]) => number,
): Valued | null {
  const shape = commonShape(args);
  return (
    shape && { node: build(args.map((v) => v.node)), tensor: elementwiseTensor(args, shape, f) }
  );
}

const unary: readonly ElementwiseName[] = [
  'exp',
  'tanh',
  'abs',
  'sigmoid',
  'sin',
  'log',
  'softplus',
  'sign',
  'not',
];
const binary: readonly ElementwiseName[] = ['maximum', 'minimum', 'xlogy', 'and', 'or'];
const comparisons: readonly ElementwiseName[] = [
  'less',
  'lessEqual',
  'greater',
  'greaterEqual',
  'equal',
  'notEqual',
];
const exponents = [-2, -1, -0.5, 0, 0.5, 1, 2, 3, 1 / 3];

const call = (g: Graph, fn: ElementwiseName, args: readonly Valued[]): Valued | null =>
  pointwise(args, (nodes) => apply(g, fn, ...nodes), elementwiseRule(fn).value);

/** Where a number may be 0 but for rounding, roots and logarithms are not taken. */
const isNearZero = (v: Valued): boolean =>
  v.tensor.values.some((x) => x !== 0 && Math.abs(x) < 1e-6);
const isExact = (v: Valued): boolean => v.tensor.values.every((x) => Number.isInteger(x * 2));
/** Numbers that differ by rounding alone are not compared. */
const isClear = (a: Valued, b: Valued): boolean =>
  a.node === b.node ||
  (isExact(a) && isExact(b)) ||
  a.tensor.values.every((x) => b.tensor.values.every((y) => Math.abs(x - y) > 1e-6));

const operations = {
  add: (g, pool, pick) => {
    const args = Array.from({ length: 2 + (pick() % 2) }, () => operand(pool, pick));
    return call(g, 'add', args);
  },
  multiply: (g, pool, pick) => {
    const args = Array.from({ length: 2 + (pick() % 2) }, () => operand(pool, pick));
    return pointwise(
      args,
      (nodes) => multiply(g, ...nodes),
      (...xs) => xs.reduce((p, x) => p * x, 1),
    );
  },
  power: (g, pool, pick) => {
    const [base, exponent] = [operand(pool, pick), choose(exponents, pick)];
    if (isNearZero(base) || base.tensor.values.includes(0)) return null;
    const value = (x: number): number => (exponent === 0.5 ? Math.sqrt(x) : Math.pow(x, exponent));
    return pointwise([base], ([node]) => power(g, node as Node, exponent), value);
  },
  pow: (g, pool, pick) => {
    const base = operand(pool, pick);
    return isNearZero(base) ? null : call(g, 'pow', [base, operand(pool, pick)]);
  },
  unary: (g, pool, pick) => {
    const [fn, arg] = [choose(unary, pick), operand(pool, pick)];
    return isNearZero(arg) ? null : call(g, fn, [arg]);
  },
  binary: (g, pool, pick) =>
    call(g, choose(binary, pick), [operand(pool, pick), operand(pool, pick)]),
  compare: (g, pool, pick) => {
    const [a, b] = [operand(pool, pick), operand(pool, pick)];
    return isClear(a, b) ? call(g, choose(comparisons, pick), [a, b]) : null;
  },
  where: (g, pool, pick) => {
    const condition = operand(pool, pick);
    return isExact(condition)
      ? call(g, 'where', [condition, operand(pool, pick), operand(pool, pick)])
      : null;
  },
  product: (g, pool, pick) =>
    einsum(
      g,
      Array.from({ length: 1 + (pick() % 3) }, () => operand(pool, pick)),
      pick,
    ),
  reduce: (g, pool, pick) => {
    const arg = operand(pool, pick);
    const axes = [...arg.node.shape.keys()].filter(() => pick() % 2 === 0);
    const op = choose(['max', 'min', 'prod', 'logsumexp'] as const, pick);
    return { node: reduce(g, op, arg.node, axes), tensor: reduceTensor(arg.tensor, axes, op) };
  },
  onehot: (g, pool, pick) => {
    const index = operand(pool, pick);
    const size = choose([2, 3], pick);
    if (!index.tensor.values.every((x) => Number.isInteger(x))) return null;
    const shape = [...index.tensor.shape, size];
    return {
      node: onehot(g, index.node, size),
      tensor: tensor(shape, (i) => (at(index.tensor, i.slice(0, -1)) === i.at(-1) ? 1 : 0)),
    };
  },
  stack: (g, pool, pick) => {
    const parts = [operand(pool, pick), operand(pool, pick)];
    const shape = commonShape(parts);
    if (!shape || shape.length > 2) return null;
    const first = shape[0] === 'rows' ? 1 : 0;
    const axis = first + (pick() % (shape.length - first + 1));
    const aligned = parts.map((v) => elementwiseTensor([v], shape, (x) => x));
    const full = numeric(shape).toSpliced(axis, 0, parts.length);
    return {
      node: stack(
        g,
        parts.map((v) => broadcastTo(g, v.node, shape)),
        axis,
      ),
      tensor: tensor(full, (i) => at(aligned[i[axis] ?? 0] as Tensor, i.toSpliced(axis, 1))),
    };
  },
} satisfies Record<string, Operation>;

const reducers: { readonly [K in ReduceName]: (xs: readonly number[]) => number } = {
  max: (xs) => Math.max(...xs),
  min: (xs) => Math.min(...xs),
  prod: (xs) => xs.reduce((p, x) => p * x, 1),
  logsumexp: (xs) => Math.log(xs.reduce((s, x) => s + Math.exp(x), 0)),
};

function reduceTensor(arg: Tensor, axes: readonly number[], op: ReduceName): Tensor {
  if (axes.length === 0) return arg;
  const outer = (index: readonly number[]): number[] =>
    index.filter((_, axis) => !axes.includes(axis));
  return tensor(outer(arg.shape), (o) =>
    reducers[op](
      indices(arg.shape)
        .filter((i) => outer(i).join() === o.join())
        .map((i) => at(arg, i)),
    ),
  );
}

/** A product with labels chosen at random among those of an axis' size, repeated ones included. */
function einsum(g: Graph, args: readonly Valued[], pick: () => number): Valued | null {
  const sizes: readonly Axis[] = ['rows', 2, 2, 3, 3];
  const labelsOf = (size: Axis): number[] =>
    [...sizes.keys()].filter((label) => sizes[label] === size);
  if (args.some((v) => v.node.shape.some((axis) => !sizes.includes(axis)))) return null;
  const factors = args.map((v) => ({
    node: v.node,
    labels: v.node.shape.map((axis) => choose(labelsOf(axis), pick)),
  }));
  const kept = [1, 2, 3, 4].filter(() => pick() % 3 === 0);
  if (pick() % 2 === 0) kept.reverse();
  const output = pick() % 2 === 0 ? [0, ...kept] : kept;
  const summed = [...sizes.keys()].filter(
    (label) =>
      !output.includes(label) &&
      (factors.some((f) => f.labels.includes(label)) || pick() % 8 === 0),
  );
  return contraction(
    g,
    args,
    factors.map((f) => f.labels),
    output,
    summed,
    sizes,
  );
}

function contraction(
  g: Graph,
  args: readonly Valued[],
  labels: readonly (readonly number[])[],
  output: readonly number[],
  summed: readonly number[],
  sizes: readonly Axis[],
): Valued {
  const order = [...output, ...summed];
  const number = (label: number): number => order.indexOf(label);
  const node = product(g, {
    factors: args.map((v, k) => ({ node: v.node, labels: (labels[k] ?? []).map(number) })),
    output: output.map(number),
    sizes: order.map((label) => sizes[label] ?? 1),
    brackets: [],
  });
  const inner = indices(numeric(summed.map((label) => sizes[label] ?? 1)));
  const value = tensor(numeric(output.map((label) => sizes[label] ?? 1)), (outer) =>
    inner.reduce((sum, rest) => {
      const index = [...outer, ...rest];
      const factor = (v: Valued, k: number): number =>
        at(
          v.tensor,
          (labels[k] ?? []).map((label) => index[number(label)] ?? 0),
        );
      return sum + args.reduce((p, v, k) => p * factor(v, k), 1);
    }, 0),
  );
  return { node, tensor: value };
}

/** Values that are finite and of a moderate size, so that rounding stays small. */
const isTame = ({ tensor: { shape, values } }: Valued): boolean =>
  shape.length <= 4 && values.every((x) => Number.isFinite(x) && Math.abs(x) < 1e4);

/** Runs the steps; those that do not apply are left out. */
export function run(g: Graph, steps: readonly Step[]): Valued[] {
  const pool = inputs(g);
  const results: Valued[] = [];
  for (const { op, picks } of steps) {
    let next = 0;
    const pick = (): number => picks[next++ % picks.length] ?? 0;
    const operation: Operation = operations[op];
    const result = operation(g, [...pool, ...results], pick);
    if (result && isTame(result)) results.push(result);
  }
  return results;
}

/** Random programs over every kind of node. */
export const programs = (maxLength = 8): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      op: fc.constantFrom(...(Object.keys(operations) as Step['op'][])),
      picks: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
    }),
    { minLength: 1, maxLength },
  );
