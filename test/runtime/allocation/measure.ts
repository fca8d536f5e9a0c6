import type { FitOptions } from '../../../src/runtime/fit-options.ts';
import { fit } from '../../../src/runtime/fit.ts';
import type { Data, Model } from '../../../src/runtime/model.ts';
import { optimizers } from '../../../src/runtime/optimizers/index.ts';
import iris from '../../../generated/softmax-iris.ts';
import linear from '../../../generated/linear-regression.ts';
import logistic from '../../../generated/logistic-regression.ts';
import twoNode from '../../../generated/two-node.ts';
import { functionModel } from '../models.ts';

declare const gc: () => void;

/**
 * The bytes that something leaves on the heap. The process has a young generation so large that
 * nothing is collected on the way: the growth is all that was allocated.
 */
function bytesOf(body: () => void): number {
  gc();
  const before = process.memoryUsage().heapUsed;
  body();
  return process.memoryUsage().heapUsed - before;
}

/**
 * Bytes for each of many more rounds than a few, once V8 has compiled what they call. It may drop what it
 * has compiled once more: the least of some tries is what is allocated each time.
 */
function bytesPerRound(run: (rounds: number) => void, few: number, many: number): number {
  const least = [Infinity, Infinity] as [number, number];
  for (let k = 0; k < tries; k++) {
    least[0] = Math.min(
      least[0],
      bytesOf(() => run(few)),
    );
    least[1] = Math.min(
      least[1],
      bytesOf(() => run(many)),
    );
  }
  return (least[1] - least[0]) / (many - few);
}

const tries = 14;

/** Columns in the domains of a model. */
function dataOf({ layout }: Pick<Model, 'layout'>, rows: number): Data {
  const columns = layout.columns.map(({ name, shape, domain }) => {
    const size = rows * shape.reduce((n, m) => n * m, 1);
    const values = Array.from({ length: size }, (_, k) => {
      if (domain.kind === 'binary') return (k >> 1) % 2;
      return domain.kind === 'category' ? k % domain.size : 1 + Math.sin(k);
    });
    const Column = domain.kind === 'category' ? Int32Array : Float64Array;
    return [name, Column.from(values)] as const;
  });
  const hypers = layout.hypers.map((h) => [h.name, h.value[0]] as const);
  return {
    ...Object.fromEntries<unknown>([...columns, ...hypers]),
    rows,
    totalWeight: rows,
  } as Data;
}

/** The gradient of a generated module, called over and over. */
const kernel = (model: Model) => (): number => {
  const data = dataOf(model, 24);
  const theta = model.start(1);
  const gradient = new Float64Array(theta.length);
  const rows = { from: 0, to: 24, order: null };
  const value = new Float64Array(1);
  const run = (calls: number): void => {
    for (let k = 0; k < calls; k++) {
      value[0] = model.objectiveAndGradient(theta, data, rows, gradient);
    }
  };
  const bytes = bytesPerRound(run, 500, 5500);
  return Number.isFinite(value[0]) ? bytes : NaN;
};

/** The steps of a fit on batches: epochs more of it, each of many steps. */
const batches =
  (options: FitOptions, rows: number, model: Model = linear) =>
  (): number => {
    const data = dataOf(model, rows);
    const steps = rows / (options.batchSize ?? rows);
    const run = (epochs: number): void => {
      fit(model, data as never, { ...options, epochs });
    };
    return bytesPerRound(run, 5, 15) / steps;
  };

/** A long valley that no method reaches the end of, in 400 dimensions: 3,200 bytes a vector. */
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

/** The steps of a fit on all rows, each an epoch of its own. */
const allRows = (optimizer: FitOptions['optimizer']) => (): number => {
  const start = Float64Array.from({ length: size }, (_, i) => Math.sin(i));
  const run = (epochs: number): void => {
    fit(valley, {}, { optimizer, start, epochs, learningRate: 1e-4 } as FitOptions);
  };
  return bytesPerRound(run, 200, 1200);
};

/** A gradient that makes an object in each call. */
const wasteful = (): number => {
  const kept: object[] = [];
  return kernel({
    ...linear,
    objectiveAndGradient(...args) {
      kept[0] = { last: args[0] };
      return linear.objectiveAndGradient(
        ...(args as Parameters<typeof linear.objectiveAndGradient>),
      );
    },
  } as Model)();
};

const firstOrder = Object.keys(optimizers).filter((name) => name !== 'lbfgs');

const cases: Readonly<Record<string, () => number>> = {
  wasteful,
  'kernel linear-regression': kernel(linear as Model),
  'kernel logistic-regression': kernel(logistic as Model),
  'kernel softmax-iris': kernel(iris as Model),
  'kernel two-node': kernel(twoNode as Model),
  ...Object.fromEntries(
    firstOrder.map((name) => [
      `batches ${name}`,
      batches({ optimizer: name, batchSize: 1, learningRate: 1e-3 } as FitOptions, 2000),
    ]),
  ),
  'batches of several rows': batches({ optimizer: 'adam', batchSize: 8 }, 8000, logistic as Model),
  'all rows adam': allRows('adam'),
  'all rows lbfgs': allRows(optimizers.lbfgs({ memory: 10 })),
};

const [name] = process.argv.slice(2);
process.stdout.write(JSON.stringify(name ? cases[name]!() : Object.keys(cases)));
