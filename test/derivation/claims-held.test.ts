import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { present } from '../../src/base/invariant.ts';
import { analyse } from '../../src/compile.ts';
import { claimsIn, derive, type Claim } from '../../src/derivation/index.ts';
import type { Node } from '../../src/graph/index.ts';
import { distributions as densities } from '../../src/model/index.ts';
import { objectiveOracle, toNumber } from '../../src/oracle/index.ts';
import { random } from '../../src/runtime/index.ts';
import { solve, type LinearSolution, type Solution } from '../../src/solve/index.ts';
import { valueOf } from '../solve/replay.ts';

/** `PROPERTY_RUNS=20 npx vitest run test/derivation` takes twenty times as many models. */
const numRuns = 80 * Number(process.env['PROPERTY_RUNS'] ?? 1);

const coefficient = fc.constantFrom('', '-', '2*', '-3*', '0.5*');
const term = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    ...[name, `${name}^2`, `(${name} - 1)^2`, `(${name} + 2)^2`, `${name}^3`, `${name}^4`],
    ...[`exp(${name})`, `exp(-${name})`, `exp(-${name}^2)`, `${name}*exp(-${name})`],
    ...[`sigmoid(${name})`, `tanh(${name})`, `atan(${name})`, `log(1 + exp(${name}))`],
    ...[`cosh(${name})`, `log(1 + ${name}^2)`],
  );
const logarithms = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(`log(${name})`, `1/${name}`, `sqrt(${name})`, `${name}*log(${name})`);
const together = fc.constantFrom('x*y', 'x^2*y', '(x - y)^2', '(x + y)^2', 'x^2*y^2', 'exp(x*y)');

const scaled = (each: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(coefficient, each).map(([c, t]) => c + t);

const ofOne = fc.constantFrom('real', 'positive').chain((domain) =>
  fc
    .array(scaled(domain === 'real' ? term('x') : fc.oneof(term('x'), logarithms('x'))), {
      minLength: 1,
      maxLength: 2,
    })
    .map((terms) => `param x: ${domain}\nloss ${terms.join(' + ')}`),
);
const ofTwo = fc
  .tuple(scaled(term('x')), scaled(term('y')), fc.option(scaled(together)))
  .map((terms) => `param x: real, y: real\nloss ${terms.filter((t) => t !== null).join(' + ')}`);

type Point = ReadonlyMap<string, number>;

test('whatever is said of J holds wherever J is looked at', () => {
  let tried = 0;
  fc.assert(
    fc.property(fc.oneof(ofOne, ofTwo), fc.integer({ min: 1, max: 1000 }), (text, seed) => {
      const analysis = analysed(text);
      const { parameters } = analysis.model;
      const oracle = objectiveOracle(analysis.tree, {
        densities,
        data: { rows: 0, totalWeight: 0 },
      });
      const objective = (point: Point): number =>
        toNumber(
          oracle.objective(
            Float64Array.from(parameters, (p) => {
              const x = present(point.get(p.name));
              return p.domain.kind === 'positive' ? Math.log(x) : x;
            }),
          ),
        );
      const draw = random(seed);
      const somewhere = parameters.map((p): [string, number] => [p.name, 0.3 + 1.5 * draw()]);
      const point = solutionOf(solve(analysis.model).solutions, new Map(somewhere));
      for (const claim of claimsIn(derive(analysis))) {
        if (!isAt(claim)) continue;
        tried++;
        hold(claim, point, objective, draw);
      }
    }),
    { numRuns, seed: 5 },
  );
  expect(tried).toBeGreaterThan(numRuns / 2);
});

/** Whether a claim is of the point where all is solved, with no more conditions, or of any point. */
const isAt = ({ kind, at, where }: Claim): boolean =>
  (!at.isPartial || kind === 'rises' || kind === 'falls' || kind === 'absent') &&
  where.length === 0 &&
  at.moving.length === 0;

/** A parameter may cancel from all terms, which is an error; such a model is not taken. */
function analysed(text: string): ReturnType<typeof analyse> {
  try {
    return analyse(text);
  } catch (error) {
    fc.pre(!(error instanceof FluxionError));
    throw error;
  }
}

/** The numbers that the solutions give to parameters; others stay. */
function solutionOf(solutions: readonly Solution[], start: Point): Point {
  const point = new Map(start);
  const at = (node: Node): number => {
    const values = new Map<string, readonly number[]>([...point].map(([k, x]) => [k, [x]]));
    const own = solutions.flatMap((s) =>
      s.method === 'linear system' ? s.parameters : [s.parameter],
    );
    const byNode = new Map<Node, readonly number[]>(
      own.map((p) => [p.symbol, present(values.get(p.name))]),
    );
    return present(valueOf(node, { rows: 0, totalWeight: 0 }, byNode)[0]);
  };
  for (const solution of solutions) {
    if (solution.method === 'linear system') {
      for (const [name, x] of solved(solution, at)) point.set(name, x);
    } else point.set(solution.parameter.name, at(solution.value));
  }
  return point;
}

/** By Cramer's rule, of one or two unknowns. */
function solved(
  { parameters, equations }: LinearSolution,
  at: (node: Node) => number,
): [string, number][] {
  const [a = 0, b = 0, c = 0, d = 0] = equations.flatMap((e) => e.coefficients.map(at));
  const [e = 0, f = 0] = equations.map((equation) => -at(equation.constant));
  const names = parameters.map((p) => p.name);
  if (names.length === 1) return [[present(names[0]), e / a]];
  const determinant = a * d - b * c;
  return [
    [present(names[0]), (e * d - b * f) / determinant],
    [present(names[1]), (a * f - e * c) / determinant],
  ];
}

const distances = [1e-2, 0.1, 0.5, 2];

/** Holds a claim against J beside the point, in random directions. */
function hold(
  { kind, at: { parameters } }: Claim,
  point: Point,
  objective: (point: Point) => number,
  draw: () => number,
): void {
  const start = objective(point);
  const isUp = kind === 'rises' || kind === 'falls';
  const changes = Array.from({ length: 12 }, () =>
    parameters.map(() => (isUp ? draw() + 0.1 : 2 * draw() - 1)),
  )
    .flatMap((direction) =>
      distances.map((distance) => {
        const moved = new Map(point);
        parameters.forEach((name, k) =>
          moved.set(name, present(point.get(name)) + distance * present(direction[k])),
        );
        const change = objective(moved) - start;
        return Math.abs(change) < 1e-9 * (1 + Math.abs(start)) ? 0 : Math.sign(change);
      }),
    )
    .filter((change) => !Number.isNaN(change));
  const has = (sign: number): boolean => changes.includes(sign);
  const says = `${kind} of ${parameters.join(', ')}: ${has(-1) ? 'falls' : ''} ${has(1) ? 'rises' : ''}`;
  expect(present(verdicts[kind])(has(-1), has(1)), says).toBe(true);
}

const verdicts: { readonly [K in Claim['kind']]: (falls: boolean, rises: boolean) => boolean } = {
  minimum: (falls) => !falls,
  maximum: (_falls, rises) => !rises,
  saddle: (falls, rises) => falls && rises,
  inflection: (falls, rises) => falls && rises,
  data: () => true,
  rises: (falls) => !falls,
  falls: (_falls, rises) => !rises,
  absent: (falls, rises) => !falls && !rises,
};
