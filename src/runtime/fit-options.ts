import { suggest } from '../base/suggest.ts';
import type { DataOptions } from './data/builder.ts';
import type { Columns, TableRows } from './data/reader.ts';
import type { EpochReport, FitState } from './fit-result.ts';
import type { Data, Params } from './model.ts';
import type { Optimizer } from './optimizer.ts';
import { optimizers, type OptimizerName } from './optimizers/index.ts';
import { fail } from './problem.ts';
import { rateAt, scheduleKinds, type LearningRate } from './schedule.ts';

/** How a model is fitted; what is left out has the default that is named here. */
export interface FitOptions extends DataOptions {
  /** A method by name or as an object: L-BFGS, or Adam where there are batches. */
  readonly optimizer?: OptimizerName | Optimizer;
  /** At most so many passes over the data: 1,000. For L-BFGS a pass is a step. */
  readonly epochs?: number;
  /** Rows in a step; 1 is stochastic gradient descent. All rows where it is left out. */
  readonly batchSize?: number;
  /** A constant, a schedule or a function: the optimizer's own constant. */
  readonly learningRate?: LearningRate;
  /** A whole number that fixes the start, the shuffles and the split: 1. */
  readonly seed?: number;
  /** Where to begin: θ, or the parameters in their own space; the model's start otherwise. */
  readonly start?: Float64Array | Params;
  /**
   * It has converged where max |∂J/∂θᵢ|·max(|θᵢ|, 1) ≤ tolerance·|J|, over all rows: 1e-9, and 0
   * for an optimizer that knows by itself where it has converged. Not looked at where there are
   * batches.
   */
  readonly gradientTolerance?: number;
  /**
   * It has converged where J changes in an epoch by no more than this part of it: 0, which is
   * never.
   */
  readonly changeTolerance?: number;
  /** The part of the rows, drawn at random, or other rows, to judge the fit by after each epoch. */
  readonly validation?: number | Data | Columns | TableRows;
  /** Stops after so many epochs without a lower J on the validation rows: never. */
  readonly patience?: number;
  /** Called after each epoch with a report that is filled anew each time; `'stop'` ends the fit. */
  readonly onEpoch?: (report: EpochReport) => unknown;
  /** The state of an earlier fit of the same model and data: goes on as if it had not stopped. */
  readonly resume?: FitState;
}

/** The options with all defaults filled in and checked. */
export interface Settings {
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: LearningRate;
  readonly seed: number;
  readonly gradientTolerance: number;
  readonly changeTolerance: number;
  readonly patience: number;
}

/** Throws a `FluxionError` for an option that cannot be used. */
export function readSettings(options: FitOptions): Settings {
  const batchSize = whole('batchSize', options.batchSize ?? Infinity, 1);
  const optimizer = readOptimizer(options.optimizer ?? (batchSize < Infinity ? 'adam' : 'lbfgs'));
  if (optimizer.fullBatch && batchSize < Infinity) {
    fail(
      'batchesForFullBatch',
      `the optimizer ${optimizer.name} needs all rows in every step`,
      'leave out the batch size, or take `adam`',
    );
  }
  return {
    optimizer,
    batchSize,
    epochs: whole('epochs', options.epochs ?? 1000, 0),
    learningRate: readLearningRate(options.learningRate ?? optimizer.learningRate),
    seed: whole('seed', options.seed ?? 1, -Number.MAX_SAFE_INTEGER),
    gradientTolerance: tolerance(
      'gradientTolerance',
      options.gradientTolerance ?? (optimizer.fullBatch ? 0 : 1e-9),
    ),
    changeTolerance: tolerance('changeTolerance', options.changeTolerance ?? 0),
    patience: whole('patience', options.patience ?? Infinity, 1),
  };
}

function readOptimizer(optimizer: OptimizerName | Optimizer): Optimizer {
  if (typeof optimizer !== 'string') return optimizer;
  const names = Object.keys(optimizers);
  if (Object.hasOwn(optimizers, optimizer)) return optimizers[optimizer]();
  const near = suggest(optimizer, names);
  const help = near ? `did you mean \`${near}\`?` : `there are ${names.join(', ')}`;
  return fail('unknownOptimizer', `there is no optimizer \`${String(optimizer)}\``, help);
}

function readLearningRate(rate: LearningRate): LearningRate {
  if (typeof rate === 'object' && !scheduleKinds.includes(rate.kind)) {
    fail('wrongFitOption', `the learning rate schedule must be one of ${scheduleKinds.join(', ')}`);
  }
  const first = rateAt(rate, 0, 1);
  if (first > 0 && first < Infinity) return rate;
  return fail('wrongFitOption', `the learning rate must be greater than 0, and is ${first}`);
}

function whole(name: string, value: number, least: number): number {
  if ((Number.isSafeInteger(value) || value === Infinity) && value >= least) return value;
  const floor = least < 0 ? '' : ` of at least ${least}`;
  return fail('wrongFitOption', `\`${name}\` must be a whole number${floor}, and is ${value}`);
}

function tolerance(name: string, value: number): number {
  if (value >= 0 && value < Infinity) return value;
  return fail('wrongFitOption', `\`${name}\` must be a number of at least 0, and is ${value}`);
}
