import { describe, expect, it } from 'vitest';
import type { Optimizer } from '../../src/runtime/optimizer.ts';
import { optimizers } from '../../src/runtime/optimizers/index.ts';

const never = {
  evaluate: (): number => {
    throw new Error('a first-order method evaluates nothing');
  },
};

/** θ after each step with the gradients given. */
function path(optimizer: Optimizer, gradients: number[][], learningRate: number): number[][] {
  const size = gradients[0]!.length;
  const theta = new Float64Array(size).fill(1);
  const state = optimizer.init(size);
  return gradients.map((g) => {
    const point = { theta, gradient: Float64Array.from(g), objective: 0 };
    expect(optimizer.step(state, point, never, learningRate)).toBe('moved');
    return [...theta];
  });
}

const close = (rows: number[][]) =>
  rows.map((row) => row.map((v) => expect.closeTo(v, 12) as number));

describe('first-order methods', () => {
  const gradients = [
    [1, -2],
    [0.5, 4],
  ];

  it('sgd steps against the gradient', () => {
    expect(path(optimizers.sgd(), gradients, 0.1)).toEqual(
      close([
        [0.9, 1.2],
        [0.85, 0.8],
      ]),
    );
  });

  it('momentum keeps a part of its velocity', () => {
    const mu = 0.5;
    expect(path(optimizers.momentum({ momentum: mu }), gradients, 0.1)).toEqual(
      close([
        [0.9, 1.2],
        [0.9 - 0.1 * (0.5 + mu), 1.2 - 0.1 * (4 - 2 * mu)],
      ]),
    );
  });

  it('nesterov looks ahead along the velocity', () => {
    const mu = 0.5;
    expect(path(optimizers.nesterov({ momentum: mu }), gradients, 0.1)).toEqual(
      close([
        [1 - 0.1 * (1 + mu), 1 + 0.1 * (2 + 2 * mu)],
        [
          1 - 0.1 * (1 + mu) - 0.1 * (0.5 + mu * (0.5 + mu)),
          1 + 0.1 * (2 + 2 * mu) - 0.1 * (4 + mu * (4 - 2 * mu)),
        ],
      ]),
    );
  });

  it('adam corrects the bias of its averages', () => {
    const [first, second] = path(optimizers.adam(), gradients, 0.1) as [number[], number[]];
    // The first step is η·sign(g), up to ε.
    expect(first).toEqual([expect.closeTo(0.9, 8), expect.closeTo(1.1, 8)]);
    const m = (0.9 * 0.1 * 1 + 0.1 * 0.5) / (1 - 0.81);
    const v = (0.999 * 0.001 * 1 + 0.001 * 0.25) / (1 - 0.999 ** 2);
    expect(second[0]).toBeCloseTo(first[0]! - (0.1 * m) / (Math.sqrt(v) + 1e-8), 12);
  });

  it('adamw decays the weights apart from the gradient', () => {
    const plain = path(optimizers.adam(), gradients.slice(0, 1), 0.1)[0]!;
    const decayed = path(optimizers.adamw({ weightDecay: 0.5 }), gradients.slice(0, 1), 0.1)[0]!;
    expect(decayed).toEqual(plain.map((theta) => expect.closeTo(theta - 0.1 * 0.5 * 1, 12)));
  });

  it.each(Object.keys(optimizers) as (keyof typeof optimizers)[])(
    '%s goes by its name and has plain data for a state',
    (name) => {
      const optimizer = optimizers[name]();
      expect(optimizer.name).toBe(name);
      const state = optimizer.init(3);
      expect(structuredClone(state)).toEqual(state);
    },
  );
});
