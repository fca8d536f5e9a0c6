import type { Point, Problem } from '../optimizer.ts';
import { dot } from './vector.ts';

/** A step length with φ and φ′ there. */
interface Sample {
  t: number;
  value: number;
  slope: number;
}

/** φ(t) = J(θ + t·d), the ray that a line search follows, and what the search has seen of it. */
export interface Ray {
  readonly origin: Float64Array;
  readonly direction: Float64Array;
  /** φ(0) and φ′(0). */
  readonly start: Sample;
  /** The bracket: φ still falls steeply at `low` and is too high or rises at `high`. */
  readonly low: Sample;
  readonly high: Sample;
  readonly trial: Sample;
}

export const ray = (size: number): Ray => ({
  origin: new Float64Array(size),
  direction: new Float64Array(size),
  start: sample(),
  low: sample(),
  high: sample(),
  trial: sample(),
});

/** Fractions from the start, so that the fields are stored as doubles and never boxed. */
const sample = (): Sample => ({ t: 0.5, value: 0.5, slope: 0.5 });

/** Relative differences of J up to this are taken for rounding. */
export const rounding = 1e-12;

/** A decrease of J by less than this part of it is beyond what the gradient can tell. */
export const negligible = 1e-26;

const sufficientDecrease = 1e-4;
const curvature = 0.9;
const evaluationsAtMost = 60;

/**
 * Finds a step t that satisfies the strong Wolfe conditions
 *   φ(t) ≤ φ(0) + c₁·t·φ′(0),  |φ′(t)| ≤ c₂·|φ′(0)|,
 * and leaves `point` there. Where the decrease is lost in the rounding of φ, the first condition is
 * replaced by its counterpart in slopes, φ′(t) ≤ (2c₁ − 1)·φ′(0) (Hager & Zhang 2005, the
 * approximate Wolfe condition). Values that are not finite count as too high. Where there is no
 * such step, `point` is left at the best one that decreases J, or anywhere if there is none, and
 * the answer is false.
 */
export function lineSearch(ray: Ray, first: number, point: Point, problem: Problem): boolean {
  const { start, low, high, trial } = ray;
  set(low, 0, start.value, start.slope);
  set(high, Infinity, Infinity, Infinity);
  let t = first;
  for (let k = 0; k < evaluationsAtMost && isPromising(ray, t); k++) {
    look(ray, t, point, problem);
    if (isTooHigh(ray) || trial.slope > -curvature * start.slope)
      set(high, t, trial.value, trial.slope);
    else if (trial.slope >= curvature * start.slope) return true;
    else {
      t = extrapolated(low, trial);
      set(low, trial.t, trial.value, trial.slope);
    }
    if (high.t < Infinity) t = interpolated(low, high, k, start.value);
  }
  if (low.t > 0) look(ray, low.t, point, problem);
  return false;
}

function isPromising({ start, low, high }: Ray, t: number): boolean {
  return t > low.t && t < high.t && -t * start.slope > negligible * Math.abs(start.value);
}

function look({ origin, direction, trial }: Ray, t: number, point: Point, problem: Problem): void {
  const { theta, gradient } = point;
  for (let i = 0; i < theta.length; i++) {
    theta[i] = (origin[i] as number) + t * (direction[i] as number);
  }
  point.objective = problem.evaluate(theta, gradient);
  set(trial, t, point.objective, dot(gradient, direction));
}

function isTooHigh({ start, trial: { t, value, slope } }: Ray): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(slope)) return true;
  if (value <= start.value + sufficientDecrease * t * start.slope) return false;
  const lost = value <= start.value + rounding * Math.abs(start.value);
  return !(lost && slope <= (2 * sufficientDecrease - 1) * start.slope);
}

/** Beyond the trial: the zero of the secant of φ′, kept within 2 and 10 times the step. */
function extrapolated(low: Sample, trial: Sample): number {
  const secant = trial.t - (trial.slope * (trial.t - low.t)) / (trial.slope - low.slope);
  const farthest = 10 * trial.t;
  return secant > trial.t ? Math.min(Math.max(secant, 2 * trial.t), farthest) : farthest;
}

/** Between the ends: the minimum of an interpolant, kept a tenth of the width from either end. */
function interpolated(low: Sample, high: Sample, k: number, value: number): number {
  const width = high.t - low.t;
  if (!Number.isFinite(high.value) || !Number.isFinite(high.slope)) return low.t + 0.1 * width;
  const part = k % 3 === 2 ? 0.5 : minimiser(low, high, Math.abs(value));
  return low.t + width * Math.min(Math.max(part, 0.1), 0.9);
}

/**
 * Where in [0, 1] the cubic through both ends' values and slopes is least (Nocedal & Wright 2006,
 * 3.59); where the values differ by rounding only, where the secant of the slopes is 0.
 */
function minimiser(low: Sample, high: Sample, magnitude: number): number {
  const width = high.t - low.t;
  const rise = high.value - low.value;
  if (Math.abs(rise) < 100 * rounding * magnitude) {
    return high.slope > 0 ? low.slope / (low.slope - high.slope) : 0.5;
  }
  const a = low.slope * width;
  const b = high.slope * width;
  const c = a + b - 3 * rise;
  const root = Math.sqrt(c * c - a * b);
  return Number.isNaN(root) ? 0.5 : 1 - (b + root - c) / (b - a + 2 * root);
}

function set(sample: Sample, t: number, value: number, slope: number): void {
  sample.t = t;
  sample.value = value;
  sample.slope = slope;
}
