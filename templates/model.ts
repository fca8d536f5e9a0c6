// The skeleton of a model module: a model of one parameter, J(θ) = θ₀². A build puts the parts of a
// model in the place of the bodies, types and tables here, and drops the functions it has no use for.
import { constrain as toParams, startVector, unconstrain as toTheta } from 'fluxion/runtime';
import type { Layout, Model, Random, Rows } from 'fluxion/runtime';

/** What is fitted, each parameter in its own space; a matrix row by row. */
export type Params = { readonly m: number };

/** Columns, a vector of a row after that of the row before, and settings. */
export type Data = { readonly rows: number; readonly totalWeight: number };

/** A prediction for each row of a call, in the order of the rows. */
export type Predictions = { readonly p: Float64Array };

/** Where each parameter lies in θ, and what the columns and settings are. */
export const layout: Layout<Data> = {
  size: 0,
  parameters: [],
  columns: [],
  hypers: [],
  outputs: [],
};

/** Start values in the parameters' own space. */
const starts = {};

/** Working memory of the functions below. */
const scratch = new Float64Array(1);

/** J over the rows. */
export function objective(theta: Float64Array, data: Data, rows: Rows): number {
  return theta[0]! * theta[0]! * ((rows.to - rows.from) / data.rows);
}

/** J over the rows; writes ∇J into `gradient`. */
export function objectiveAndGradient(
  theta: Float64Array,
  data: Data,
  rows: Rows,
  gradient: Float64Array,
): number {
  scratch[0] = (rows.to - rows.from) / data.rows;
  gradient[0] = 2 * theta[0]! * scratch[0]!;
  return theta[0]! * theta[0]! * scratch[0]!;
}

/** Σ w·log p over all rows. */
export function logLikelihood(theta: Float64Array, data: Data): number {
  return theta[0]! * data.rows;
}

/** log p of the parameters. */
export function logPrior(theta: Float64Array, data: Data): number {
  return theta[0]! * data.rows;
}

/** The outputs of the model, row by row in arrays of their own. */
export function predict(theta: Float64Array, data: Data, rows: Rows): Predictions {
  return { p: new Float64Array(rows.to - rows.from).fill(theta[0]! / data.rows) };
}

/** Draws the generated columns of all rows. */
export function sample(theta: Float64Array, data: Data, random: Random): void {
  theta[0] = random() * data.rows;
}

/** Unconstrained start; a matrix without start values is drawn from the seed. */
export function start(seed: number): Float64Array {
  return startVector(layout, starts, seed);
}

/** θ as named parameters in their own space. */
export function constrain(theta: Float64Array): Params {
  return toParams(layout, theta) as Params;
}

/** Named parameters as θ. */
export function unconstrain(params: Params): Float64Array {
  return toTheta(layout, params);
}

export default {
  name: 'model',
  layout,
  objective,
  objectiveAndGradient,
  logLikelihood,
  logPrior,
  predict,
  sample,
  start,
  constrain,
  unconstrain,
} satisfies Model;
