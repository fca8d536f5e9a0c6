import { describe, expect, it } from 'vitest';
import type { FitOptions } from '../../src/runtime/fit-options.ts';
import { fit } from '../../src/runtime/fit.ts';
import type { Model } from '../../src/runtime/model.ts';
import { optimizers, type OptimizerName } from '../../src/runtime/optimizers/index.ts';
import { functionModel, line } from './models.ts';

const windows = 12;

/** Counts calls of the kernel, and notes how much of the heap is used after each window of them. */
function metered(
  model: Model,
  callsInWindow: number,
): { model: Model; bytesPerCall: () => number } {
  const used = new Float64Array(windows);
  let calls = 0;
  return {
    model: {
      ...model,
      objectiveAndGradient(theta, data, rows, gradient) {
        calls += 1;
        if (calls % callsInWindow === 0 && calls <= windows * callsInWindow) {
          used[calls / callsInWindow - 1] = process.memoryUsage().heapUsed;
        }
        return model.objectiveAndGradient(theta, data, rows, gradient);
      },
    },
    bytesPerCall: () => {
      expect(calls).toBeGreaterThanOrEqual(windows * callsInWindow);
      const growth = Array.from({ length: windows - 1 }, (_, k) => used[k + 1]! - used[k]!);
      // The first windows compile; one with a collection shrinks.
      const late = growth
        .slice(3)
        .filter((bytes) => bytes >= 0)
        .sort((a, b) => a - b);
      expect(late.length).toBeGreaterThan(2);
      return late[late.length >> 1]! / callsInWindow;
    },
  };
}

/**
 * The numbers that functions return are boxed where they are not inlined: some words in a step,
 * however long θ is.
 */
const boxes = 480;

describe('a step allocates nothing', () => {
  const rows = windows * 8000;
  const x = Float64Array.from({ length: rows }, (_, i) => (i % 17) / 17);
  const y = x.map((v, i) => 2 * v + Math.sin(i));

  it('is measured', () => {
    const kept: Float64Array[] = [];
    const wasteful: Model = {
      ...line,
      objectiveAndGradient(...args) {
        kept[0] = new Float64Array(20);
        return line.objectiveAndGradient(...args);
      },
    };
    const { model, bytesPerCall } = metered(wasteful, 8000);
    fit(model, { x, y }, { optimizer: 'sgd', batchSize: 1, epochs: 1 });
    expect(bytesPerCall()).toBeGreaterThan(160);
  });

  const first = Object.keys(optimizers).filter((name) => name !== 'lbfgs') as OptimizerName[];

  it.each(first)('on batches, with %s', (optimizer) => {
    const { model, bytesPerCall } = metered(line, 8000);
    const options: FitOptions = { optimizer, batchSize: 1, epochs: 1, learningRate: 1e-3 };
    fit(model, { x, y }, options);
    expect(bytesPerCall()).toBeLessThan(80);
  });

  it.each([optimizers.adam(), optimizers.lbfgs({ memory: 10 })])(
    'on all rows, with $name',
    (optimizer) => {
      // A long valley that no method reaches the end of, in 400 dimensions: 3,200 bytes a vector.
      const size = 400;
      const valley = functionModel(size, (theta, gradient) => {
        let sum = 0;
        gradient.fill(0);
        for (let i = 0; i < size - 1; i++) {
          const a = theta[i]!;
          const bend = theta[i + 1]! - a * a;
          sum += 100 * bend * bend + (1 - a) ** 2;
          gradient[i]! += -400 * a * bend - 2 * (1 - a);
          gradient[i + 1]! += 200 * bend;
        }
        return sum;
      });
      const { model, bytesPerCall } = metered(valley, 500);
      let evaluations = 0;
      for (let seed = 0; evaluations < windows * 500; seed++) {
        const start = Float64Array.from({ length: size }, (_, i) => Math.sin(i + seed));
        const options: FitOptions = { optimizer, start, epochs: 2000, learningRate: 1e-4 };
        evaluations += fit(model, {}, options).evaluations;
      }
      expect(bytesPerCall()).toBeLessThan(boxes);
    },
  );
});
