import { describe, expect, it } from 'vitest';
import { gradient, secondPartial } from '../../src/calculus/index.ts';
import {
  apply,
  divide,
  einsum,
  evaluate,
  Graph,
  minus,
  multiply,
  onehot,
  plus,
  postorder,
  pow,
  product,
  reduce,
  stack,
  sum,
  verifyGraph,
  type Node,
  type Shape,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';

const rows = 3;
const volume = (shape: Shape): number =>
  shape.reduce<number>((n, axis) => n * (axis === 'rows' ? rows : axis), 1);

/** Values that differ from each other and stay away from kinks. */
const valuesFor = (s: Symbol): number[] =>
  Array.from(
    { length: volume(s.shape) },
    (_, i) => 0.3 + 0.37 * ((i * 5 + s.name.length * 3) % 7) - 0.9 * (i % 2),
  );

/** ∂root/∂s by central differences with one Richardson step. */
function differences(root: Node, s: Symbol): number[] {
  const at = (i: number, h: number): number => {
    const valueOf = (t: Symbol): Tensor => {
      const values = valuesFor(t).map((v, k) => (t === s && k === i ? v + h : v));
      return { shape: t.shape.map((a) => (a === 'rows' ? rows : a)), values };
    };
    return evaluate([root], { rows, valueOf })[0]?.values[0] ?? NaN;
  };
  const central = (i: number, h: number): number => (at(i, h) - at(i, -h)) / (2 * h);
  return valuesFor(s).map((_, i) => (4 * central(i, 5e-4) - central(i, 1e-3)) / 3);
}

function expectGradient(g: Graph, root: Node, wrt: readonly Symbol[]): void {
  const derivatives = gradient(g, root, wrt);
  verifyGraph(derivatives);
  const valueOf = (t: Symbol): Tensor => ({
    shape: t.shape.map((a) => (a === 'rows' ? rows : a)),
    values: valuesFor(t),
  });
  evaluate(derivatives, { rows, valueOf }).forEach((tensor, k) => {
    const s = wrt[k] as Symbol;
    expect(tensor.shape).toEqual(s.shape.map((a) => (a === 'rows' ? rows : a)));
    differences(root, s).forEach((expected, i) => {
      expect(Math.abs((tensor.values[i] ?? NaN) - expected)).toBeLessThan(
        1e-8 * (1 + Math.abs(expected)),
      );
    });
  });
}

function setting() {
  const g = new Graph();
  const real = { kind: 'real' } as const;
  const symbol = (name: string, shape: Shape, role: 'theta' | 'data' = 'theta'): Symbol =>
    g.symbol(name, role, shape, real);
  return {
    g,
    a: symbol('a', []),
    v: symbol('vv', [3]),
    u: symbol('uuu', [3]),
    W: symbol('W', [2, 3]),
    S: symbol('SS', [3, 3]),
    x: symbol('x', ['rows', 3], 'data'),
    y: symbol('y', ['rows'], 'data'),
    total: (node: Node): Node => sum(g, node, [...node.shape.keys()]),
  };
}

type Setting = ReturnType<typeof setting>;

const cases: readonly [string, (s: Setting) => Node][] = [
  ['a product of scalars', ({ g, a }) => multiply(g, a, a, apply(g, 'sin', a))],
  ['a quotient', ({ g, a, v, total }) => total(divide(g, v, plus(g, a, g.constant(3))))],
  [
    'a power with a variable exponent',
    ({ g, a, v, total }) => total(pow(g, apply(g, 'exp', v), a)),
  ],
  ['dot', ({ g, v, u }) => einsum(g, 'i,i->', v, u)],
  ['a matrix product', ({ g, W, v, total }) => total(apply(g, 'tanh', einsum(g, 'ij,j->i', W, v)))],
  ['an outer product', ({ g, v, u, total }) => total(apply(g, 'sin', einsum(g, 'i,j->ij', v, u)))],
  ['a trace', ({ g, S }) => apply(g, 'exp', einsum(g, 'ii->', S))],
  ['a diagonal', ({ g, S, v, total }) => total(multiply(g, einsum(g, 'ii->i', S), v, v))],
  [
    'a diagonal of a product',
    ({ g, S, total }) => total(apply(g, 'sin', einsum(g, 'ij,ji->i', S, S))),
  ],
  [
    'a matrix from its diagonal',
    ({ g, v, S, total }) => {
      const delta = onehot(g, g.ramp(3), 3);
      const diagonal = product(g, {
        factors: [
          { node: v, labels: [0] },
          { node: delta, labels: [0, 1] },
        ],
        output: [0, 1],
        sizes: [3, 3],
        brackets: [],
      });
      return total(apply(g, 'sin', einsum(g, 'ij,jk->ik', S, diagonal)));
    },
  ],
  ['a transpose', ({ g, W, total }) => total(apply(g, 'cos', einsum(g, 'ij->ji', W)))],
  ['a maximum', ({ g, v, a }) => multiply(g, a, reduce(g, 'max', v, [0]))],
  ['a minimum of each line', ({ g, W, total }) => total(apply(g, 'sin', reduce(g, 'min', W, [1])))],
  ['logsumexp', ({ g, W, total }) => total(apply(g, 'sin', reduce(g, 'logsumexp', W, [0])))],
  ['a product over an axis', ({ g, v }) => reduce(g, 'prod', v, [0])],
  [
    'a stack',
    ({ g, a, total }) =>
      total(apply(g, 'exp', stack(g, [a, multiply(g, a, a), apply(g, 'sin', a)], 0))),
  ],
  [
    'a picked element',
    ({ g, v, a }) => multiply(g, a, einsum(g, 'i,i->', v, onehot(g, g.constant(1), 3))),
  ],
  [
    'a slice',
    ({ g, v, total }) => {
      const index = plus(g, g.ramp(2), g.constant(1));
      return total(apply(g, 'sin', einsum(g, 'i,ki->k', v, onehot(g, index, 3))));
    },
  ],
  [
    'a sum over rows',
    ({ g, x, v, y, total }) => {
      const residual = minus(g, einsum(g, 'i,i->', x, v), y);
      return total(pow(g, residual, g.constant(2)));
    },
  ],
  [
    'cases',
    ({ g, y, a, v, total }) =>
      total(apply(g, 'where', apply(g, 'greater', y, g.constant(0)), a, einsum(g, 'i->', v))),
  ],
];

describe('gradient', () => {
  it.each(cases)('of %s agrees with differences', (_name, build) => {
    const s = setting();
    expectGradient(s.g, build(s), [s.a, s.v, s.u, s.W, s.S]);
  });

  it.each(cases)('of the gradient of %s agrees with differences', (_name, build) => {
    const s = setting();
    const first = gradient(s.g, build(s), [s.v, s.a, s.W, s.S]);
    const mixed = plus(s.g, ...first.map((d) => s.total(multiply(s.g, d, d))));
    expectGradient(s.g, mixed, [s.a, s.v, s.u, s.W, s.S]);
  });

  it('is zero, of the right shape, for what the root does not depend on', () => {
    const { g, a, W } = setting();
    const [zero] = evaluate(gradient(g, a, [W]), {
      rows,
      valueOf: () => ({ shape: [], values: [] }),
    });
    expect(zero).toEqual({ shape: [2, 3], values: [0, 0, 0, 0, 0, 0] });
  });

  it('has a product over an axis right where elements are zero', () => {
    const { g, v } = setting();
    const [d] = gradient(g, reduce(g, 'prod', v, [0]), [v]);
    const at = (values: number[]): readonly number[] | undefined =>
      evaluate([d as Node], { rows, valueOf: () => ({ shape: [3], values }) })[0]?.values;
    expect(at([0, 2, 3])).toEqual([6, 0, 0]);
    expect(at([0, 0, 3])).toEqual([0, 0, 0]);
  });

  it('grows with the graph, not with the number of paths through it', () => {
    const { g, a } = setting();
    let node: Node = a;
    for (let i = 0; i < 60; i++)
      node = apply(g, 'sin', multiply(g, node, plus(g, node, g.constant(1))));
    expect(postorder(gradient(g, node, [a])).length).toBeLessThan(2_000);
  });

  it('gives mixed second derivatives', () => {
    const { g, a } = setting();
    const b = g.symbol('b', 'theta', [], { kind: 'real' });
    const f = multiply(g, a, a, apply(g, 'sin', b));
    const valueOf = (s: Symbol): Tensor => ({ shape: [], values: [s.name === 'a' ? 2 : 0.5] });
    expect(evaluate([secondPartial(g, f, a, b)], { rows, valueOf })[0]?.values[0]).toBeCloseTo(
      4 * Math.cos(0.5),
      12,
    );
  });
});
