import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { prepareData } from '../../src/runtime/data.ts';
import type { FitOptions } from '../../src/runtime/fit-options.ts';
import { fit, fitEpochs } from '../../src/runtime/fit.ts';
import type { Model } from '../../src/runtime/model.ts';
import { optimizers, type OptimizerName } from '../../src/runtime/optimizers/index.ts';
import { random } from '../../src/runtime/random.ts';
import { sampleBernoulli, sampleNormal } from '../../src/runtime/samplers.ts';
import { sigmoid } from '../../src/runtime/special.ts';
import { functionModel, leastSquares, line, linePoints, logistic, weightedMean } from './models.ts';

const [slope, intercept] = leastSquares(linePoints.x, linePoints.y);

function logisticData(rows: number, seed = 3) {
  const draw = random(seed);
  const x = Float64Array.from({ length: rows }, () => sampleNormal(draw, 0, 1));
  const y = x.map((v) => sampleBernoulli(draw, sigmoid(1.5 * v - 0.5)));
  return { x, y };
}

function codes(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return error.diagnostics.map((d) => d.code);
  }
  return [];
}

const hyper = (name: string, value: number) => ({
  name,
  shape: [],
  domain: { kind: 'positive' } as const,
  value: [value],
});

describe('fit', () => {
  it('reaches the least squares line to the last digits with L-BFGS', () => {
    const result = fit(line, linePoints, { start: { m: 0.9, b: 0.1 } });
    expect(result.params['m']).toBeCloseTo(slope, 13);
    expect(result.params['b']).toBeCloseTo(intercept, 13);
    expect(result).toMatchObject({
      converged: true,
      reason: 'optimum',
      optimizer: { name: 'lbfgs', settings: {} },
      logLikelihood: null,
      logPrior: null,
      rows: 8,
      dropped: 0,
      levels: {},
    });
    expect(result.history.objective).toHaveLength(result.epochs + 1);
    expect(result.history.objective.at(-1)).toBe(result.objective);
  });

  it.each<[OptimizerName, number]>([
    ['sgd', 0.02],
    ['momentum', 0.01],
    ['nesterov', 0.01],
    ['adam', 0.05],
  ])('converges on all rows with %s', (optimizer, learningRate) => {
    const result = fit(line, linePoints, { optimizer, learningRate, epochs: 20_000 });
    expect(result).toMatchObject({ converged: true, reason: 'gradient' });
    expect(result.theta[0]).toBeCloseTo(slope, 6);
    expect(result.theta[1]).toBeCloseTo(intercept, 6);
  });

  it.each<[OptimizerName, FitOptions]>([
    ['sgd', { batchSize: 1, learningRate: { kind: 'inverse', rate: 0.02, decay: 0.02 } }],
    ['momentum', { batchSize: 2, learningRate: { kind: 'inverse', rate: 0.005, decay: 0.1 } }],
    ['adam', { batchSize: 3, learningRate: { kind: 'cosine', rate: 0.05 } }],
  ])('comes close in batches with %s', (optimizer, options) => {
    const result = fit(line, linePoints, { ...options, optimizer, epochs: 2000 });
    expect(result).toMatchObject({ converged: false, reason: 'epochs', epochs: 2000 });
    expect(result.theta[0]).toBeCloseTo(slope, 2);
    expect(result.theta[1]).toBeCloseTo(intercept, 2);
  });

  it('takes Adam for batches and names its settings', () => {
    const { optimizer } = fit(line, linePoints, { batchSize: 4, epochs: 1 });
    expect(optimizer).toEqual({
      name: 'adam',
      settings: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, learningRate: 0.001, batchSize: 4 },
    });
  });

  it('shuffles by the seed, each epoch anew', () => {
    const run = (seed: number) =>
      fit(line, linePoints, { batchSize: 1, optimizer: 'sgd', epochs: 5, seed }).theta;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    const orders: string[] = [];
    const spy: Model = {
      ...line,
      objectiveAndGradient(theta, data, rows, gradient) {
        if (rows.order && rows.from === 0) orders.push(rows.order.join());
        return line.objectiveAndGradient(theta, data, rows, gradient);
      },
    };
    fit(spy, linePoints, { batchSize: 3, epochs: 4 });
    expect(new Set(orders).size).toBe(4);
  });

  it('visits every row once an epoch, the last batch being short', () => {
    const visited: number[][] = [];
    const spy: Model = {
      ...line,
      objectiveAndGradient(theta, data, rows, gradient) {
        visited.push([...(rows.order ?? []).slice(rows.from, rows.to)]);
        return line.objectiveAndGradient(theta, data, rows, gradient);
      },
    };
    fit(spy, linePoints, { batchSize: 3, epochs: 1 });
    expect(visited.map((rows) => rows.length)).toEqual([3, 3, 2]);
    expect(visited.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('reports likelihood and prior of the fit', () => {
    const result = fit(logistic, logisticData(500));
    const n = 500;
    expect(result.converged).toBe(true);
    expect(-(result.logLikelihood! + result.logPrior!) / n).toBeCloseTo(result.objective, 13);
  });

  it('counts evaluations and epochs', () => {
    let calls = 0;
    const spy: Model = {
      ...line,
      objectiveAndGradient(...args) {
        calls += 1;
        return line.objectiveAndGradient(...args);
      },
    };
    for (const options of [{}, { batchSize: 3, epochs: 7 }, { optimizer: 'sgd', epochs: 9 }]) {
      calls = 0;
      expect(fit(spy, linePoints, options as FitOptions).evaluations).toBe(calls);
    }
  });

  it('stops when J hardly changes, by the callback, and where epochs end', () => {
    const change = fit(line, linePoints, { optimizer: 'sgd', changeTolerance: 1e-4 });
    expect(change).toMatchObject({ converged: true, reason: 'change' });
    const seen: number[] = [];
    const stopped = fit(line, linePoints, {
      optimizer: 'sgd',
      onEpoch: ({ epoch, objective }) => {
        seen.push(objective);
        return epoch === 3 ? 'stop' : undefined;
      },
    });
    expect(stopped).toMatchObject({ converged: false, reason: 'callback', epochs: 3 });
    expect(stopped.history.objective.slice(1)).toEqual(seen);
    expect(fit(line, linePoints, { epochs: 0 })).toMatchObject({ reason: 'epochs', epochs: 0 });
  });

  it('can be followed epoch by epoch', () => {
    const epochs = fitEpochs(line, linePoints, { optimizer: 'sgd', epochs: 3 });
    const seen: number[] = [];
    let next = epochs.next();
    for (; !next.done; next = epochs.next()) seen.push(next.value.epoch);
    expect(seen).toEqual([1, 2, 3]);
    expect(next.value.theta).toEqual(fit(line, linePoints, { optimizer: 'sgd', epochs: 3 }).theta);
  });

  it('keeps the best parameters where it diverges', () => {
    for (const batchSize of [undefined, 2]) {
      const result = fit(line, linePoints, {
        optimizer: 'sgd',
        learningRate: 10,
        ...(batchSize && { batchSize }),
      });
      expect(result).toMatchObject({ converged: false, reason: 'diverged' });
      expect(result.theta.every(Number.isFinite)).toBe(true);
      expect(result.objective).toBe(Math.min(...result.history.objective));
    }
  });

  it('says when J is not a number at the start', () => {
    const broken = functionModel(1, (theta, gradient) => {
      gradient[0] = 1 / theta[0]!;
      return Math.log(theta[0]!);
    });
    for (const optimizer of ['lbfgs', 'sgd'] as const) {
      expect(fit(broken, {}, { optimizer })).toMatchObject({ reason: 'start', epochs: 0 });
    }
  });

  it('goes on from a state bit for bit', () => {
    const data = logisticData(200);
    const cases: FitOptions[] = [
      ...Object.keys(optimizers).map((optimizer) => ({ optimizer: optimizer as OptimizerName })),
      { optimizer: 'adam', batchSize: 16 },
      { optimizer: 'momentum', batchSize: 1, learningRate: { kind: 'cosine', rate: 0.1 } },
      { optimizer: 'sgd', batchSize: 7, validation: 0.3, patience: 50 },
    ];
    for (const options of cases) {
      const whole = fit(logistic, data, { ...options, epochs: 8, learningRate: 0.1 });
      const part = fit(logistic, data, { ...options, epochs: 3, learningRate: 0.1 });
      const resume = structuredClone(part.state);
      const rest = fit(logistic, data, { ...options, epochs: 8, learningRate: 0.1, resume });
      const comparable = ({
        seconds: _,
        state: { seconds: __, ...state },
        ...result
      }: typeof whole) => ({ ...result, state });
      expect(comparable(rest)).toEqual(comparable(whole));
      expect(resume).toEqual(part.state);
    }
  });

  it('judges by rows kept apart and keeps the best of them', () => {
    const data = logisticData(60);
    const result = fit(logistic, data, {
      optimizer: 'adam',
      learningRate: 0.2,
      batchSize: 5,
      validation: 0.4,
      patience: 10,
      epochs: 500,
    });
    expect(result).toMatchObject({ reason: 'validation', rows: 36 });
    const lowest = Math.min(...result.history.validation);
    expect(result.history.validation).toHaveLength(result.epochs + 1);
    expect(result.state.best.objective).toBe(lowest);
    expect(result.validation).toBe(lowest);
    expect(fit(logistic, data).validation).toBeNull();
    expect(result.epochs - result.state.best.epoch).toBe(10);
    expect(result.theta).toEqual(result.state.best.theta);
  });

  it('does not wait for validation rows on which J is no number', () => {
    const blind: Model = {
      ...line,
      objective: (theta, data, rows) => (data.rows === 1 ? NaN : line.objective(theta, data, rows)),
    };
    const validation = { x: [1], y: [1] };
    const result = fit(blind, linePoints, { validation, patience: 2 });
    expect(result).toMatchObject({ converged: true, theta: fit(line, linePoints).theta });
  });

  it('takes other rows for validation, coded and set like the rows that are fitted', () => {
    const result = fit(logistic, logisticData(100), { validation: logisticData(50, 9) });
    const judged = prepareData(logistic.layout, logisticData(50, 9)).data;
    const negative = -logistic.logLikelihood!(result.theta, judged) / 50;
    expect(result.history.validation.at(-1)).toBeCloseTo(negative, 12);
  });

  it('passes over batches without weight', () => {
    const data = { y: [1, 7, 3, 9], w: [1, 0, 1, 0] };
    const learningRate = { kind: 'inverse', rate: 0.1, decay: 0.1 } as const;
    const options = { optimizer: 'sgd', batchSize: 1, epochs: 2000, learningRate } as const;
    const result = fit(weightedMean, data, options);
    expect(result.reason).toBe('epochs');
    expect(result.theta[0]).toBeCloseTo(2, 2);
    expect(result.evaluations).toBe(2 * 2000);
    expect(fit(weightedMean, data).theta[0]).toBeCloseTo(2, 13);
  });

  it('keeps weights with the rows of a split', () => {
    const y = Float64Array.from({ length: 40 }, (_, i) => i);
    const w = y.map((v) => (v < 20 ? 1 : 3));
    const { theta, rows } = fit(weightedMean, { y, w }, { validation: 0.5, seed: 4 });
    expect(rows).toBe(20);
    const all = fit(weightedMean, { y, w }).theta[0]!;
    expect(Math.abs(theta[0]! - all)).toBeLessThan(8);
  });

  it('fits a model without data', () => {
    const bowl = functionModel(2, (theta, gradient) => {
      gradient[0] = 2 * (theta[0]! - 3);
      gradient[1] = 200 * (theta[1]! + 4);
      return (theta[0]! - 3) ** 2 + 100 * (theta[1]! + 4) ** 2;
    });
    const { theta, converged } = fit(bowl);
    expect(converged).toBe(true);
    expect([...theta]).toEqual([expect.closeTo(3, 12), expect.closeTo(-4, 12)]);
  });

  it('takes an optimizer of one’s own', () => {
    const halving = {
      ...optimizers.sgd(),
      name: 'sign',
      step: (_: unknown, { theta, gradient }: { theta: Float64Array; gradient: Float64Array }) => {
        for (let i = 0; i < theta.length; i++) theta[i]! -= 0.01 * Math.sign(gradient[i]!);
        return 'moved' as const;
      },
    };
    const result = fit(line, linePoints, { optimizer: halving, epochs: 500 });
    expect(result.optimizer.name).toBe('sign');
    expect(result.theta[0]).toBeCloseTo(slope, 1);
  });

  it('refuses options that cannot be used', () => {
    const refused = (options: object) => codes(() => fit(line, linePoints, options));
    expect(refused({ optimizer: 'adma' })).toEqual(['FX540']);
    expect(refused({ batchSize: 0 })).toEqual(['FX541']);
    expect(refused({ batchSize: 2.5 })).toEqual(['FX541']);
    expect(refused({ epochs: -1 })).toEqual(['FX541']);
    expect(refused({ learningRate: 0 })).toEqual(['FX541']);
    expect(refused({ learningRate: { kind: 'cosin', rate: 1 } })).toEqual(['FX541']);
    expect(refused({ gradientTolerance: NaN })).toEqual(['FX541']);
    expect(refused({ validation: 1 })).toEqual(['FX541']);
    expect(refused({ start: Float64Array.of(1) })).toEqual(['FX541']);
    expect(refused({ start: { m: 1 } })).toEqual(['FX530']);
    expect(refused({ optimizer: 'lbfgs', batchSize: 2 })).toEqual(['FX542']);
    const { state } = fit(line, linePoints, { optimizer: 'sgd', epochs: 1 });
    expect(refused({ optimizer: 'adam', resume: state })).toEqual(['FX543']);
    expect(
      codes(() =>
        fit(
          functionModel(3, () => 0),
          {},
          { optimizer: 'sgd', resume: state },
        ),
      ),
    ).toEqual(['FX543']);
    expect(codes(() => fit(line, { x: [1] }))).toEqual(['FX501']);
  });

  it.each<[string, object]>([
    ['an option of another name', { epoch: 3 }],
    ['a number as text', { epochs: '10' }],
    ['a tolerance as text', { gradientTolerance: '1' }],
    ['a seed without end', { seed: Infinity }],
    ['an optimizer that is not called', { optimizer: optimizers.adam }],
    ['an optimizer without a step', { optimizer: {} }],
    ['a rate as text', { learningRate: '0.1', optimizer: 'sgd' }],
    ['a schedule without its factor', { learningRate: { kind: 'exponential', rate: 1 } }],
    ['a schedule without its rate', { learningRate: { kind: 'constant' } }],
    ['a step of no epochs', { learningRate: { kind: 'step', rate: 1, factor: 0.5, every: 0 } }],
    ['a decay that grows', { learningRate: { kind: 'inverse', rate: 1, decay: -1 } }],
    ['a rise before the start', { learningRate: { kind: 'constant', rate: 1, warmUp: -3 } }],
    ['patience with nothing to wait for', { patience: 3 }],
    ['a callback that is none', { onEpoch: 'stop' }],
    ['no start', { start: null }],
    ['a start in a plain array', { start: [1, 2] }],
    ['validation rows as text', { validation: '0.5' }],
    ['no validation rows', { validation: null }],
  ])('refuses %s', (_, options) => {
    const expected = 'optimizer' in options && typeof options.optimizer !== 'string';
    expect(codes(() => fit(line, linePoints, options))).toEqual([expected ? 'FX540' : 'FX541']);
  });

  it('refuses what are no data, and prepared data of another model', () => {
    for (const data of [null, 'x,y', 3] as unknown[]) {
      expect(codes(() => fit(line, data as typeof linePoints))).toEqual(['FX541']);
    }
    const { data } = prepareData(weightedMean.layout, { y: [1, 2], w: [1, 1] });
    expect(codes(() => fit(line, data))).toEqual(['FX501']);
    const short = { ...prepareData(line.layout, linePoints).data, rows: 9 };
    expect(codes(() => fit(line, short))).toEqual(['FX501', 'FX501']);
  });

  it('refuses a split with a part that weighs nothing', () => {
    const data = { y: [1, 2, 3, 4], w: [1, 0, 0, 0] };
    expect(codes(() => fit(weightedMean, data, { validation: 0.5 }))).toEqual(['FX509']);
  });

  it('takes all that prepareData gives, and sets anew what is given', () => {
    const layout = { ...line.layout, hypers: [hyper('tau', 1), hyper('rho', 2)] };
    const seen: unknown[] = [];
    const spy: Model = {
      ...line,
      layout,
      objective: (theta, data, rows) => {
        seen.push([data['tau'], data['rho']]);
        return line.objective(theta, data, rows);
      },
    };
    const prepared = prepareData(layout, linePoints, { hypers: { rho: 5 } });
    const whole = fit(spy, { ...prepared, levels: { s: ['a'] }, dropped: 3 });
    expect(whole).toMatchObject({ levels: { s: ['a'] }, dropped: 3, rows: 8 });
    fit(spy, prepared.data, { hypers: { tau: 4 } });
    expect(seen.at(0)).toEqual([1, 5]);
    expect(seen.at(-1)).toEqual([4, 5]);
    expect(codes(() => fit(spy, prepared, { hypers: { tau: -1 } }))).toEqual(['FX521']);
    expect(codes(() => fit(spy, prepared, { hypers: { sigma: 1 } }))).toEqual(['FX520']);
  });
});
