import { toNumber, type Oracle, type Slope } from '../oracle/index.ts';
import type { Data, Model } from '../runtime/index.ts';
import { constrainOne } from '../runtime/transforms.ts';
import type { Probe } from './probes.ts';

/** How a compiled model and the oracle agree at one point. */
export interface Comparison {
  readonly name: string;
  /** J by the oracle, rounded to a float. */
  readonly objective: number;
  /** Error of J and the largest error of a partial, both relative; null where there is nothing to compare. */
  readonly objectiveError: number | null;
  readonly gradientError: number | null;
  /** Why there is nothing to compare. */
  readonly unknown?: string;
  /** Where digits are lost: the error of J or ∇J in floats as the text has them, which loses them too. */
  readonly errorAsWritten?: number;
  /** How many partials were compared. */
  readonly partials: number;
  /** The element of θ with the largest error. */
  readonly worst: number;
}

type Errors = Pick<Comparison, 'objectiveError' | 'gradientError' | 'worst'>;

/** What a compiled model is held against. */
export interface Truth {
  readonly oracle: Oracle;
  /** J and ∇J in floats as the text has them. */
  readonly asWritten: Model['objectiveAndGradient'];
}

/** Holds J and partials of the compiled model against the oracle, over all rows of the data. */
export function compareAt(
  { name, theta, coordinates }: Probe,
  model: Model,
  data: Data,
  { oracle, asWritten }: Truth,
): Comparison {
  const objective = toNumber(oracle.objective(theta));
  const partials = coordinates.length;
  const nothing = {
    name,
    objective,
    objectiveError: null,
    gradientError: null,
    partials,
    worst: -1,
  };
  if (!Number.isFinite(objective))
    return { ...nothing, unknown: "J is not finite in the oracle's digits" };
  const slopes = oracle.gradient(theta, coordinates);
  const errorsOf = (computed: Model['objectiveAndGradient']): Errors => {
    const gradient = new Float64Array(theta.length);
    const rows = { from: 0, to: data.rows, order: null };
    const found = computed(theta, data, rows, gradient);
    const objectiveError = relativeError(found, objective, 0);
    return { objectiveError, ...compareSlopes(coordinates, gradient, slopes) };
  };
  const compared = errorsOf(model.objectiveAndGradient);
  const comparison = { name, objective, partials, ...compared };
  if (largestError(compared) <= tolerance) return comparison;
  if (!isInRange(model, theta))
    return { ...nothing, unknown: 'a parameter is beyond the range of floats' };
  // What is not finite where the truth is has no excuse.
  if (largestError(compared) === Infinity) return comparison;
  const errorAsWritten = largestError(errorsOf(asWritten));
  return errorAsWritten > tolerance ? { ...comparison, errorAsWritten } : comparison;
}

/** Relative errors beyond this are not those of rounding. */
export const tolerance = 1e-8;

/** The larger of the two errors, 0 where there is none. */
export const largestError = ({
  objectiveError,
  gradientError,
}: Pick<Comparison, 'objectiveError' | 'gradientError'>): number =>
  Math.max(objectiveError ?? 0, gradientError ?? 0);

/** Whether no parameter is infinite in its own space, nor 0 where it is e^θ. */
const isInRange = ({ layout }: Model, theta: Float64Array): boolean =>
  layout.parameters.every((parameter) => {
    const values = constrainOne(parameter, theta);
    return values.every((x) => Number.isFinite(x) && (x !== 0 || parameter.domain.kind === 'real'));
  });

/** Where J has a kink, there is no slope to compare with, but one to be had: NaN is none. */
function compareSlopes(
  coordinates: readonly number[],
  gradient: Float64Array,
  slopes: readonly Slope[],
): Pick<Comparison, 'gradientError' | 'worst'> {
  const wanted = slopes.map(({ value }) => toNumber(value));
  const floor = smallest * Math.max(...wanted.filter(Number.isFinite).map(Math.abs), 0);
  const errors = coordinates.map((k, i) => {
    const found = gradient[k] ?? NaN;
    if (slopes[i]?.differentiable) return relativeError(found, wanted[i] ?? NaN, floor);
    return Number.isNaN(found) ? Infinity : null;
  });
  const known = errors.filter((error) => error !== null);
  const gradientError = known.length === 0 ? null : Math.max(...known);
  return {
    gradientError,
    worst: gradientError === null ? -1 : (coordinates[errors.indexOf(gradientError)] ?? -1),
  };
}

/** A partial this much smaller than the largest one may be what is left of terms that cancel. */
const smallest = 1e-6;

/** Relative to the truth, or to the floor where the truth is smaller; infinite for what is not finite but should be. */
function relativeError(found: number, wanted: number, floor: number): number | null {
  if (!Number.isFinite(wanted)) return null;
  if (found === wanted) return 0;
  const error = Math.abs(found - wanted) / Math.max(Math.abs(wanted), floor);
  return Number.isNaN(error) ? Infinity : error;
}
