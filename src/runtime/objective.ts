import type { Data, Model, Rows } from './model.ts';
import type { Problem } from './optimizer.ts';

/** J of a model over data: over all rows, or over those that `rows` covers. */
export class Objective implements Problem {
  readonly data: Data;
  readonly rows: Rows;
  /** Evaluations of J and ∇J so far. */
  evaluations = 0;
  readonly #model: Model;
  readonly #weights: readonly Float64Array[];

  constructor(model: Model, data: Data) {
    this.#model = model;
    this.data = data;
    this.#weights = model.layout.columns
      .filter(({ domain }) => domain.kind === 'weight')
      .map(({ name }) => data[name] as Float64Array);
    this.rows = { from: 0, to: data.rows, order: null };
  }

  evaluate(theta: Float64Array, gradient: Float64Array): number {
    this.evaluations += 1;
    return this.#model.objectiveAndGradient(theta, this.data, this.rows, gradient);
  }

  /** Makes `evaluate` cover some rows of an order. */
  select(from: number, to: number, order: Int32Array | null): void {
    this.rows.from = from;
    this.rows.to = to;
    this.rows.order = order;
  }

  /** Whether the rows that `evaluate` covers have any weight: J is no number where none has. */
  get hasWeight(): boolean {
    if (this.#weights.length === 0) return true;
    const { from, to, order } = this.rows;
    for (let k = from; k < to; k++) {
      if (this.#weightOf(order ? (order[k] as number) : k) > 0) return true;
    }
    return false;
  }

  #weightOf(row: number): number {
    let product = 1;
    for (const weight of this.#weights) product *= weight[row] as number;
    return product;
  }

  /** Makes `evaluate` cover all rows, and gives J over them. */
  overAll(theta: Float64Array): number {
    this.select(0, this.data.rows, null);
    return this.#model.objective(theta, this.data, this.rows);
  }

  /** J without the prior's part, which belongs to the rows that were fitted. */
  withoutPrior(theta: Float64Array): number {
    const logPrior = this.#model.logPrior?.(theta, this.data) ?? 0;
    return this.overAll(theta) + logPrior / this.data.totalWeight;
  }

  /**
   * Runs the functions over a few rows at a time until V8 has compiled them: one whose first call
   * is long may stay in slow code for good.
   */
  warmUp(theta: Float64Array, gradient: Float64Array): void {
    const last = this.data.rows - warmUpRows;
    if (last < 16 * warmUpRows) return;
    const end = performance.now() + warmUpMilliseconds;
    for (let k = 0; k < warmUpCalls && performance.now() < end; k++) {
      const from = (k * warmUpRows) % last;
      this.select(from, from + warmUpRows, null);
      this.#model.objectiveAndGradient(theta, this.data, this.rows, gradient);
      this.#model.objective(theta, this.data, this.rows);
    }
    this.select(0, this.data.rows, null);
  }
}

const warmUpRows = 256;
const warmUpCalls = 200;
const warmUpMilliseconds = 20;
