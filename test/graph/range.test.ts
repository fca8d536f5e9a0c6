import { describe, expect, it } from 'vitest';
import {
  divide,
  einsum,
  filled,
  Graph,
  Interval,
  multiply,
  onehot,
  power,
  reduce,
  rowCount,
  sum,
  type Node,
} from '../../src/graph/index.ts';
import type { DomainKind } from '../../src/runtime/domain.ts';

const column = (g: Graph, name: string, kind: Exclude<DomainKind, 'interval' | 'category'>): Node =>
  g.symbol(name, 'data', ['rows'], { kind });

describe('the range of an average', () => {
  const setup = (weight: 'weight' | 'real'): { g: Graph; mean: Node } => {
    const g = new Graph();
    const [y, w] = [column(g, 'y', 'binary'), column(g, 'w', weight)];
    return { g, mean: divide(g, sum(g, multiply(g, y, w), [0]), sum(g, w, [0])) };
  };

  it('is that of what is averaged, and not of whole numbers', () => {
    const { g, mean } = setup('weight');
    expect(mean.range).toEqual(Interval.interval(0, 1));
    expect(power(g, mean, 2)).not.toBe(mean);
    const plain = divide(g, sum(g, column(g, 'y', 'binary'), [0]), rowCount(g));
    expect(plain.range).toEqual(Interval.interval(0, 1));
  });

  it('is not known with weights of both signs', () => {
    expect(setup('real').mean.range.lo).toBe(-Infinity);
  });
});

describe('the range of a sum over rows', () => {
  it('has no bound but its sign', () => {
    const g = new Graph();
    expect(sum(g, column(g, 'c', 'count'), [0]).range).toMatchObject({
      lo: 0,
      hi: Infinity,
      integer: true,
    });
    expect(sum(g, column(g, 'x', 'real'), [0]).range).toMatchObject({
      lo: -Infinity,
      hi: Infinity,
    });
    expect(sum(g, column(g, 'p', 'positive'), [0]).range).toMatchObject({ lo: 0, loOpen: true });
    expect(rowCount(g).range).toMatchObject({ lo: 1, integer: true });
  });
});

describe('the range of a picked element', () => {
  const pick = (g: Graph, index: Node): Node => {
    const p = g.symbol('p', 'parameter', [3], { kind: 'unit' });
    return einsum(g, 'k,k->', p, onehot(g, index, 3));
  };

  it('is that of what it is picked from', () => {
    const g = new Graph();
    const group = g.symbol('g', 'data', ['rows'], { kind: 'category', size: 3 });
    expect(pick(g, group).range).toEqual(Interval.openUnit);
    expect(pick(g, g.constant(2)).range).toEqual(Interval.openUnit);
  });

  it('may be 0 where the index may be out of range', () => {
    const g = new Graph();
    const wide = g.symbol('g', 'data', ['rows'], { kind: 'category', size: 4 });
    expect(pick(g, wide).range).toMatchObject({ lo: 0, hi: 3, loOpen: false });
  });
});

describe('the range of a product over an axis', () => {
  const product = (domain: 'unit' | 'positive' | 'real' | 'binary'): Node['range'] => {
    const g = new Graph();
    return reduce(g, 'prod', g.symbol('v', 'parameter', [4], { kind: domain }), [0]).range;
  };

  it.each([
    ['unit', { lo: 0, hi: 1, loOpen: true, hiOpen: true }],
    ['positive', { lo: 0, hi: Infinity, loOpen: true }],
    ['binary', { lo: 0, hi: 1, integer: true }],
    ['real', { lo: -Infinity, hi: Infinity }],
  ] as const)('of %s values', (domain, wanted) => {
    expect(product(domain)).toMatchObject(wanted);
  });

  it('of one value is a power of it', () => {
    const g = new Graph();
    const v = filled(g, 2, [3]);
    expect(reduce(g, 'prod', v, [0])).toBe(g.constant(8));
  });
});
