import type { Point, Problem } from '../optimizer.ts';
import { random } from '../random.ts';

/** Up to this many parameters each is probed by itself. */
const singleProbes = 32;

/** More of them are probed all at once, so many times in each of so many rounds. */
const jointProbes = 4;
const rounds = 4;

/** Scales that are estimated jointly are used where they differ by more than this. */
const usualSpread = 1e6;

/** The relative size of a finite difference. */
const relativeStep = 1e-7;

/**
 * Estimates 1/|∂²J/∂θᵢ²| at the point into `inverse` by differences of the gradient: the scales of
 * the parameters, which may differ by many powers of ten. `trial` is scratch.
 */
export function inverseCurvature(
  problem: Problem,
  point: Point,
  trial: Point,
  inverse: Float64Array,
): void {
  const few = inverse.length <= singleProbes;
  const steps = inverse.map((_, i) => firstStep(point, i));
  if (few) probeEach(problem, point, trial, steps, inverse);
  else for (let k = 0; k < rounds; k++) probeJointly(problem, point, trial, steps, inverse, k);
  for (let i = 0; i < inverse.length; i++) {
    const h = inverse[i] as number;
    const known = h > 0 && 1 / h < Infinity && 1 / h > 0;
    inverse[i] = known ? 1 / h : fallback(point.theta[i] as number, point.gradient[i] as number);
  }
  if (!few) ignoreUsualSpread(inverse);
}

/** |∂²J/∂θᵢ²|, an evaluation each. */
function probeEach(
  problem: Problem,
  point: Point,
  trial: Point,
  steps: Float64Array,
  curvature: Float64Array,
): void {
  trial.theta.set(point.theta);
  for (let i = 0; i < steps.length; i++) {
    trial.theta[i] = (point.theta[i] as number) + (steps[i] as number);
    problem.evaluate(trial.theta, trial.gradient);
    curvature[i] = Math.abs(quotient(point, trial, i));
    trial.theta[i] = point.theta[i] as number;
  }
}

/**
 * Moves all parameters at once, each up or down: the mean square of the quotients is the sum of
 * squares of a row of the Hessian in units of the steps, the diagonal among them. The signs are
 * Walsh functions of a class drawn for each parameter, so that parameters of different classes do
 * not disturb each other. The steps of the next round are those that would change J alike.
 */
function probeJointly(
  problem: Problem,
  point: Point,
  trial: Point,
  steps: Float64Array,
  curvature: Float64Array,
  round: number,
): void {
  curvature.fill(0);
  for (let k = 0; k < jointProbes; k++) {
    moveAll(point, trial, steps, k, round);
    problem.evaluate(trial.theta, trial.gradient);
    for (let i = 0; i < steps.length; i++) {
      curvature[i] = Math.hypot(curvature[i] as number, quotient(point, trial, i));
    }
  }
  for (let i = 0; i < steps.length; i++) {
    curvature[i] = (curvature[i] as number) / Math.sqrt(jointProbes);
    const reach = Math.sqrt(Math.abs(point.objective) / (curvature[i] as number));
    if (reach > 0 && reach < Infinity) steps[i] = relativeStep * reach;
  }
}

function moveAll(point: Point, trial: Point, steps: Float64Array, k: number, round: number): void {
  const draw = random(round);
  for (let i = 0; i < steps.length; i++) {
    const drawn = Math.floor(draw() * 2 * jointProbes);
    const sign = hasOddBits((drawn & k) | (drawn & jointProbes)) ? -1 : 1;
    trial.theta[i] = (point.theta[i] as number) + sign * (steps[i] as number);
  }
}

/** Whether a number below 16 has an odd number of bits. */
const hasOddBits = (bits: number): boolean => ((0x6996 >> bits) & 1) === 1;

/** A small part of the parameter, or of the move that would change J by about all of itself. */
function firstStep({ theta, gradient, objective }: Point, i: number): number {
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

/**
 * Makes all scales equal unless they differ by many powers of ten: in a network the curvature at
 * the start says little of that elsewhere. A tenth at either end, such as parameters without
 * effect, does not count.
 */
function ignoreUsualSpread(scales: Float64Array): void {
  const sorted = scales.slice().sort();
  const at = (part: number): number => sorted[Math.floor(part * sorted.length)] as number;
  if (at(0.9) / at(0.1) <= usualSpread) scales.fill(at(0.5));
}
