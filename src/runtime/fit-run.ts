import { show } from './data/faults.ts';
import type { FitOptions } from './fit-options.ts';
import { evaluate, reasonToStop, record } from './fit-epoch.ts';
import type { Best, EpochReport, FitState } from './fit-result.ts';
import type { Model, Params } from './model.ts';
import { Objective } from './objective.ts';
import type { OptimizerState, Point } from './optimizer.ts';
import { fail } from './problem.ts';
import type { Settings } from './settings.ts';
import type { Split } from './split.ts';
import type { StopReason } from './stop.ts';
import { isList } from './values.ts';

/** A fit under way. */
export interface Run<P extends Params = Params> {
  readonly model: Model<P>;
  readonly settings: Settings;
  readonly training: Objective;
  readonly validation: Objective | undefined;
  readonly point: Point;
  readonly optimizerState: OptimizerState;
  /** The rows in the order of the epoch; null where each step takes all. */
  readonly order: Int32Array | null;
  readonly history: { readonly objective: number[]; readonly validation: number[] };
  readonly best: { -readonly [K in keyof Best]: Best[K] };
  readonly report: EpochReport;
  /** When it began, less what it took before it was resumed, in milliseconds. */
  readonly since: number;
  reason: StopReason | undefined;
  /** What is to be said beside the reason of this fit alone. */
  message: string | undefined;
  /** How often it has left a point where ∇J is 0 and J falls. */
  escapes: number;
}

/**
 * Prepares everything that the epochs need; nothing is allocated after it but what is kept of them.
 */
export function begin<P extends Params>(
  model: Model<P>,
  split: Split,
  options: FitOptions,
  settings: Settings,
): Run<P> {
  const run = options.resume
    ? resumed(model, split, options.resume, settings)
    : started(model, split, startAt(model, options.start, settings.seed), settings);
  const { training, point, order } = run;
  training.warmUp(point.theta, point.gradient);
  const evaluations = training.evaluations;
  if (order) point.objective = training.overAll(point.theta);
  else evaluate(run);
  if (options.resume) training.evaluations = evaluations;
  else record(run);
  run.reason = Number.isFinite(point.objective) ? reasonToStop(run) : 'start';
  return run;
}

function started<P extends Params>(
  model: Model<P>,
  { training, validation }: Split,
  theta: Float64Array,
  settings: Settings,
): Run<P> {
  const { size } = model.layout;
  return {
    model,
    settings,
    training: new Objective(model, training),
    validation: validation && new Objective(model, validation),
    point: { theta, gradient: new Float64Array(size), objective: NaN },
    optimizerState: settings.optimizer.init(size),
    order: settings.batchSize < training.rows ? new Int32Array(training.rows) : null,
    history: { objective: [], validation: [] },
    best: { theta: theta.slice(), objective: Infinity, epoch: 0 },
    report: emptyReport(theta, settings),
    since: performance.now(),
    reason: undefined,
    message: undefined,
    escapes: 0,
  };
}

const emptyReport = (theta: Float64Array, { epochs }: Settings): EpochReport => ({
  epoch: 0,
  epochs,
  objective: NaN,
  validation: NaN,
  gradient: NaN,
  learningRate: NaN,
  evaluations: 0,
  seconds: 0,
  theta,
});

function resumed<P extends Params>(
  model: Model<P>,
  split: Split,
  state: FitState,
  settings: Settings,
): Run<P> {
  checkState(state, settings, model.layout.size);
  const run = started(model, split, state.theta.slice(), settings);
  run.report.epoch = state.epoch;
  run.training.evaluations = state.evaluations;
  return {
    ...run,
    optimizerState: copyState(state.optimizerState),
    history: {
      objective: [...state.history.objective],
      validation: [...state.history.validation],
    },
    best: { ...state.best, theta: state.best.theta.slice() },
    since: run.since - 1000 * state.seconds,
  };
}

function startAt(model: Model, start: FitOptions['start'], seed: number): Float64Array {
  if (start === undefined) return model.start(seed);
  if (!isTheta(start)) return model.unconstrain(start);
  const { size } = model.layout;
  if (start.length === size) return start.slice();
  return fail('wrongFitOption', `\`start\` has ${start.length} numbers, and θ has ${size}`);
}

/** Whether a start is θ. What is neither θ nor parameters by name is refused. */
function isTheta(start: Float64Array | Params): start is Float64Array {
  if (start instanceof Float64Array) return true;
  if (typeof start === 'object' && start !== null && !isList(start)) return false;
  const needed = 'θ as a Float64Array, or the parameters by name';
  return fail('wrongFitOption', `\`start\` must be ${needed}, and is ${show(start)}`);
}

function checkState(state: FitState, { optimizer }: Settings, size: number): void {
  if (state.optimizer !== optimizer.name) {
    fail('foreignState', `the state is one of ${state.optimizer}, not of ${optimizer.name}`);
  }
  if (state.theta.length !== size) {
    fail(
      'foreignState',
      `the state has ${state.theta.length} parameters, and the model has ${size}`,
    );
  }
}

export const copyState = (state: OptimizerState): OptimizerState =>
  Object.fromEntries(
    Object.entries(state).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : value.slice(),
    ]),
  );
