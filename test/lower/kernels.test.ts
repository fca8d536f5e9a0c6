import { describe, expect, it } from 'vitest';
import {
  apply,
  broadcastTo,
  einsum,
  Graph,
  minus,
  multiply,
  onehot,
  plus,
  pow,
  reduce,
  rowCount,
  stack,
  sum,
  type Node,
  wholeOf,
} from '../../src/graph/index.ts';
import type { Kernel, Program, Statement } from '../../src/lower/index.ts';
import { lowered, programOf, run, symbol } from './model-of.ts';
import { compileKernel, sourceOf } from './run-kernel.ts';

const mean = (g: Graph, node: Node): Node =>
  multiply(g, pow(g, rowCount(g), g.constant(-1)), sum(g, node, [0]));

const kernelOf = (program: Program, name: Kernel['name']): Kernel => {
  const kernel = lowered(program).kernels.find((k) => k.name === name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  return kernel;
};

const rowLoops = (kernel: Kernel): Statement[] =>
  kernel.body.filter((s) => s.kind === 'for' && (s.to.kind === 'field' || s.index.name === 'k'));

describe('a logistic regression', () => {
  const g = new Graph();
  const w = symbol(g, 'w', [], 'theta');
  const x = symbol(g, 'x', ['rows'], 'data');
  const y = symbol(g, 'y', ['rows'], 'data', { kind: 'binary' });
  const sign = minus(g, g.constant(1), multiply(g, g.constant(2), y));
  const loss = apply(g, 'softplus', multiply(g, sign, w, x));
  const program = programOf(g, mean(g, loss), [w]);
  const at = (logits: readonly number[], labels: readonly number[]): ReturnType<typeof run> =>
    run(program, 'objectiveAndGradient', {
      theta: Float64Array.of(1),
      data: { x: Float64Array.from(logits), y: Float64Array.from(labels) },
      rows: { from: 0, to: logits.length, order: null },
    });

  it('keeps all digits of tiny losses, also of several rows in one logarithm', () => {
    const { value } = at([40, 45, 50, 55], [1, 1, 1, 1]);
    const exact = [40, 45, 50, 55].reduce((s, z) => s + Math.exp(-z), 0) / 4;
    expect(Math.abs(value / exact - 1)).toBeLessThan(1e-14);
  });

  it('stays finite at logits of ±800', () => {
    const { value, gradient } = at([800, -800, 800, -800, 3], [0, 1, 1, 0, 1]);
    expect(value).toBeCloseTo((1600 + Math.log1p(Math.exp(-3))) / 5, 12);
    expect(gradient[0]).toBeCloseTo((800 + 800 - 3 / (1 + Math.exp(3))) / 5, 12);
  });

  it('shares one exponential between value and gradient', () => {
    const source = sourceOf(kernelOf(program, 'objectiveAndGradient'));
    const rest = source.slice(source.lastIndexOf('for ('));
    expect(rest.match(/Math\.exp/g)).toHaveLength(1);
  });

  it('adds up one number for the value and one for each parameter', () => {
    const kernel = kernelOf(program, 'objectiveAndGradient');
    const sums = kernel.body.filter((s) => s.kind === 'declare' && s.mutable);
    expect(sums).toHaveLength(2);
  });

  it('computes no gradient for the objective alone', () => {
    expect(sourceOf(kernelOf(program, 'objective'))).not.toContain('gradient');
  });
});

describe('rows', () => {
  const g = new Graph();
  const w = symbol(g, 'w', [5], 'theta');
  const x = symbol(g, 'x', ['rows', 5], 'data');
  const program = programOf(g, sum(g, apply(g, 'sin', einsum(g, 'i,i->', w, x)), [0]), [w], {
    outputs: [{ name: 'z', node: einsum(g, 'i,i->', w, x) }],
  });
  const data = { x: Float64Array.from({ length: 60 }, (_, i) => Math.cos(i)) };
  const theta = Float64Array.of(1, -2, 3, 0.5, 0.25);
  const z = (i: number): number => theta.reduce((s, v, d) => s + v * (data.x[i * 5 + d] ?? 0), 0);

  it.each([0, 1, 2, 3, 4, 5, 7, 8, 12])('of any number are all taken once: %i', (n) => {
    const { value } = run(program, 'objective', {
      theta,
      data,
      rows: { from: 0, to: n, order: null },
    });
    const expected = Array.from({ length: n }, (_, i) => Math.sin(z(i))).reduce((a, b) => a + b, 0);
    expect(value).toBeCloseTo(expected, 12);
  });

  it('are taken in a given order, from a given place', () => {
    const order = Int32Array.of(9, 9, 4, 3, 2, 1, 0, 11, 5);
    const rows = { from: 2, to: 8, order };
    const { value } = run(program, 'objective', { theta, data, rows });
    const expected = [4, 3, 2, 1, 0, 11].reduce((s, i) => s + Math.sin(z(i)), 0);
    expect(value).toBeCloseTo(expected, 12);
    const out = new Float64Array(6);
    run(program, 'predict', { theta, data, rows, outputs: { z: out } });
    [4, 3, 2, 1, 0, 11].forEach((i, k) => expect(out[k]).toBeCloseTo(z(i), 12));
  });
});

describe('what does not vary by row', () => {
  it('leaves the sum over rows: a normal density needs the sum of squares alone', () => {
    const g = new Graph();
    const [m, s] = [symbol(g, 'm', [], 'theta'), symbol(g, 's', [], 'theta')];
    const y = symbol(g, 'y', ['rows'], 'data');
    const square = pow(g, minus(g, y, m), g.constant(2));
    const loss = plus(g, multiply(g, apply(g, 'exp', multiply(g, g.constant(-2), s)), square), s);
    const kernel = kernelOf(programOf(g, mean(g, loss), [m, s]), 'objective');
    const source = sourceOf(kernel);
    expect(rowLoops(kernel).length).toBeGreaterThan(0);
    expect(source.slice(source.indexOf('for ('), source.lastIndexOf('return'))).not.toContain(
      'exp',
    );
  });

  it('is tabulated over binary columns: only sums of the columns stay', () => {
    const g = new Graph();
    const [a, q0, q1] = [
      symbol(g, 'a', [], 'theta'),
      symbol(g, 'q0', [], 'theta'),
      symbol(g, 'q1', [], 'theta'),
    ];
    const [p, c] = ['p', 'c'].map((name) =>
      symbol(g, name, ['rows'], 'data', { kind: 'binary' }),
    ) as [Node, Node];
    const cross = (y: Node, z: Node): Node =>
      apply(g, 'softplus', multiply(g, minus(g, g.constant(1), multiply(g, g.constant(2), y)), z));
    const loss = plus(g, cross(p, a), cross(c, apply(g, 'where', p, q1, q0)));
    const program = programOf(g, mean(g, loss), [a, q0, q1]);
    const kernel = kernelOf(program, 'objectiveAndGradient');
    for (const loop of rowLoops(kernel)) expect(JSON.stringify(loop)).not.toMatch(/exp|log1p/);
    const data = {
      p: Float64Array.of(1, 0, 1, 1, 0, 1, 1),
      c: Float64Array.of(1, 1, 0, 1, 0, 1, 1),
    };
    const theta = Float64Array.of(40, -0.5, 45);
    const { value } = run(program, 'objective', {
      theta,
      data,
      rows: { from: 0, to: 7, order: null },
    });
    const soft = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    const expected = [...data.p].reduce((s, v, i) => {
      const z = v ? 45 : -0.5;
      return s + soft((1 - 2 * v) * 40) + soft((1 - 2 * (data.c[i] ?? 0)) * z);
    }, 0);
    expect(value).toBeCloseTo(expected / 7, 11);
  });
});

describe('tables', () => {
  it('are read and their gradients scattered at the row of the category, without a loop over it', () => {
    const g = new Graph();
    const E = symbol(g, 'E', [50, 6], 'theta');
    const c = symbol(g, 'c', ['rows'], 'data', { kind: 'category', size: 50 });
    const row = einsum(g, 'v,vd->d', onehot(g, c, 50), E);
    const program = programOf(g, sum(g, apply(g, 'sin', row), [0, 1]), [E]);
    const theta = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i));
    const data = { c: Int32Array.of(3, 49, 3) };
    const { value, gradient } = run(program, 'objectiveAndGradient', {
      theta,
      data,
      rows: { from: 0, to: 3, order: null },
    });
    const times = (v: number): number => data.c.filter((code) => code === v).length;
    gradient.forEach((slope, i) => {
      const expected = times(Math.floor(i / 6)) * Math.cos(theta[i] ?? 0);
      expect(slope).toBeCloseTo(expected, 12);
    });
    const at = (v: number): number =>
      [0, 1, 2, 3, 4, 5].reduce((s, d) => s + Math.sin(theta[v * 6 + d] ?? 0), 0);
    expect(value).toBeCloseTo(2 * at(3) + at(49), 12);
    for (const name of ['objective', 'objectiveAndGradient'] as const) {
      expect(sourceOf(kernelOf(program, name))).not.toMatch(/\b50\b/u);
    }
  });
});

describe('log-sum-exp', () => {
  it('keeps what is tiny beside the largest term', () => {
    const g = new Graph();
    const [a, b] = [symbol(g, 'a', [], 'theta'), symbol(g, 'b', [], 'theta')];
    const terms = stack(g, [a, b, g.constant(0)], 0);
    const program = programOf(g, minus(g, reduce(g, 'logsumexp', terms, [0]), a), [a, b]);
    const { value } = run(program, 'objective', { theta: Float64Array.of(60, 10) });
    expect(value / (Math.exp(-50) + Math.exp(-60))).toBeCloseTo(1, 14);
  });
});

describe('statistics of all rows', () => {
  it('are complete before a second loop over the rows uses them', () => {
    const g = new Graph();
    const w = symbol(g, 'w', [], 'theta');
    const x = symbol(g, 'x', ['rows'], 'data');
    const centred = minus(g, x, broadcastTo(g, mean(g, x), ['rows']));
    const program = programOf(g, mean(g, pow(g, multiply(g, w, centred), g.constant(4))), [w]);
    const data = { x: Float64Array.of(1, 5, 2, 8, 9) };
    const { value, gradient } = run(program, 'objectiveAndGradient', {
      theta: Float64Array.of(2),
      data,
      rows: { from: 0, to: 5, order: null },
    });
    const expected = [-4, 0, -3, 3, 4].reduce((s, v) => s + (2 * v) ** 4, 0) / 5;
    expect(value).toBeCloseTo(expected, 10);
    expect(gradient[0]).toBeCloseTo(2 * expected, 10);
  });
});

describe('samples', () => {
  it('draw an element from the elements drawn before it', () => {
    const g = new Graph();
    const D = 6;
    const b = symbol(g, 'b', [D], 'theta');
    const x = symbol(g, 'x', ['rows', D], 'data');
    const ones = broadcastTo(g, g.constant(1), [D]);
    const mask = apply(
      g,
      'less',
      einsum(g, 'i,j->ij', ones, g.ramp(D)),
      einsum(g, 'i,j->ij', g.ramp(D), ones),
    );
    const mu = plus(g, einsum(g, 'ij,j->i', mask, x), b);
    const sigma = broadcastTo(g, g.constant(0), ['rows', D]);
    const program = programOf(g, einsum(g, 'i->', b), [b], {
      draws: [
        {
          column: x,
          part: wholeOf(x),
          sampler: 'sampleNormal',
          form: 'element',
          args: [mu, sigma],
        },
      ],
    });
    const kernels = lowered(program);
    const sample = kernels.kernels.find((k) => k.name === 'sample');
    const data = { rows: 2, x: new Float64Array(2 * D) };
    const call = {
      theta: Float64Array.of(1, 0, 0, 0, 0, 0),
      data,
      rows: { from: 0, to: 0, order: null },
      gradient: new Float64Array(D),
      outputs: {},
      random: () => 0.25,
    };
    if (sample) compileKernel(sample, kernels)(call);
    expect([...data.x]).toEqual([1, 1, 2, 4, 8, 16, 1, 1, 2, 4, 8, 16]);
  });
});

describe('the same program', () => {
  it('gives the same loops, byte for byte', () => {
    const make = (): string => {
      const g = new Graph();
      const w = symbol(g, 'w', [3, 9], 'theta');
      const x = symbol(g, 'x', ['rows', 9], 'data');
      const h = apply(g, 'tanh', einsum(g, 'ij,j->i', w, x));
      return lowered(programOf(g, mean(g, einsum(g, 'i,i->', h, h)), [w]))
        .kernels.map(sourceOf)
        .join('\n');
    };
    expect(make()).toBe(make());
  });

  it('does not grow with its shapes', () => {
    const length = (D: number): number => {
      const g = new Graph();
      const w = symbol(g, 'w', [D], 'theta');
      const x = symbol(g, 'x', ['rows', D], 'data');
      return sourceOf(
        kernelOf(
          programOf(g, mean(g, apply(g, 'tanh', einsum(g, 'i,i->', w, x))), [w]),
          'objectiveAndGradient',
        ),
      ).length;
    };
    expect(length(1000)).toBeLessThan(length(10) * 1.05);
  });
});

describe('conditions on numbers', () => {
  it('are settled when the kernel is made', () => {
    const g = new Graph();
    const W = symbol(g, 'W', [3, 3], 'theta');
    const ones = broadcastTo(g, g.constant(1), [3]);
    const [i, j] = [einsum(g, 'i,j->ij', g.ramp(3), ones), einsum(g, 'i,j->ij', ones, g.ramp(3))];
    const strict = apply(
      g,
      'and',
      apply(g, 'less', j, i),
      apply(g, 'greater', j, broadcastTo(g, g.constant(0), [3, 3])),
    );
    const program = programOf(g, sum(g, multiply(g, strict, W), [0, 1]), [W]);
    const source = sourceOf(kernelOf(program, 'objective'));
    expect(source).not.toMatch(/[<?]|===|&&/u);
    const { value } = run(program, 'objective', {
      theta: Float64Array.of(1, 2, 4, 8, 16, 32, 64, 128, 256),
    });
    expect(value).toBe(128);
  });
});
