import { describe, expect, it } from 'vitest';
import {
  call,
  name,
  negate,
  number,
  times,
  fraction,
  plus,
  power,
  root,
  total,
} from '../../src/derivation/formula/build.ts';
import { formulaOf } from '../../src/derivation/formula/from-node.ts';
import type { Formula } from '../../src/derivation/formula/formula.ts';
import { lettersFor } from '../../src/derivation/formula/notation.ts';
import { setLatex } from '../../src/derivation/latex/set.ts';
import {
  apply,
  einsum,
  Graph,
  minus,
  multiply,
  power as powerOf,
  sum,
  type Node,
} from '../../src/graph/index.ts';

const [a, b, x] = [name('a'), name('b'), name('x', name('i'))];

describe('a formula as LaTeX', () => {
  const relation = (left: Formula, sign: '≤' | '∧', right: Formula): Formula => ({
    kind: 'relation',
    sign,
    left,
    right,
  });

  it.each<[string, Formula]>([
    ['\\sigma_{2}', name('sigma2')],
    ['\\mu_{t,i j}', name('mu_t', name('i'), name('j'))],
    ['\\mathit{petal\\_length}_{i}', name('petal_length', name('i'))],
    ['w_{1}', name('w₁')],
    ["k'", name('k′')],
    ['-a + b', plus(negate(a), b)],
    ['a \\left(b + 1\\right)', times(a, plus(b, number(1)))],
    ['\\frac{a}{2 b}', fraction(a, times(number(2), b))],
    ['\\left(a + b\\right)^{2}', power(plus(a, b), number(2))],
    ['\\sqrt{2 \\pi}', root(times(number(2), name('pi')))],
    ['\\log a', call('log', a)],
    ['\\log\\left(a + b\\right)', call('log', plus(a, b))],
    ['b \\log a', times(b, call('log', a))],
    ['\\left|a + b\\right|', call('abs', plus(a, b))],
    ['\\sqrt[3]{a + b}', call('cbrt', plus(a, b))],
    ['\\psi\\left(a\\right)', call('digamma', a)],
    ['\\psi^{(1)}\\left(a + b\\right)', call('polygamma', number(1), plus(a, b))],
    ['\\operatorname{log\\_softmax}\\left(a\\right)', call('log_softmax', a)],
    ['\\sum_{i} x_{i}^{2}', total('sum', [name('i')], power(x, number(2)))],
    ['\\sum_{i} \\left(x_{i} - a\\right)', total('sum', [name('i')], plus(x, negate(a)))],
    [
      '\\left(\\sum_{i} x_{i}\\right) \\left(a + b\\right)',
      times(total('sum', [name('i')], x), plus(a, b)),
    ],
    ['10^{-9}', number(1e-9)],
    ['2.5 \\cdot 10^{-7}', number(2.5e-7)],
    ['a \\le b', relation(a, '≤', b)],
    [
      '\\left[a \\le b \\land b \\le a\\right]',
      { kind: 'indicator', condition: relation(relation(a, '≤', b), '∧', relation(b, '≤', a)) },
    ],
    [
      '\\begin{cases} a & \\text{if } a \\le b \\\\ b & \\text{otherwise} \\end{cases}',
      { kind: 'cases', cases: [{ value: a, when: relation(a, '≤', b) }], otherwise: b },
    ],
    [
      'a^{\\top} \\left(a \\odot b\\right)',
      times({ kind: 'transpose', of: a }, { kind: 'product', factors: [a, b], elementwise: true }),
    ],
    ['\\mathbb{R}^{2 \\times 3}', { kind: 'domain', domain: { kind: 'real' }, shape: [2, 3] }],
  ])('%s', (tex, formula) => {
    expect(setLatex(formula)).toBe(tex);
  });
});

describe('a graph as LaTeX', () => {
  const g = new Graph();
  const real = { kind: 'real' } as const;
  const m = g.symbol('m', 'parameter', [], real);
  const W = g.symbol('W', 'parameter', [2, 3], real);
  const [xs, ys] = [g.symbol('x', 'data', ['rows'], real), g.symbol('y', 'data', ['rows'], real)];
  const v = g.symbol('v', 'data', ['rows', 3], real);
  const order = new Map(['m', 'W', 'x', 'v', 'y'].map((letter, k) => [letter, k]));
  const notation = { ...lettersFor(new Set(order.keys())), order, special: new Map() };
  const tex = (node: Node): string => setLatex(formulaOf(g, notation, node).formula);

  it.each([
    [
      '\\sum_{i} \\left(m \\cdot x_{i} - y_{i}\\right)^{2}',
      sum(g, powerOf(g, minus(g, multiply(g, m, xs), ys), 2), [0]),
    ],
    ['W \\cdot v_{i}', einsum(g, 'ij,j->i', W, v)],
    ['\\tanh\\left(x_{i}\\right)', apply(g, 'tanh', xs)],
  ] as const)('%s', (wanted, node) => {
    expect(tex(node)).toBe(wanted);
  });
});
