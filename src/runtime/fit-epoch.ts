import type { Run } from './fit-run.ts';
import type { Point } from './optimizer.ts';
import { random, shuffle } from './random.ts';
import { rateAt } from './schedule.ts';
import type { StopReason } from './stop.ts';

/** The random stream of an epoch's shuffle; the start has stream 0. */
const streamOf = (epoch: number): number => epoch + 1;

/** J and ∇J over all rows at the point. */
export function evaluate({ training, point }: Run): void {
  point.objective = training.evaluate(point.theta, point.gradient);
}

/** One epoch: a step on all rows, or a step on each batch. False where it ended without one. */
export function advance(run: Run): boolean {
  run.reason = run.order ? stepOnBatches(run, run.order) : stepOnAll(run);
  if (run.reason) return false;
  run.report.epoch += 1;
  record(run);
  run.reason = reasonToStop(run);
  return true;
}

function stepOnAll(run: Run): StopReason | undefined {
  const { settings, optimizerState, point, training, report } = run;
  report.learningRate = rateAt(settings.learningRate, report.epoch, settings.epochs);
  const progress = settings.optimizer.step(optimizerState, point, training, report.learningRate);
  if (progress === 'optimal') return 'optimum';
  if (progress === 'stuck') return 'noDescent';
  if (progress === 'moved') evaluate(run);
  return Number.isFinite(point.objective) ? undefined : 'diverged';
}

function stepOnBatches(run: Run, order: Int32Array): StopReason | undefined {
  const { settings, optimizerState, point, training, report } = run;
  const { optimizer, batchSize, learningRate, epochs, seed } = settings;
  shuffle(order, random(seed, streamOf(report.epoch)));
  for (let from = 0; from < order.length; from += batchSize) {
    training.select(from, Math.min(from + batchSize, order.length), order);
    if (!training.hasWeight) continue;
    evaluate(run);
    if (!Number.isFinite(point.objective)) return 'diverged';
    report.learningRate = rateAt(learningRate, report.epoch + from / order.length, epochs);
    optimizer.step(optimizerState, point, training, report.learningRate);
  }
  point.objective = training.overAll(point.theta);
  return Number.isFinite(point.objective) ? undefined : 'diverged';
}

/** Writes down where the run stands, and keeps the best point. */
export function record(run: Run): void {
  const { training, validation, point, order, history, best, report } = run;
  history.objective.push(point.objective);
  report.objective = point.objective;
  if (!order) report.gradient = relativeGradient(point);
  if (validation) {
    report.validation = validation.withoutPrior(point.theta);
    history.validation.push(report.validation);
  }
  report.evaluations = training.evaluations;
  report.seconds = (performance.now() - run.since) / 1000;
  const judged = validation ? report.validation : point.objective;
  if (judged < best.objective) {
    best.theta.set(point.theta);
    best.objective = judged;
    best.epoch = report.epoch;
  }
}

/**
 * max |gᵢ|·max(|θᵢ|, 1)/|J|: the relative change of J where a parameter changes by its own size.
 */
function relativeGradient({ theta, gradient, objective }: Point): number {
  let largest = 0;
  for (let i = 0; i < theta.length; i++) {
    const size = Math.max(Math.abs(theta[i] as number), 1);
    largest = Math.max(largest, Math.abs(gradient[i] as number) * size);
  }
  return largest === 0 ? 0 : largest / Math.abs(objective);
}

export function reasonToStop(run: Run): StopReason | undefined {
  const { settings, validation, point, order, history, best, report } = run;
  const before = history.objective.at(-2) ?? NaN;
  const change = Math.abs(point.objective - before);
  if (!order && relativeGradient(point) <= settings.gradientTolerance) return 'gradient';
  if (settings.changeTolerance > 0 && change <= settings.changeTolerance * Math.abs(before)) {
    return 'change';
  }
  const isJudged = validation && best.objective < Infinity;
  if (isJudged && report.epoch - best.epoch >= settings.patience) return 'validation';
  return report.epoch >= settings.epochs ? 'epochs' : undefined;
}
