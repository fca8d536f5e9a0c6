/** The function to be minimised, as an optimizer sees it. */
export interface Problem {
  /** J at θ; writes ∇J into `gradient`. Either may come out infinite or NaN. */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
}

/** Where the search stands: θ, and J and ∇J there. An optimizer moves it in place. */
export interface Point {
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
  objective: number;
}

/**
 * What a step did:
 * - `moved`: θ has changed, and J and ∇J at the new θ are not known yet;
 * - `evaluated`: θ has changed, and `objective` and `gradient` belong to it;
 * - `optimal`: θ is as good as the rounding of J and ∇J allows;
 * - `stuck`: no lower J was found along the search direction although ∇J is not small.
 */
export type Progress = 'moved' | 'evaluated' | 'optimal' | 'stuck';

/** All that an optimizer remembers between steps, as plain data: copied, it resumes bit for bit. */
export type OptimizerState = Record<string, number | Float64Array>;

/**
 * A method of minimisation. `init` allocates, `step` does not. A first-order method only uses the
 * gradient of `point` and the learning rate; a method that compares values of J calls
 * `problem.evaluate` as often as it needs to.
 */
export interface Optimizer {
  readonly name: string;
  readonly settings: Readonly<Record<string, number>>;
  /** The learning rate where none is given. */
  readonly learningRate: number;
  /** It compares values of J, so that every step needs all rows. */
  readonly fullBatch: boolean;
  init(size: number): OptimizerState;
  step(state: OptimizerState, point: Point, problem: Problem, learningRate: number): Progress;
}
