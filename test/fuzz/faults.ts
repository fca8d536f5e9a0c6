import { FluxionError } from '../../src/base/diagnostic.ts';
import { instantiate } from '../../src/compile.ts';
import { distributions as densities } from '../../src/model/index.ts';
import { objectiveOracle, type Oracle, type OracleOptions } from '../../src/oracle/index.ts';
import * as R from '../../src/oracle/real/index.ts';
import type { Real } from '../../src/oracle/real/index.ts';
import type { Data, Model } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';
import { disturbedOracle, sensitivity } from './disturbed.ts';
import { dataOf, pointCount, thetaOf } from './points.ts';

/** What is wrong with a model: `kind` is the same for what has the same cause, as far as can be told. */
export interface Fault {
  readonly kind: 'internal' | 'not finite' | 'finite' | 'value' | 'slope';
  readonly message: string;
}

/** A part of the largest partial beyond which no fit and no standard error can tell. */
const tolerance = 1e-9;

/**
 * What terms that cancel may lose: for each unit of a relative error of every intermediate result of the
 * formula as it is written, measured with the oracle.
 */
const perCondition = 1e-13;

/** A slope by less than this part of J for a unit of θ is none. */
const leastPart = 1e-6;

/** Beyond these a result is no double, or may pass through what is none. */
const isModerate = (x: number): boolean => x === 0 || (Math.abs(x) < 1e150 && Math.abs(x) > 1e-150);

/** The model in the same process; a diagnostic where it is no model. */
export function compiled(text: string): Model | FluxionError | Fault {
  try {
    return instantiate({ name: 'model.fx', text });
  } catch (error) {
    if (error instanceof FluxionError) return error;
    return { kind: 'internal', message: String(error) };
  }
}

/** The first fault found of J and ∇J at the points that a seed gives. */
export function faultOf(model: Model, text: string, seed: number): Fault | undefined {
  const tree = parseModel({ name: 'model.fx', text });
  for (let point = 0; point < pointCount; point++) {
    const data = dataOf(model, point > 1);
    const oracle = objectiveOracle(tree, { densities, data });
    const others = disturbed(tree, { densities, data });
    const fault = faultAt(model, oracle, others, data, thetaOf(model, seed, point));
    if (fault) return { ...fault, message: `at point ${point}: ${fault.message}` };
  }
  return undefined;
}

type Disturbed = () => readonly Oracle[];

function disturbed(tree: Parameters<typeof disturbedOracle>[0], options: OracleOptions): Disturbed {
  let made: Oracle[] | undefined;
  return () => (made ??= [1, 2, 3].map((k) => disturbedOracle(tree, options, k)));
}

function faultAt(
  model: Model,
  oracle: Oracle,
  others: Disturbed,
  data: Data,
  theta: Float64Array,
): Fault | undefined {
  const gradient = new Float64Array(theta.length);
  const rows = { from: 0, to: data.rows, order: null };
  const value = model.objectiveAndGradient(theta, data, rows, gradient);
  const truth = oracle.objective(theta);
  const wanted = R.toNumber(truth);
  if (!isModerate(wanted)) return undefined;
  if (!Number.isFinite(value))
    return { kind: 'not finite', message: `J is ${value} for ${wanted}` };
  if (!isRight(value, truth, 0, () => others().map((d) => d.objective(theta)))) {
    return { kind: 'value', message: `J is ${value} for ${wanted}` };
  }
  const alone = model.objective(theta, data, rows);
  if (!isRight(alone, truth, 0, () => others().map((d) => d.objective(theta)))) {
    return { kind: 'value', message: `J without ∇J is ${alone} for ${wanted}` };
  }
  const slopes = oracle.gradient(theta);
  // Where all are 0 what is left of terms that cancel is no fault.
  const largest = Math.max(
    leastPart * Math.abs(wanted),
    ...slopes.map((slope) => Math.abs(R.toNumber(slope.value))),
  );
  for (const [k, slope] of slopes.entries()) {
    const exact = R.toNumber(slope.value);
    const found = gradient[k]!;
    if (!slope.differentiable || !Number.isFinite(exact) || !isModerate(largest)) continue;
    const said = `∂J/∂θ[${k}] is ${found} for ${exact}`;
    if (!Number.isFinite(found)) return { kind: 'not finite', message: said };
    const condition = () => others().map((d) => d.gradient(theta, [k])[0]!.value);
    if (!isRight(found, slope.value, largest, condition)) return { kind: 'slope', message: said };
  }
  return undefined;
}

function isRight(
  found: number,
  truth: Real,
  size: number,
  disturbed: () => readonly Real[],
): boolean {
  const wanted = R.toNumber(truth);
  const error = Math.abs(found - wanted);
  if (error <= tolerance * Math.max(Math.abs(wanted), size)) return true;
  return error <= perCondition * sensitivity(truth, disturbed());
}
