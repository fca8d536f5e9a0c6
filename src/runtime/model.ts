import type { Domain } from './domain.ts';

/**
 * The contract between a generated module and the loop that fits it. θ is always the unconstrained
 * vector; `layout` says where each parameter lies in it.
 */

/**
 * Which rows of the data a call covers: `order[from] … order[to − 1]`, or from … to − 1 where
 * `order` is null.
 */
export interface Rows {
  from: number;
  to: number;
  order: Int32Array | null;
}

/** A number, or nested arrays of numbers: the value of a named parameter. */
export type Value = number | readonly Value[];

/**
 * Columns as typed arrays (a vector column row by row), hyper-parameters by name, and the counts.
 */
export interface Data {
  /** Number of rows held. */
  readonly rows: number;
  /** Sum of the rows' weights; equal to `rows` where the model has no weight column. */
  readonly totalWeight: number;
  readonly [column: string]: Float64Array | Int32Array | number;
}

export interface ParameterLayout {
  readonly name: string;
  readonly shape: readonly number[];
  readonly domain: Domain;
  /** Where its unconstrained numbers begin in θ, and how many they are. */
  readonly offset: number;
  readonly size: number;
}

export interface ColumnLayout {
  readonly name: string;
  /** Shape of one row's value; `[]` is a number. */
  readonly shape: readonly number[];
  readonly domain: Domain;
}

export interface HyperLayout {
  readonly name: string;
  readonly shape: readonly number[];
  readonly domain: Domain;
  /** The value where none is set; row-major, one number for a scalar. */
  readonly value: readonly number[];
}

export interface OutputLayout {
  readonly name: string;
  readonly shape: readonly number[];
}

/** `D` is what the columns and settings become: the type alone tells it, and no value. */
export interface Layout<D extends Data = Data> {
  /** Length of θ. */
  readonly size: number;
  readonly parameters: readonly ParameterLayout[];
  readonly columns: readonly ColumnLayout[];
  readonly hypers: readonly HyperLayout[];
  readonly outputs: readonly OutputLayout[];
  readonly dataType?: D;
}

/** Named parameters in their own (constrained) space. */
export type Params = Readonly<Record<string, Value>>;

/** Numbers in [0, 1) from a seeded generator. */
export type Random = () => number;

/** What a generated module exports as its default; `P` are its parameters by name. */
export interface Model<P extends Params = Params> {
  readonly name: string;
  readonly layout: Layout;
  /** J over the rows. Allocates nothing. */
  objective(theta: Float64Array, data: Data, rows: Rows): number;
  /** J over the rows; writes ∇J into `gradient`. Allocates nothing. */
  objectiveAndGradient(theta: Float64Array, data: Data, rows: Rows, gradient: Float64Array): number;
  /** Σ w·log p over all rows; absent where the model has no likelihood. */
  logLikelihood?(theta: Float64Array, data: Data): number;
  /** log p of the parameters; absent where the model has no prior. */
  logPrior?(theta: Float64Array, data: Data): number;
  /** Unconstrained start; matrices without a start value are drawn from the seed. */
  start(seed: number): Float64Array;
  constrain(theta: Float64Array): P;
  unconstrain(params: P): Float64Array;
  /** The named outputs for the rows, each row-major in an array of its own. */
  predict?(theta: Float64Array, data: Data, rows: Rows): Record<string, Float64Array>;
  /** Fills the generated columns of `data` (arrays of `data.rows` rows) in ancestral order. */
  sample?(theta: Float64Array, data: Data, random: Random): void;
}
