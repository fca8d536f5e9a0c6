import { present } from '../base/invariant.ts';
import { substitute } from '../graph/index.ts';
import type { Parameter } from '../model/index.ts';
import {
  parametersOf,
  type ElementSolution,
  type LinearSolution,
  type SimplexSolution,
  type Solution,
  type Unsolved,
} from './closed-form.ts';
import type { Outcome } from './collect.ts';
import { components } from './components.ts';
import { isVectorDomain, solveElements } from './element.ts';
import { jumpIn } from '../calculus/index.ts';
import { clear, type Equation } from './equation.ts';
import { solveLinear } from './linear.ts';
import { withoutRoot } from './nature.ts';
import { solveSimplex } from './simplex.ts';
import { parametersIn, type Stationarity } from './stationarity.ts';

/** What came of some equations. */
export interface Eliminated {
  readonly solutions: readonly Solution[];
  readonly partial: readonly Solution[];
  readonly unsolved: readonly Unsolved[];
}

/** Equations that are left, and whether solutions of others are put in. */
interface Rest {
  readonly equations: ReadonlyMap<Parameter, Equation>;
  readonly isProfile: boolean;
}

/**
 * Solves group by group: parameters whose equations need each other are one group, and each group comes after
 * those that its equations hold.
 */
export function eliminate(context: Stationarity, rest: Rest): Eliminated {
  const groups = components([...rest.equations.keys()], (p) => dependenciesOf(context, rest, p));
  return groups.reduce<Eliminated>(
    (before, group) => append(before, available(before, solveGroup(context, rest, group))),
    { solutions: [], partial: [], unsolved: [] },
  );
}

function dependenciesOf(context: Stationarity, { equations }: Rest, p: Parameter): Parameter[] {
  const start = present(equations.get(p));
  const { node } = clear(context, start, new Set([p.symbol]), !isVectorDomain(p));
  return parametersIn(context, [node]).filter((other) => other !== p && equations.has(other));
}

const append = (a: Eliminated, b: Eliminated): Eliminated => ({
  solutions: [...a.solutions, ...b.solutions],
  partial: [...a.partial, ...b.partial],
  unsolved: [...a.unsolved, ...b.unsolved],
});

/** A solution that needs what was not solved is partial. */
function available(before: Eliminated, found: Eliminated): Eliminated {
  const missing = new Set([...before.unsolved, ...found.unsolved].map((u) => u.parameter));
  const solutions: Solution[] = [];
  const partial = [...found.partial];
  const unsolved = [...found.unsolved];
  for (const solution of found.solutions) {
    const parameters = solution.given.filter((p) => missing.has(p));
    if (parameters.length === 0) {
      solutions.push(solution);
      continue;
    }
    partial.push(solution);
    for (const parameter of parametersOf(solution)) {
      missing.add(parameter);
      unsolved.push({ parameter, reason: { kind: 'given', parameters } });
    }
  }
  return { solutions, partial, unsolved };
}

function solveGroup(context: Stationarity, rest: Rest, group: readonly Parameter[]): Eliminated {
  const [only] = group;
  if (only && group.length === 1) return ofOne(only, solveOne(context, rest, only));
  // Where one derivative is 0 nowhere, the others are solved for given values.
  if (group.some((p) => withoutRoot(present(rest.equations.get(p)).node))) {
    return inPart(context, rest, group);
  }
  const linear = linearOf(context, rest, group);
  if (linear.solved) return { solutions: [linear.solved], partial: [], unsolved: [] };
  return bySubstitution(context, rest, group) ?? inPart(context, rest, group);
}

const ofOne = (parameter: Parameter, { solved, reason }: Outcome<Solution>): Eliminated => ({
  solutions: solved ? [solved] : [],
  partial: [],
  unsolved: reason ? [{ parameter, reason }] : [],
});

/** Solves for one parameter, all others given. */
function solveOne(context: Stationarity, rest: Rest, parameter: Parameter): Outcome<Solution> {
  const own = solveAlone(context, rest, parameter);
  if (own.reason?.kind !== 'coupled') return own;
  const linear = linearOf(context, rest, [parameter]);
  return linear.solved ? linear : own;
}

function solveAlone(
  context: Stationarity,
  { equations }: Rest,
  parameter: Parameter,
): Outcome<ElementSolution | SimplexSolution> {
  const jump = jumpIn(context.objective, parameter.symbol);
  if (jump) return { reason: { kind: 'function', node: jump } };
  const start = present(equations.get(parameter));
  return parameter.domain.kind === 'simplex'
    ? solveSimplex(context, parameter, start)
    : solveElements(context, parameter, start);
}

/** The curvature of J is not that of J with solutions put in: a profile is not solved as a system. */
const linearOf = (
  context: Stationarity,
  { equations, isProfile }: Rest,
  parameters: readonly Parameter[],
): Outcome<LinearSolution> =>
  isProfile
    ? { reason: { kind: 'coupled' } }
    : solveLinear(context, parameters, (p) => present(equations.get(p)));

/** Solves for one of a group, puts that into the equations of the others, and solves those; null where that fails. */
function bySubstitution(
  context: Stationarity,
  rest: Rest,
  group: readonly Parameter[],
): Eliminated | null {
  for (const parameter of group) {
    const first = solveAlone(context, rest, parameter).solved;
    // What is the extremum for given others must be one for all of their values.
    if (!first?.conditions.every((each) => each.kind === 'inside' && each.isBorder)) continue;
    const others = group.filter((p) => p !== parameter);
    const equations = new Map(
      others.map((p) => [p, put(context, present(rest.equations.get(p)), first)]),
    );
    const found = eliminate(context, { equations, isProfile: true });
    if (found.unsolved.length === 0) {
      return { solutions: [...found.solutions, first], partial: [], unsolved: [] };
    }
  }
  return null;
}

function put(
  { graph: g, tidy }: Stationarity,
  { node, factor, steps }: Equation,
  { parameter: { symbol }, value }: ElementSolution | SimplexSolution,
): Equation {
  const values = new Map([[symbol, value]]);
  const [equation = node, positive = factor] = substitute(g, [node, factor], values).map(tidy);
  return {
    node: equation,
    factor: positive,
    steps: [...steps, { kind: 'substitute', symbol, value, equation }],
  };
}

/** What can be solved where the other parameters of the group are given. */
function inPart(context: Stationarity, rest: Rest, group: readonly Parameter[]): Eliminated {
  const linear = group.filter((p) => linearOf(context, rest, [p]).solved);
  const system = linear.length > 1 ? linearOf(context, rest, linear).solved : undefined;
  const left = system ? group.filter((p) => !linear.includes(p)) : group;
  const outcomes = left.map((p) => ofOne(p, solveOne(context, rest, p)));
  const partial = [...(system ? [system] : []), ...outcomes.flatMap((o) => o.solutions)];
  const unsolved = partial.flatMap((solution): Unsolved[] =>
    parametersOf(solution).map((parameter) => ({
      parameter,
      reason: { kind: 'given', parameters: solution.given },
    })),
  );
  return {
    solutions: [],
    partial,
    unsolved: [...unsolved, ...outcomes.flatMap((o) => o.unsolved)],
  };
}
