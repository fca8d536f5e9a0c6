import type { Optimizer, Point, Problem, Progress } from '../optimizer.ts';
import { inverseCurvature } from './curvature.ts';
import { lineSearch, negligible, ray, rounding, type Ray } from './line-search.ts';
import { addScaled, dot } from './vector.ts';

export interface LbfgsSettings {
  /**
   * How many past steps the curvature is estimated from; 10 where θ is long, up to 60 where it is
   * short.
   */
  readonly memory?: number;
}

type LbfgsState = {
  /**
   * The last moves of θ and the changes of ∇J that they brought, one after the other, and
   * 1/(moveᵀchange).
   */
  moves: Float64Array;
  changes: Float64Array;
  inner: Float64Array;
  /** How many of them are held, and where the next one goes. */
  held: number;
  next: number;
  /** The inverse Hessian before any step is remembered is `scale` times this diagonal. */
  diagonal: Float64Array;
  scale: number;
  /** 0 where the diagonal is still to be estimated, here or after the memory misled the search. */
  scaled: number;
  /** The largest |J| seen. */
  largest: number;
  /**
   * The smallest decrease promised where J no longer shows it, and the steps since that gave no
   * smaller one.
   */
  smallest: number;
  idle: number;
};

/** What a step works in; nothing in it outlives the step. */
interface Scratch {
  readonly ray: Ray;
  readonly trial: Point;
  readonly gradient: Float64Array;
  readonly factors: Float64Array;
}

/**
 * Limited-memory BFGS (Nocedal 1980) with a strong Wolfe line search, in units in which the
 * diagonal of the Hessian at the start is 1. It goes on until the rounding of J and ∇J leaves
 * nothing to gain, and has no learning rate.
 */
export function lbfgs({ memory }: LbfgsSettings = {}): Optimizer {
  let scratch: Scratch | undefined;
  return {
    name: 'lbfgs',
    settings: memory === undefined ? {} : { memory },
    learningRate: 1,
    fullBatch: true,
    init: (size) => initial(size, memory ?? usualMemory(size)),
    step(state: LbfgsState, point: Point, problem: Problem) {
      if (scratch?.gradient.length !== point.theta.length) scratch = allocate(state, point);
      return step(state, scratch, point, problem);
    },
  };
}

const usualMemory = (size: number): number =>
  Math.max(10, Math.min(60, 2 * size, Math.floor(60_000 / size)));

const initial = (size: number, memory: number): LbfgsState => ({
  moves: new Float64Array(memory * size),
  changes: new Float64Array(memory * size),
  inner: new Float64Array(memory),
  held: 0,
  next: 0,
  diagonal: new Float64Array(size),
  scale: 1,
  scaled: 0,
  largest: 0,
  smallest: Infinity,
  idle: 0,
});

/** So many steps without a better gradient are taken for the rounding of the gradient. */
const idleAtMost = 8;

/** A decrease by so small a part of J is lost in its rounding. */
const invisible = 1e-16;

const allocate = (state: LbfgsState, { theta }: Point): Scratch => ({
  ray: ray(theta.length),
  trial: {
    theta: new Float64Array(theta.length),
    gradient: new Float64Array(theta.length),
    objective: 0,
  },
  gradient: new Float64Array(theta.length),
  factors: new Float64Array(state.inner.length),
});

/** One line search; where it fails, another from fresh scales and an empty memory. */
function step(state: LbfgsState, scratch: Scratch, point: Point, problem: Problem): Progress {
  const restarted = state.scaled === 0;
  if (restarted) restart(state, scratch, point, problem);
  aim(state, scratch, point);
  const decrease = -scratch.ray.start.slope;
  const spent = decrease >= 0 && isSpent(state, point, decrease);
  if (spent && (restarted || !isSteep(point))) return 'optimal';
  if (!spent && decrease > 0 && search(state, scratch, point, problem, restarted)) {
    return 'evaluated';
  }
  if (restarted) return isRounding(state, point, decrease) ? 'optimal' : 'stuck';
  state.scaled = 0;
  return step(state, scratch, point, problem);
}

/**
 * Whether the decrease that the gradient promises is nothing. Far below the rounding of J the
 * gradient still tells the way; it is spent where it has promised no less for many steps.
 */
function isSpent(state: LbfgsState, { objective }: Point, decrease: number): boolean {
  const part = decrease / Math.abs(objective);
  if (decrease === 0 || part <= negligible) return true;
  const better = part > invisible || decrease < 0.5 * state.smallest;
  if (better) state.smallest = part > invisible ? Infinity : decrease;
  state.idle = better ? 0 : state.idle + 1;
  return state.idle >= idleAtMost;
}

/**
 * Whether a parameter that changes by its own size would still change J by a good part: the step is
 * too short for where the search is, as where J falls without end.
 */
function isSteep({ theta, gradient, objective }: Point): boolean {
  const part = steepPart * Math.abs(objective);
  return theta.some((x, i) => Math.abs(gradient[i] as number) * Math.max(Math.abs(x), 1) > part);
}

const steepPart = 0.01;

function restart(state: LbfgsState, scratch: Scratch, point: Point, problem: Problem): void {
  inverseCurvature(problem, point, scratch.trial, state.diagonal);
  state.scaled = 1;
  state.scale = 1;
  state.held = 0;
  state.next = 0;
}

/** Points the ray from the point in the direction −H·∇J. */
function aim(state: LbfgsState, { ray, gradient, factors }: Scratch, point: Point): void {
  state.largest = Math.max(state.largest, Math.abs(point.objective));
  ray.origin.set(point.theta);
  gradient.set(point.gradient);
  descend(state, point.gradient, ray.direction, factors);
  ray.start.value = point.objective;
  ray.start.slope = dot(ray.direction, point.gradient);
}

/** d ← −H·g by the two-loop recursion over the steps held, newest first and back. */
function descend(
  { moves, changes, inner, held, next, diagonal, scale }: LbfgsState,
  g: Float64Array,
  d: Float64Array,
  factors: Float64Array,
): void {
  const n = d.length;
  const memory = inner.length;
  for (let i = 0; i < n; i++) d[i] = -(g[i] as number);
  for (let k = 1; k <= held; k++) {
    const slot = (next - k + memory) % memory;
    const factor = (inner[slot] as number) * dot(d, moves, slot * n);
    factors[slot] = factor;
    addScaled(d, -factor, changes, slot * n);
  }
  for (let i = 0; i < n; i++) d[i] = (d[i] as number) * scale * (diagonal[i] as number);
  for (let k = held; k >= 1; k--) {
    const slot = (next - k + memory) % memory;
    const factor = (inner[slot] as number) * dot(d, changes, slot * n);
    addScaled(d, (factors[slot] as number) - factor, moves, slot * n);
  }
}

/**
 * Follows the ray and remembers the step; false, with the point unmoved, where it leads nowhere.
 */
function search(
  state: LbfgsState,
  scratch: Scratch,
  point: Point,
  problem: Problem,
  restarted: boolean,
): boolean {
  const { origin, direction, start } = scratch.ray;
  const first = restarted ? cautious(direction, point.theta) : 1;
  const found = lineSearch(scratch.ray, first, point, problem);
  if (found || point.objective < start.value - rounding * Math.abs(start.value)) {
    remember(state, scratch, point);
    return true;
  }
  point.theta.set(origin);
  point.gradient.set(scratch.gradient);
  point.objective = start.value;
  return false;
}

/** A first step that moves no parameter by more than its own size, or 1. */
function cautious(direction: Float64Array, theta: Float64Array): number {
  let t = 1;
  for (let i = 0; i < theta.length; i++) {
    const size = Math.max(Math.abs(theta[i] as number), 1);
    t = Math.min(t, size / Math.abs(direction[i] as number));
  }
  return t;
}

/** Keeps the step s and the change y of the gradient where sᵀy > 0, and scales H₀ to sᵀy/(yᵀDy). */
function remember(state: LbfgsState, { ray, gradient }: Scratch, point: Point): void {
  const { moves, changes, diagonal } = state;
  const offset = state.next * gradient.length;
  let moveByChange = 0;
  let changeByChange = 0;
  for (let i = 0; i < gradient.length; i++) {
    const s = (point.theta[i] as number) - (ray.origin[i] as number);
    const y = (point.gradient[i] as number) - (gradient[i] as number);
    moves[offset + i] = s;
    changes[offset + i] = y;
    moveByChange += s * y;
    changeByChange += y * y * (diagonal[i] as number);
  }
  const scale = moveByChange / changeByChange;
  if (!(scale > 0 && scale < Infinity && 1 / moveByChange < Infinity)) return;
  state.inner[state.next] = 1 / moveByChange;
  state.scale = scale;
  state.next = (state.next + 1) % state.inner.length;
  state.held = Math.min(state.held + 1, state.inner.length);
}

/**
 * Whether the decrease that is promised is small beside J, or lost beside the J that the search
 * came from.
 */
const isRounding = (state: LbfgsState, point: Point, decrease: number): boolean =>
  Math.abs(decrease) <= Math.max(1e-10 * Math.abs(point.objective), 1e-14 * state.largest);
