import type { DataOptions, PreparedData } from './data/builder.ts';
import type { Columns, TableRows } from './data/reader.ts';
import type { EpochReport, FitState } from './fit-result.ts';
import type { Data, Params } from './model.ts';
import type { Optimizer } from './optimizer.ts';
import type { OptimizerName } from './optimizers/index.ts';
import type { LearningRate } from './schedule.ts';

/** What a model is fitted to: a table of columns or rows, or data that were prepared. */
export type FitData = Data | PreparedData | Columns | TableRows;

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
  readonly validation?: number | FitData;
  /** Stops after so many epochs without a lower J on the validation rows: never. */
  readonly patience?: number;
  /** Called after each epoch with a report that is filled anew each time; `'stop'` ends the fit. */
  readonly onEpoch?: (report: EpochReport) => unknown;
  /** The state of an earlier fit of the same model and data: goes on as if it had not stopped. */
  readonly resume?: FitState;
}
