import type { PreparedData } from './data/builder.ts';
import type { FitResult, FitState } from './fit-result.ts';
import { copyState, type Run } from './fit-run.ts';
import type { Params } from './model.ts';
import type { Settings } from './settings.ts';
import { stops, type StopReason } from './stop.ts';

/** What came of a run that has ended. */
export function finish<P extends Params>(
  run: Run<P>,
  reason: StopReason,
  { levels, dropped }: PreparedData,
): FitResult<P> {
  const { model, training, validation, settings, report, history } = run;
  const state = stateOf(run, reason);
  const kept = reason === 'validation' ? state.best.theta : state.theta;
  const theta = kept.slice();
  return {
    theta,
    params: model.constrain(theta),
    objective: training.overAll(theta),
    logLikelihood: model.logLikelihood?.(theta, training.data) ?? null,
    logPrior: model.logPrior?.(theta, training.data) ?? null,
    validation: validation?.withoutPrior(theta) ?? null,
    converged: stops[reason].converged,
    reason,
    message: run.message ?? stops[reason].message,
    epochs: report.epoch,
    evaluations: training.evaluations,
    seconds: state.seconds,
    optimizer: { name: settings.optimizer.name, settings: describe(settings) },
    history,
    rows: training.data.rows,
    dropped,
    levels,
    state,
  };
}

/** A point where J is not finite is of no use to go on from: the best one takes its place. */
function stateOf(run: Run, reason: StopReason): FitState {
  const { settings, optimizerState, point, best, report, training, history, since } = run;
  return {
    optimizer: settings.optimizer.name,
    optimizerState: copyState(optimizerState),
    theta: (reason === 'diverged' ? best.theta : point.theta).slice(),
    epoch: report.epoch,
    evaluations: training.evaluations,
    seconds: (performance.now() - since) / 1000,
    history: { objective: [...history.objective], validation: [...history.validation] },
    best: { ...best, theta: best.theta.slice() },
  };
}

function describe({ optimizer, learningRate, batchSize }: Settings) {
  const rate = typeof learningRate === 'function' ? 'a function' : learningRate;
  return {
    ...optimizer.settings,
    ...(!optimizer.fullBatch && { learningRate: rate }),
    ...(batchSize < Infinity && { batchSize }),
  };
}
