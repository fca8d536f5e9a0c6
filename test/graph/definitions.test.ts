import { describe, expect, it } from 'vitest';
import {
  apply,
  childrenOf,
  definitions,
  Graph,
  multiply,
  negate,
  plus,
  postorder,
  sum,
  type Node,
  type Symbol,
} from '../../src/graph/index.ts';

const real = { kind: 'real' } as const;
const data = (g: Graph, name: string): Symbol => g.symbol(name, 'data', ['rows'], real);

/** Nodes that are written where named ones are not written out. */
function written(root: Node, named: ReadonlySet<Node>): number {
  const inner = childrenOf(root).map((child) => (named.has(child) ? 1 : written(child, named)));
  return 1 + inner.reduce((total, n) => total + n, 0);
}

/** x ↦ tanh(x)·sin(x), whose text doubles with each step. */
function doubling(g: Graph, start: Node, steps: number): Node {
  let node = start;
  for (let k = 0; k < steps; k++) node = multiply(g, apply(g, 'tanh', node), apply(g, 'sin', node));
  return node;
}

describe('definitions', () => {
  it('keeps the text of a shared graph linear in the graph', () => {
    const g = new Graph();
    const root = doubling(g, data(g, 'x'), 60);
    const found = definitions([root], new Map());
    const named = new Set(found.map(([, node]) => node));
    const total = [root, ...named].reduce((all, node) => all + written(node, named), 0);
    expect(total).toBeLessThan(8 * postorder([root]).length);
  });

  it('lists a part after the parts that it uses, under different names', () => {
    const g = new Graph();
    const found = definitions([doubling(g, data(g, 'x'), 20)], new Map());
    const nodes = found.map(([, node]) => node);
    for (const [k, node] of nodes.entries()) {
      const below = postorder([node]).filter((n) => n !== node && nodes.includes(n));
      expect(below.every((n) => nodes.indexOf(n) < k)).toBe(true);
    }
    expect(new Set(found.map(([name]) => name)).size).toBe(found.length);
  });

  it('splits a long formula that shares nothing', () => {
    const g = new Graph();
    let node: Node = data(g, 'x');
    for (let k = 0; k < 200; k++) node = apply(g, 'sin', plus(g, node, data(g, `a${k}`)));
    const found = definitions([node], new Map(), { largest: 30 });
    const named = new Set(found.map(([, n]) => n));
    expect([node, ...named].every((n) => written(n, named) <= 45)).toBe(true);
  });

  it('names nothing that is short, a root, or named already, and avoids names in use', () => {
    const g = new Graph();
    const [x, y] = [data(g, 'x'), data(g, 'y')];
    const shared = apply(g, 'exp', plus(g, multiply(g, x, y), negate(g, apply(g, 'tanh', x))));
    const root = sum(g, plus(g, apply(g, 'sin', shared), apply(g, 'cos', shared)), [0]);
    expect(definitions([root], new Map([[x, 'u1']]))).toEqual([['u2', shared]]);
    expect(definitions([root], new Map([[shared, 'h']]))).toEqual([]);
    expect(definitions([root, shared], new Map())).toEqual([]);
    expect(definitions([apply(g, 'sin', x), apply(g, 'cos', x)], new Map())).toEqual([]);
  });

  it('sees through a broadcast that is shared', () => {
    const g = new Graph();
    const s = g.symbol('s', 'parameter', [], real);
    const inner = apply(g, 'sin', plus(g, multiply(g, s, s), apply(g, 'exp', s)));
    const first = apply(g, 'tanh', plus(g, data(g, 'x'), inner));
    const second = apply(g, 'cos', multiply(g, data(g, 'y'), inner));
    const found = definitions([plus(g, first, second)], new Map());
    expect(found).toEqual([['u1', inner]]);
  });
});
