import { describe, expect, it } from 'vitest';
import {
  apply,
  broadcast,
  einsum,
  Graph,
  minus,
  multiply,
  onehot,
  pow,
  rowCount,
  sum,
} from '../../src/graph/index.ts';
import { nameOfNode } from '../../src/lower/node-names.ts';
import { symbol } from './model-of.ts';

describe('what has no name is called after what it is', () => {
  const g = new Graph();
  const a = symbol(g, 'a', ['rows'], 'data', { kind: 'binary' });
  const x = symbol(g, 'x', ['rows'], 'data');
  const k = symbol(g, 'k', ['rows'], 'data', { kind: 'category', size: 3 });
  const [w, W] = [symbol(g, 'w', [], 'theta'), symbol(g, 'W', [3, 3], 'theta')];
  const tau = symbol(g, 'tau', [], 'hyper');
  const [m, j] = [1, 0].map((axis) => broadcast(g, g.ramp(3), [axis], [3, 3]));

  it.each([
    ['total_a_x', sum(g, multiply(g, a, x), [0])],
    ['total', sum(g, apply(g, 'sin', x), [0])],
    ['sum', einsum(g, 'i->', symbol(g, 'v', [7], 'theta'))],
    ['mean', multiply(g, pow(g, rowCount(g), g.constant(-1)), sum(g, x, [0]))],
    ['inverseCount', pow(g, rowCount(g), g.constant(-1))],
    ['minus_x', multiply(g, g.constant(-1), x)],
    ['negative', multiply(g, g.constant(-1), w)],
    ['coefficient', multiply(g, g.constant(3), w, tau)],
    ['product', multiply(g, w, x)],
    ['sign', minus(g, g.constant(1), multiply(g, g.constant(2), a))],
    ['sum', minus(g, g.constant(1), multiply(g, g.constant(3), a))],
    ['residual', minus(g, multiply(g, w, x), a)],
    ['positivePart', apply(g, 'maximum', x, g.constant(0))],
    ['picked', einsum(g, 'k,k->', symbol(g, 'b', [3], 'theta'), onehot(g, k, 3))],
    ['masked_W', multiply(g, W, apply(g, 'less', minus(g, m!, j!), g.constant(0)))],
  ])('%s', (name, node) => {
    expect(nameOfNode(node)).toBe(name);
  });
});
