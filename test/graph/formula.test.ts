import { describe, expect, it } from 'vitest';
import { InternalFault } from '../../src/base/invariant.ts';
import {
  apply,
  divide,
  Graph,
  instantiate,
  minus,
  multiply,
  negate,
  plus,
  power,
  type Node,
} from '../../src/graph/index.ts';

const setup = (): { g: Graph; a: Node; v: Node; build: (text: string) => Node } => {
  const g = new Graph();
  const real = { kind: 'real' } as const;
  const a = g.symbol('a', 'parameter', [], real);
  const v = g.symbol('v', 'parameter', [3], real);
  const bindings = new Map([
    ['a', a],
    ['v', v],
  ]);
  return { g, a, v, build: (text) => instantiate(g, g.formula(text), bindings) };
};

describe('a formula as a graph', () => {
  const { g, a, v, build } = setup();
  it.each([
    ['a + v', plus(g, a, v)],
    ['a*v', multiply(g, a, v)],
    ['-a/v^2', divide(g, negate(g, a), power(g, v, 2))],
    ['sqrt(a) - 1', minus(g, power(g, a, 0.5), g.constant(1))],
    [
      'where(a == 0, 0, log(v))',
      apply(g, 'where', apply(g, 'equal', a, g.constant(0)), g.constant(0), apply(g, 'log', v)),
    ],
    ['a > 1 ? a : 1', apply(g, 'where', apply(g, 'greater', a, g.constant(1)), a, g.constant(1))],
    ['2*pi', multiply(g, g.constant(2), g.constant(Math.PI, 'pi'))],
    ['maximum(a, v)', apply(g, 'maximum', a, v)],
  ])('%s', (text, wanted) => {
    expect(build(text) === wanted).toBe(true);
  });

  it.each(['nothing', 'frobnicate(a)'])(
    'is a fault where it names what is not there: %s',
    (text) => {
      expect(() => build(text)).toThrow(InternalFault);
    },
  );

  it('is parsed once', () => {
    expect(g.formula('a + 1')).toBe(g.formula('a + 1'));
  });
});
