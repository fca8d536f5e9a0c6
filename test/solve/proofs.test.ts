import { beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { compileClosedForm, type SolvedModel } from '../../src/closed-form.ts';
import type { Node } from '../../src/graph/index.ts';
import type { Parameter } from '../../src/model/index.ts';
import type { Data } from '../../src/runtime/index.ts';
import type { LinearSolution, Solution, SolutionStep as Step } from '../../src/solve/index.ts';
import { dataFor, rows, solved } from './models.ts';
import { expectNear, flat } from './numbers.ts';
import { somewhere, valueOf, type Point } from './replay.ts';

/** What a solution says, held against numbers somewhere in the domain. */
describe.each(Object.entries(solved))('the proof of %s', (_name, { text }) => {
  let model: SolvedModel;
  let data: Data;
  let parameters: readonly Parameter[];
  beforeAll(() => {
    model = compileClosedForm(text);
    data = dataFor(model.model.layout, rows, 5);
    parameters = model.closedForm.solutions.flatMap(equationsOf).map((e) => e.parameter);
  });

  it('is an equation that follows from the one before, step by step', () => {
    for (const { parameter, steps } of model.closedForm.solutions.flatMap(equationsOf)) {
      const point = somewhere(parameters, 3);
      steps.forEach((step, k) => follow(step, { parameter, before: steps[k - 1], data, point }));
    }
  });

  it('begins with the derivative of the objective', () => {
    const { objective, solutions } = model.closedForm;
    for (const { parameter, steps } of solutions.flatMap(equationsOf)) {
      const [first] = steps;
      expect(first?.kind).toBe('gradient');
      const point = somewhere(parameters, 3);
      const found = first?.kind === 'gradient' ? valueOf(first.equation, data, point) : [];
      const at = (moved: Point): number => present(valueOf(objective, data, moved)[0]);
      expectNear(found, differences(at, parameter.symbol, point), 1e-6);
    }
  });

  it('has the second derivative that it says, positive at the solution', () => {
    const { params } = model.estimate(data);
    const point = new Map<Node, readonly number[]>(
      parameters.map((p) => [p.symbol, flat(params[p.name])]),
    );
    for (const solution of model.closedForm.solutions) {
      if (solution.method === 'linear system') checkCurvature(solution, model, data, point);
      else checkSecondDerivative(solution, data, point);
    }
  });
});

interface Proof {
  readonly parameter: Parameter;
  readonly steps: readonly Step[];
}

const equationsOf = (solution: Solution): readonly Proof[] =>
  solution.method === 'linear system' ? solution.equations : [solution];

interface Place {
  readonly parameter: Parameter;
  readonly before: Step | undefined;
  readonly data: Data;
  readonly point: Map<Node, number[]>;
}

type Follow = { readonly [K in Step['kind']]: (s: Extract<Step, { kind: K }>, p: Place) => void };

const times = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((x, i) => x * present(b[i]));
const plus = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((x, i) => x + present(b[i]));
const opposite = (a: readonly number[]): number[] => a.map((x) => -x);

const at = ({ data, point }: Place, node: Node): readonly number[] => valueOf(node, data, point);
const equationBefore = (place: Place): readonly number[] =>
  place.before && 'equation' in place.before ? at(place, place.before.equation) : [];

/** Holds a step against the one before it. */
const follows: Follow = {
  gradient: (_step, { before }) => {
    expect(before).toBeUndefined();
  },
  substitute: (step, place) => {
    // From here on the parameter has the value that was put in.
    place.point.set(step.symbol, [...at(place, step.value)]);
    expectNear(at(place, step.equation), equationBefore(place), 1e-10);
  },
  multiply: (step, place) => {
    const factor = at(place, step.factor);
    expect(Math.min(...factor)).toBeGreaterThan(0);
    expectNear(at(place, step.equation), times(equationBefore(place), factor), 1e-10);
  },
  collect: (step, place) => {
    const side = times(at(place, step.slope), at(place, step.unknown));
    expectNear(plus(side, at(place, step.constant)), equationBefore(place), 1e-10);
  },
  isolate: (step, place) => {
    const { before } = place;
    expect(before?.kind).toBe('collect');
    if (before?.kind !== 'collect') return;
    const side = times(at(place, step.value), at(place, before.slope));
    expectNear(side, opposite(at(place, before.constant)), 1e-10);
  },
  invert: (step, place) => {
    const { before, parameter, point } = place;
    expect(before?.kind).toBe('isolate');
    if (before?.kind !== 'isolate') return;
    const solution = new Map(point).set(parameter.symbol, [...at(place, step.value)]);
    expectNear(at({ ...place, point: solution }, before.unknown), at(place, before.value), 1e-10);
  },
  multiplier: (step, place) => {
    const share = times(at(place, step.level), present(place.point.get(place.parameter.symbol)));
    expectNear(plus(share, opposite(at(place, step.counts))), equationBefore(place), 1e-10);
  },
};

const follow = (step: Step, place: Place): void =>
  (follows[step.kind] as (s: Step, p: Place) => void)(step, place);

/** Central differences of a function by the elements of a symbol. */
function differences(f: (point: Point) => number, symbol: Node, point: Point): number[] {
  const numbers = present(point.get(symbol));
  const step = 1e-5;
  return numbers.map((x, i) => {
    const [above, below] = [x + step, x - step].map((moved) =>
      f(new Map(point).set(symbol, numbers.with(i, moved))),
    );
    return (present(above) - present(below)) / (2 * step);
  });
}

/** The second derivative is positive, and what its form at the solution says. */
function checkSecondDerivative(
  { nature }: Exclude<Solution, LinearSolution>,
  data: Data,
  point: Point,
): void {
  const found = valueOf(present(nature.secondDerivative), data, point);
  expect(Math.min(...found)).toBeGreaterThan(0);
  expectNear(valueOf(present(nature.atSolution), data, point), found, 1e-9);
}

/** d²/dt² J(β + t·δ) is the second difference of J along any δ, and positive. */
function checkCurvature(
  { parameters, nature }: LinearSolution,
  { closedForm }: SolvedModel,
  data: Data,
  point: Point,
): void {
  expect(nature.proof).toBe('convex');
  const moves = [...somewhere(parameters, 9).values()].map((numbers) =>
    numbers.map((x) => x - 0.5),
  );
  const along = new Map(
    nature.direction.map((symbol, k): [Node, number[]] => [symbol, present(moves[k])]),
  );
  const moved = (t: number): number => {
    const there = parameters.map(({ symbol }, k): [Node, number[]] => [
      symbol,
      plus(
        present(point.get(symbol)),
        present(moves[k]).map((x) => t * x),
      ),
    ]);
    return present(valueOf(closedForm.objective, data, new Map([...point, ...there]))[0]);
  };
  const [found = NaN] = valueOf(
    present(nature.secondDerivative),
    data,
    new Map([...point, ...along]),
  );
  expect(found).toBeGreaterThan(0);
  // The objective is a polynomial of degree 2 along δ: its second difference is exact but for rounding.
  expectNear([moved(1) - 2 * moved(0) + moved(-1)], [found], 1e-9);
}
