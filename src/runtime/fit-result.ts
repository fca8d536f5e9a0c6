import type { Params } from './model.ts';
import type { OptimizerState } from './optimizer.ts';
import type { Schedule } from './schedule.ts';
import type { StopReason } from './stop.ts';

/** Where a fit stands after an epoch. One object for all epochs: copy what must be kept. */
export interface EpochReport {
  /** Epochs done, from 1. */
  epoch: number;
  /** The largest number of epochs. */
  epochs: number;
  /** J over all rows. */
  objective: number;
  /** J over the validation rows without the prior; NaN where there are none. */
  validation: number;
  /** max |∂J/∂θᵢ|·max(|θᵢ|, 1)/|J|; NaN where there are batches. */
  gradient: number;
  learningRate: number;
  /** Evaluations of J and ∇J. */
  evaluations: number;
  seconds: number;
  /** θ itself, to be read only. */
  theta: Float64Array;
}

/** J at the start and after each epoch, over all rows and over the validation rows. */
export interface History {
  readonly objective: readonly number[];
  /** Empty where there are no validation rows. */
  readonly validation: readonly number[];
}

/**
 * All that a fit needs to go on from where it stopped, as plain data (`structuredClone` copies it).
 */
export interface FitState {
  readonly optimizer: string;
  readonly optimizerState: OptimizerState;
  readonly theta: Float64Array;
  readonly epoch: number;
  readonly evaluations: number;
  readonly seconds: number;
  readonly history: History;
  /**
   * The parameters with the lowest J so far, over all rows or, where there are some, the validation
   * rows.
   */
  readonly best: Best;
}

export interface Best {
  readonly theta: Float64Array;
  readonly objective: number;
  readonly epoch: number;
}

export interface FitResult<P extends Params = Params> {
  /** The unconstrained vector, and the parameters by name in their own space. */
  readonly theta: Float64Array;
  readonly params: P;
  /** J over all rows that were fitted. */
  readonly objective: number;
  /** Σ w·log p over the rows that were fitted; null where the model has no likelihood. */
  readonly logLikelihood: number | null;
  /** log p of the parameters; null where the model has no prior. */
  readonly logPrior: number | null;
  /** J over the validation rows without the prior; null where there are none. */
  readonly validation: number | null;
  readonly converged: boolean;
  /** Why it stopped, and the same as a sentence. */
  readonly reason: StopReason;
  readonly message: string;
  readonly epochs: number;
  /** Evaluations of J and ∇J, over all rows or a batch. */
  readonly evaluations: number;
  readonly seconds: number;
  readonly optimizer: {
    readonly name: string;
    readonly settings: Readonly<Record<string, number | string | Schedule>>;
  };
  readonly history: History;
  /** Rows that were fitted, and rows left out for missing values. */
  readonly rows: number;
  readonly dropped: number;
  /** The texts that the codes of a text column stand for, by code. */
  readonly levels: Readonly<Record<string, readonly string[]>>;
  readonly state: FitState;
}
