import { present } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import {
  nodesOfCondition,
  parametersOf,
  type ElementSolution,
  type SimplexSolution,
} from './closed-form.ts';
import type { Solution } from './closed-form.ts';
import { estimateSystem } from './estimate-system.ts';

/** The numbers of parameters, row-major. */
export type Values = ReadonlyMap<Parameter, Float64Array>;

/** Makes nodes ready to be computed from the data at values of the parameters, row-major. */
export type Prepare = (nodes: readonly Node[]) => (values: Values) => Float64Array[];

/** An element of a parameter. */
export interface Element {
  readonly parameter: Parameter;
  readonly index: number;
}

/** Why the equations have no solution that is a minimum for these data. */
export type Fault =
  /** These elements can change together by `by`, and J stays as it is. */
  | {
      readonly kind: 'notIdentified';
      readonly elements: readonly Element[];
      readonly by: readonly number[];
    }
  /** The solution is no value inside the domain: J falls towards its border. */
  | { readonly kind: 'border'; readonly element: Element; readonly value: number }
  /** The second derivative is not positive. */
  | { readonly kind: 'notMinimum'; readonly elements: readonly Element[] };

export interface Estimates {
  readonly values: Values;
  readonly faults: readonly Fault[];
}

/** The values of solutions for the data that `prepare` computes with, in the order of evaluation. */
export function estimate(solutions: readonly Solution[], prepare: Prepare): Estimates {
  const values = new Map<Parameter, Float64Array>();
  const faults: Fault[] = [];
  for (const solution of solutions) {
    // What is built on a value that is not there has none itself.
    if (!solution.given.every((p) => values.has(p))) continue;
    const found = estimateOne(solution, prepare, values);
    const problems = found.faults.length > 0 ? found.faults : borderFaults(found.values);
    faults.push(...problems);
    if (problems.length === 0) found.values.forEach((each, p) => values.set(p, each));
  }
  return { values, faults };
}

const estimateOne = (solution: Solution, prepare: Prepare, values: Values): Estimates =>
  solution.method === 'linear system'
    ? estimateSystem(solution, prepare, values)
    : estimateValue(solution, prepare, values);

function estimateValue(
  solution: ElementSolution | SimplexSolution,
  prepare: Prepare,
  values: Values,
): Estimates {
  const [parameter] = parametersOf(solution);
  const conditions = solution.conditions.flatMap(nodesOfCondition);
  const computed = prepare([solution.value, ...conditions])(values);
  const [value, ...positive] = computed;
  const own = new Map([[present(parameter), present(value)]]);
  const isShare = solution.method === 'simplex';
  const faults = positive.flatMap((slopes) => slopeFaults(present(parameter), slopes, isShare));
  return { values: own, faults };
}

/** What an element's equation says where its slope is not positive; shares of 0 counts lie on the border. */
function slopeFaults(parameter: Parameter, slopes: Float64Array, isShare: boolean): Fault[] {
  return [...slopes].flatMap((slope, index): Fault[] => {
    if (slope > 0) return [];
    const element = { parameter, index };
    if (isShare) return [{ kind: 'border', element, value: 0 }];
    if (slope < 0) return [{ kind: 'notMinimum', elements: [element] }];
    return [{ kind: 'notIdentified', elements: [element], by: [1] }];
  });
}

/** Values that are not finite or not inside their domain. */
const borderFaults = (values: Values): Fault[] =>
  [...values].flatMap(([parameter, numbers]) =>
    [...numbers].flatMap((value, index): Fault[] =>
      isInside(parameter, value) ? [] : [{ kind: 'border', element: { parameter, index }, value }],
    ),
  );

/** The range of a parameter's symbol is open: its border is outside. */
export function isInside({ symbol: { range } }: Parameter, value: number): boolean {
  return Number.isFinite(value) && value > range.lo && value < range.hi;
}
