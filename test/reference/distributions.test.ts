import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { instantiate } from '../../src/compile.ts';
import type { Model, Params } from '../../src/runtime/index.ts';
import {
  dataOf,
  densityModel,
  errors,
  expectedOf,
  readCases,
  type DensityCase,
  type Expected,
} from './density-cases.ts';
import { interpretInOwnSpace } from './interpret.ts';

const cases = [...readCases('distributions.json'), ...readCases('extremes.json')];

/** Where digits are still lost; a test of these fails when they no longer are. */
const lostInOwnSpace: ReadonlySet<string> = new Set([
  // r² underflows.
  'neg_binomial/extreme 3',
]);

const split = (lost: ReadonlySet<string>): [exact: DensityCase[], lost: DensityCase[]] => [
  cases.filter((each) => !lost.has(each.id)),
  cases.filter((each) => lost.has(each.id)),
];

/** Points of one distribution share a model. */
function shared<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}

const interpreted = shared((text) => interpretInOwnSpace(text));
const generated = shared((text) => instantiate(text));

function expectReference(each: DensityCase): void {
  const model = interpreted(densityModel(each, 'domains'));
  const { value, gradient } = model(each.inputs, dataOf(each));
  const found = [value, ...gradient].map((x) => -x);
  expect(errors(expectedOf(each), found)).toEqual([]);
}

describe('log densities and their derivatives', () => {
  const [exact, lost] = split(lostInOwnSpace);
  test.each(exact)('$id', expectReference);
  test.fails.each(lost)('$id', expectReference);
});

/** dp/dθ of a number p in each domain. */
const slopes: Readonly<Record<string, (p: number) => number>> = {
  real: () => 1,
  positive: (p) => p,
  unit: (p) => p * (1 - p),
};

/** log p and its derivatives by θ; only log p where a parameter is a vector. */
function wantedAtTheta(each: DensityCase, { layout }: Model, theta: Float64Array): Expected[] {
  // θ is rounded, and its transform takes an absolute error to a relative one.
  const stretch = 1 + Math.max(...theta.map(Math.abs));
  const [value, ...partials] = expectedOf(each).map((wanted) => ({
    ...wanted,
    tolerance: wanted.tolerance * stretch,
  }));
  const inTheta = layout.parameters.map(({ name, domain, shape }) => {
    const slope = shape.length === 0 ? slopes[domain.kind] : undefined;
    const partial = partials.find((wanted) => wanted.name === name);
    const at = each.inputs[name];
    if (!slope || !partial || typeof at !== 'number') return null;
    const rise = slope(at);
    const rounding = 4e-15 * stretch * Math.abs(rise * partial.value);
    return { name, value: rise * partial.value, tolerance: rise * partial.tolerance + rounding };
  });
  return [present(value), ...inTheta.filter((wanted) => wanted !== null)];
}

function expectReferenceAtTheta(each: DensityCase): void {
  const model = generated(densityModel(each, 'domains'));
  const parameters = model.layout.parameters.map(({ name }) => [name, each.inputs[name]]);
  const theta = model.unconstrain(Object.fromEntries(parameters) as Params);
  const gradient = new Float64Array(theta.length);
  const rows = { from: 0, to: 1, order: null };
  const value = model.objectiveAndGradient(theta, dataOf(each), rows, gradient);
  const found = [value, ...gradient].map((x) => -x);
  expect(errors(wantedAtTheta(each, model, theta), found)).toEqual([]);
  expect(model.objective(theta, dataOf(each), rows)).toBe(value);
}

describe('log densities in generated code', () => {
  test.each(cases)('$id', expectReferenceAtTheta);
});
