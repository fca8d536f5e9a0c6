import type { Point, Problem } from './optimizer.ts';
import { inverseCurvature } from './optimizers/curvature.ts';
import { lbfgs } from './optimizers/lbfgs.ts';
import { addScaled, dot } from './optimizers/vector.ts';
import { random } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** What is around a point where ∇J = 0 and which is no strict minimum. */
export type Surroundings = Descent | Flat;

/** A way down. */
export interface Descent {
  /** How J curves: downwards in every direction, in some, or nowhere upwards as far as is known. */
  readonly curvature: 'down' | 'up and down' | 'not up';
  /** θ below the point; J falls all the way there. */
  readonly theta: Float64Array;
  /** The elements of θ that move most, that with the largest move first. */
  readonly along: readonly number[];
}

/** A direction without curvature. */
export interface Flat {
  readonly curvature: 'flat';
  readonly direction: Float64Array;
}

/** Up to so many parameters the whole Hessian is looked at, beyond them so many Krylov vectors. */
const mostVectors = 30;

/** Below zero by less than this part of the largest, a curvature is taken for rounding; up to the other, for 0. */
const significant = 1e-5;
const nothing = 1e-8;

/** The relative size of a finite difference. */
const relativeStep = 1e-4;

/** The relative length of the longest way that is tried, of the shortest, and from one to the next. */
const ways = { longest: 0.1, shortest: 1e-4, ratio: 1 / 4 };

/** A fall of J by less than this part of it may be rounding. */
const rounding = 1e-13;

/** An element moves where it moves by this part of the largest move. */
const moving = 0.1;

/**
 * Looks around a point where ∇J is 0 for a direction of negative curvature along which J falls, or else for
 * one without curvature.
 */
export function lookAround(problem: Problem, point: Point): Surroundings | undefined {
  const found = spectrum(problem, point);
  if (!found) return undefined;
  const { values, directions, units } = found;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const largest = Math.max(-least, most);
  if (least < -significant * largest) {
    const direction = directions(values.indexOf(least));
    const theta = below(problem, point, direction);
    const isDown = values.length === units.length && most < -significant * largest;
    const isUp = most > significant * largest;
    const curvature = isDown ? 'down' : isUp ? 'up and down' : 'not up';
    if (theta) return { curvature, theta, along: movers(direction, units) };
  }
  const all = [...values.keys()].map(directions);
  const flat = all.filter((direction, k) => {
    const rise = (values[k]! * reach(point.theta, direction) ** 2) / 2;
    return values[k]! <= nothing * largest || rise <= rounding * Math.abs(point.objective);
  });
  return flat.length === 0 ? undefined : { curvature: 'flat', direction: mixed(point.theta, flat) };
}

interface Spectrum {
  readonly values: readonly number[];
  /** The eigenvector of a value, as a move of θ. */
  readonly directions: (k: number) => Float64Array;
  /** The moves of single elements along which J curves by 1, as far as is known. */
  readonly units: Float64Array;
}

/**
 * The eigenvalues of D·H·D, D the units, in which the diagonal is 1; H·v by differences of ∇J. With many
 * parameters they are the Ritz values of a Krylov space, which has the extremes first.
 */
function spectrum(problem: Problem, point: Point): Spectrum | undefined {
  const size = point.theta.length;
  const trial = copyOf(point);
  const units = new Float64Array(size);
  inverseCurvature(problem, point, trial, units);
  for (let i = 0; i < size; i++) units[i] = Math.sqrt(units[i] as number);
  const vectors: Float64Array[] = [];
  const products: Float64Array[] = [];
  const few = size <= mostVectors;
  for (let k = 0; k < Math.min(size, mostVectors); k++) {
    const vector = few ? unit(size, k) : next(vectors, products.at(-1) ?? drawn(size));
    if (!vector) break;
    vectors.push(vector);
    products.push(hessianTimes(problem, point, trial, units, vector));
  }
  const projected = vectors.map((q) => products.map((product) => dot(q, product)));
  if (!projected.flat().every(Number.isFinite)) return undefined;
  const { values, vectors: coefficients } = symmetricEigen(projected);
  const directions = (k: number): Float64Array => {
    const sum = new Float64Array(size);
    vectors.forEach((q, i) => addScaled(sum, coefficients[i]![k]!, q));
    return sum.map((x, i) => x * (units[i] as number));
  };
  return { values, directions, units };
}

const copyOf = ({ theta, gradient, objective }: Point): Point => ({
  theta: theta.slice(),
  gradient: gradient.slice(),
  objective,
});

/** A generic direction among some, each of which moves a parameter by about its own size: one alone may be special. */
function mixed(theta: Float64Array, directions: readonly Float64Array[]): Float64Array {
  const draw = random(2);
  const sum = new Float64Array(theta.length);
  for (const each of directions) addScaled(sum, (0.5 + draw()) * reach(theta, each), each);
  return sum;
}

/** How far along a flat direction it is looked for lower J, of the parameters' own sizes. */
const flatPart = 1;

const searchSteps = 100;

/** What is lower by less than this part of J is no other place. */
const worthwhile = 1e-8;

/**
 * Searches for lower J from either side along a direction without curvature: what curves only together with
 * others, or less than any quadratic, is told in no other way. A lower point, or none.
 */
export function lowerFromBeside(
  problem: Problem,
  point: Point,
  direction: Float64Array,
): Float64Array | undefined {
  const farthest = flatPart * reach(point.theta, direction);
  let lowest = point.objective - worthwhile * Math.abs(point.objective);
  let found: Float64Array | undefined;
  for (const sign of [1, -1]) {
    const trial = copyOf(point);
    place(trial.theta, point.theta, sign * farthest, direction);
    trial.objective = problem.evaluate(trial.theta, trial.gradient);
    const search = lbfgs();
    const state = search.init(trial.theta.length);
    for (let k = 0; k < searchSteps && Number.isFinite(trial.objective); k++) {
      if (search.step(state, trial, problem, 1) !== 'evaluated') break;
    }
    if (!(trial.objective < lowest)) continue;
    lowest = trial.objective;
    found = trial.theta;
  }
  return found;
}

const unit = (size: number, k: number): Float64Array => new Float64Array(size).fill(1, k, k + 1);

function drawn(size: number): Float64Array {
  const draw = random(1);
  return Float64Array.from({ length: size }, () => draw() - 0.5);
}

/** A vector less what of it lies in those before it, of length 1; none where nothing is left. */
function next(before: readonly Float64Array[], vector: Float64Array): Float64Array | undefined {
  const rest = vector.slice();
  const length = Math.sqrt(dot(rest, rest));
  for (let twice = 0; twice < 2; twice++) for (const q of before) addScaled(rest, -dot(rest, q), q);
  const left = Math.sqrt(dot(rest, rest));
  return left > 1e-10 * length ? rest.map((x) => x / left) : undefined;
}

/** D·H·D·v by a central difference, D the units. */
function hessianTimes(
  problem: Problem,
  { theta }: Point,
  trial: Point,
  units: Float64Array,
  v: Float64Array,
): Float64Array {
  const move = v.map((x, i) => x * (units[i] as number));
  const step = relativeStep * reach(theta, move);
  const product = new Float64Array(v.length);
  for (const sign of [1, -1]) {
    place(trial.theta, theta, sign * step, move);
    problem.evaluate(trial.theta, trial.gradient);
    addScaled(product, sign / (2 * step), trial.gradient);
  }
  return product.map((x, i) => x * (units[i] as number));
}

/** How often a move can be made until a parameter has moved by its own size, or 1. */
const reach = (theta: Float64Array, move: Float64Array): number =>
  1 / move.reduce((most, x, i) => Math.max(most, Math.abs(x) / sizeOf(theta[i] as number)), 0);

const sizeOf = (x: number): number => Math.max(Math.abs(x), 1);

function place(to: Float64Array, from: Float64Array, t: number, move: Float64Array): void {
  to.set(from);
  addScaled(to, t, move);
}

/** The lowest of the points, either way along a direction, on the way to which J falls at every look. */
function below(problem: Problem, point: Point, direction: Float64Array): Float64Array | undefined {
  const trial = copyOf(point);
  const objectiveAt = (t: number): number => {
    place(trial.theta, point.theta, t, direction);
    return problem.evaluate(trial.theta, trial.gradient);
  };
  const start = point.objective - rounding * Math.abs(point.objective);
  const farthest = reach(point.theta, direction);
  const found = [1, -1].flatMap((sign) => {
    for (let part = ways.longest; part >= ways.shortest; part *= ways.ratio) {
      const t = sign * part * farthest;
      const [near, middle, far] = [objectiveAt(t / 4), objectiveAt(t / 2), objectiveAt(t)];
      if (far < middle && middle < near && near < start) return [{ t, objective: far }];
    }
    return [];
  });
  const [first, second] = found;
  const lower = second && first && second.objective < first.objective ? second : first;
  if (!lower) return undefined;
  place(trial.theta, point.theta, lower.t, direction);
  return trial.theta;
}

function movers(direction: Float64Array, units: Float64Array): number[] {
  const size = (i: number): number => Math.abs((direction[i] as number) / (units[i] as number));
  const order = [...direction.keys()].sort((i, j) => size(j) - size(i));
  return order.filter((i) => size(i) >= moving * size(order[0] as number));
}
