import { describe, expect, it } from 'vitest';
import { InternalFault } from '../../src/base/invariant.ts';
import { apply, einsum, Graph, symbolsOf, verifyGraph, type Node } from '../../src/graph/index.ts';

const setup = (): { g: Graph; v: Node; A: Node } => {
  const g = new Graph();
  const real = { kind: 'real' } as const;
  return {
    g,
    v: g.symbol('v', 'parameter', [3], real),
    A: g.symbol('A', 'parameter', [2, 3], real),
  };
};

describe('verifyGraph', () => {
  it('accepts what the builders make', () => {
    const { g, v, A } = setup();
    verifyGraph([apply(g, 'exp', einsum(g, 'ij,j->i', A, v))]);
  });

  const broken: Readonly<Record<string, (s: ReturnType<typeof setup>) => Node>> = {
    'arguments of different shapes': ({ g, v, A }) => g.map('add', [v, A]),
    'too many arguments': ({ g, v }) => g.map('exp', [v, v]),
    'a sum of one term': ({ g, v }) => g.map('add', [v]),
    'labels of other sizes than the axes': ({ g, v }) => g.contract([v], [[0]], [2], 1, []),
    'a summed label without a factor': ({ g, v }) => g.contract([v], [[0]], [3, 5], 1, []),
    'two data axes': ({ g }) => g.contract([], [], ['rows', 'rows'], 0, []),
    'a data axis that is not the first': ({ g, v }) => g.contract([v], [[0]], [3, 'rows'], 2, []),
    'an axis that is not there': ({ g, v }) => g.reduce('max', v, [1]),
    'parts of different shapes': ({ g, v, A }) => g.stack([v, A], 0),
    'a constant that is no number': ({ g }) => g.constant(NaN),
    'an empty ramp': ({ g }) => g.ramp(0),
  };

  it.each(Object.keys(broken))('rejects %s', (name) => {
    const node = broken[name]?.(setup());
    expect(() => verifyGraph(node ? [node] : [])).toThrow(InternalFault);
  });

  it('rejects a node that can be changed', () => {
    const { v } = setup();
    expect(() => verifyGraph([{ ...v }])).toThrow(InternalFault);
  });
});

it('lists symbols in order of creation', () => {
  const { g, v, A } = setup();
  expect(symbolsOf([einsum(g, 'ij,j->i', A, v)])).toEqual([v, A]);
});
