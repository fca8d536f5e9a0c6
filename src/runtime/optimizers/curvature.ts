import type { Point, Problem } from '../optimizer.ts';
import { random } from '../random.ts';

/** Up to this many parameters are probed one by one; more are probed all at once, this often. */
const singleProbes = 200;
const jointProbes = 8;

/** The relative size of a finite difference. */
const relativeStep = 1e-7;

/**
 * Estimates 1/|∂²J/∂θᵢ²| at the point into `inverse` by differences of the gradient: the scales of the parameters,
 * which may differ by many powers of ten. `trial` is scratch.
 */
export function inverseCurvature(
  problem: Problem,
  point: Point,
  trial: Point,
  inverse: Float64Array,
): void {
  const probe = inverse.length <= singleProbes ? probeEach : probeJointly;
  probe(problem, point, trial, inverse);
  for (let i = 0; i < inverse.length; i++) {
    const h = inverse[i] as number;
    const known = h > 0 && 1 / h < Infinity && 1 / h > 0;
    inverse[i] = known ? 1 / h : fallback(point.theta[i] as number, point.gradient[i] as number);
  }
}

/** |∂²J/∂θᵢ²|, an evaluation each. */
function probeEach(problem: Problem, point: Point, trial: Point, curvature: Float64Array): void {
  trial.theta.set(point.theta);
  for (let i = 0; i < curvature.length; i++) {
    trial.theta[i] = (point.theta[i] as number) + step(point, i);
    problem.evaluate(trial.theta, trial.gradient);
    curvature[i] = Math.abs(quotient(point, trial, i));
    trial.theta[i] = point.theta[i] as number;
  }
}

/**
 * Moves all parameters at once, each up or down at random: the mean square of the quotients is the sum of squares of
 * a row of the Hessian in units of the steps, of which the diagonal is a part.
 */
function probeJointly(problem: Problem, point: Point, trial: Point, curvature: Float64Array): void {
  const draw = random(0);
  curvature.fill(0);
  for (let k = 0; k < jointProbes; k++) {
    for (let i = 0; i < curvature.length; i++) {
      const sign = draw() < 0.5 ? 1 : -1;
      trial.theta[i] = (point.theta[i] as number) + sign * step(point, i);
    }
    problem.evaluate(trial.theta, trial.gradient);
    for (let i = 0; i < curvature.length; i++) {
      curvature[i] = Math.hypot(curvature[i] as number, quotient(point, trial, i));
    }
  }
  for (let i = 0; i < curvature.length; i++) {
    curvature[i] = (curvature[i] as number) / Math.sqrt(jointProbes);
  }
}

/** A small part of the parameter, or of the move that would change J by about all of itself. */
function step({ theta, gradient, objective }: Point, i: number): number {
  const size = Math.abs(theta[i] as number) || 1;
  const reach = Math.abs(objective / (gradient[i] as number));
  return relativeStep * (reach < size && reach > 0 ? reach : size);
}

function quotient(point: Point, trial: Point, i: number): number {
  const rise = (trial.gradient[i] as number) - (point.gradient[i] as number);
  return rise / ((trial.theta[i] as number) - (point.theta[i] as number));
}

/** Where J is straight: a step against the gradient moves the parameter by its own size. */
const fallback = (theta: number, gradient: number): number =>
  gradient === 0 ? 1 : Math.max(Math.abs(theta), 1) / Math.abs(gradient);
