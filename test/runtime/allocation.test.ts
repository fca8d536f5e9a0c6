import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FitOptions } from '../../src/runtime/fit-options.ts';
import type { fit as Fit } from '../../src/runtime/fit.ts';
import type { Model } from '../../src/runtime/model.ts';
import { optimizers, type OptimizerName } from '../../src/runtime/optimizers/index.ts';
import type * as Models from './models.ts';

/** Calls of the kernel between two looks at the heap: few enough that most see no collection. */
const callsInWindow = 500;
const windows = 60;
const calls = windows * callsInWindow;

interface Meter {
  readonly model: Model;
  readonly isFull: () => boolean;
  readonly bytesPerCall: () => number;
}

/** Counts calls of the kernel, and notes how much of the heap is used after each window of them. */
function metered(model: Model): Meter {
  const used = new Float64Array(windows);
  let count = 0;
  return {
    model: {
      ...model,
      objectiveAndGradient(theta, data, rows, gradient) {
        count += 1;
        if (count % callsInWindow === 0 && count <= calls) {
          used[count / callsInWindow - 1] = process.memoryUsage().heapUsed;
        }
        return model.objectiveAndGradient(theta, data, rows, gradient);
      },
    },
    isFull: () => count >= calls,
    bytesPerCall: () => {
      const growth = Array.from(used.subarray(1), (bytes, k) => bytes - used[k]!);
      return growth.sort((a, b) => a - b)[growth.length >> 1]! / callsInWindow;
    },
  };
}

/** Rounds of fits that V8 is given to compile what they call. */
const rounds = 12;

/**
 * What a call costs in the leanest of some rounds, each a number of fits. Code that is not compiled
 * yet boxes every number that a function returns; what a step itself allocates is there in all rounds.
 */
function leanest(model: Model, fits: (model: Model, round: number) => void, enough = 0): number {
  let least = Infinity;
  for (let round = 0; round < rounds && least > enough; round++) {
    const meter = metered(model);
    while (!meter.isFull()) fits(meter.model, round);
    least = Math.min(least, meter.bytesPerCall());
  }
  return least;
}

/** One number that is returned may stay boxed: 16 bytes. The smallest object takes 24 and more. */
const oneBox = 20;
/** A step on all rows also records an epoch, and a line search is many functions: less than a vector. */
const someBoxes = 320;

// What is allocated in a step is so each time; what V8 has not compiled may be by chance.
describe('a step allocates nothing', { retry: 4 }, () => {
  // Anew for each test: code that has seen several optimizers, or data of several forms, boxes numbers.
  let fit: typeof Fit;
  let models: typeof Models;
  beforeEach(async () => {
    vi.resetModules();
    ({ fit } = await import('../../src/runtime/fit.ts'));
    models = await import('./models.ts');
  });

  const columns = (rows: number) => {
    const x = Float64Array.from({ length: rows }, (_, i) => (i % 17) / 17);
    return { x, y: x.map((v, i) => 2 * v + Math.sin(i)) };
  };
  const data = columns(calls);
  const first = Object.keys(optimizers).filter((name) => name !== 'lbfgs') as OptimizerName[];

  it('is measured', () => {
    const { line } = models;
    const kept: object[] = [];
    const wasteful: Model = {
      ...line,
      objectiveAndGradient(...args) {
        kept[0] = { last: args[0] };
        return line.objectiveAndGradient(...args);
      },
    };
    const options: FitOptions = { optimizer: 'sgd', batchSize: 1, epochs: 1 };
    expect(leanest(wasteful, (model) => fit(model, data, options))).toBeGreaterThan(oneBox);
  });

  it.each(first)('on batches, with %s', (optimizer) => {
    const options: FitOptions = { optimizer, batchSize: 1, epochs: 1, learningRate: 1e-3 };
    expect(leanest(models.line, (model) => fit(model, data, options), oneBox)).toBeLessThan(oneBox);
  });

  it('on batches of several rows with weights', () => {
    const { x: w, y } = columns(8 * calls);
    const options: FitOptions = { optimizer: 'adam', batchSize: 8, epochs: 1 };
    const bytes = leanest(models.weightedMean, (model) => fit(model, { w, y }, options), oneBox);
    expect(bytes).toBeLessThan(oneBox);
  });

  it.each([optimizers.adam(), optimizers.lbfgs({ memory: 10 })])(
    'on all rows, with $name',
    (optimizer) => {
      // A long valley that no method reaches the end of, in 400 dimensions: 3,200 bytes a vector.
      const size = 400;
      const valley = models.functionModel(size, (theta, gradient) => {
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
      let seed = 0;
      const bytes = leanest(
        valley,
        (model) => {
          const start = Float64Array.from({ length: size }, (_, i) => Math.sin(i + seed++));
          fit(model, {}, { optimizer, start, epochs: 2000, learningRate: 1e-4 });
        },
        someBoxes,
      );
      expect(bytes).toBeLessThan(someBoxes);
    },
  );
});
