import { readFileSync } from 'node:fs';
import { present } from '../../src/base/invariant.ts';
import { distributions, type Distribution } from '../../src/model/distributions/index.ts';
import type { Data, Value } from '../../src/runtime/index.ts';

const distributionNamed = (name: string): Distribution | undefined =>
  distributions.find((each) => each.name === name);

/** A log density with its partial derivatives at a point, and how exact floats can be there. */
export interface DensityCase {
  readonly id: string;
  readonly dist: string;
  /** Arguments by name, the subject `x` first. */
  readonly inputs: Readonly<Record<string, Value>>;
  readonly logp: string;
  /** What relative errors of the arguments are multiplied by. */
  readonly cond_logp: string;
  /** By argument, an element of a vector as `alpha[1]`. */
  readonly grad: Readonly<Record<string, string>>;
  readonly cond_grad: Readonly<Record<string, string>>;
}

/** The point of a case. */
export type DensityPoint = Pick<DensityCase, 'dist' | 'inputs'>;

/** Reads the cases of a file that are of a distribution of the language. */
export function readCases(name: string): DensityCase[] {
  const file = new URL(`../fixtures/reference/${name}`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: DensityCase[] };
  return cases.filter((each) => distributionNamed(each.dist));
}

/** Numbers that can only be data: counts, labels, and the number of trials. */
const discreteSupports: readonly string[] = ['binary', 'count', 'category'];

const domainOf = ({ support, parameters }: Distribution, name: string): Distribution['support'] =>
  name === 'x' ? support : present(parameters.find((p) => p.name === name)).domain;

function namesOf({ dist, inputs }: DensityPoint): { discrete: string[]; smooth: string[] } {
  const distribution = present(distributionNamed(dist));
  const isDiscrete = (name: string): boolean =>
    discreteSupports.includes(domainOf(distribution, name).kind);
  const names = Object.keys(inputs);
  return {
    discrete: names.filter(isDiscrete),
    smooth: names.filter((name) => !isDiscrete(name)),
  };
}

/** The arguments that have a derivative, element by element. */
export const elementsOf = (point: DensityPoint): string[] =>
  namesOf(point).smooth.flatMap((name) => {
    const value = present(point.inputs[name]);
    return typeof value === 'number' ? [name] : value.map((_, k) => `${name}[${k + 1}]`);
  });

/**
 * Every argument that has a derivative is a parameter, the others are data. Parameters are declared with
 * their domains, or all of them as real numbers, in which case θ is the parameters themselves.
 */
export function densityModel(point: DensityPoint, parameters: 'domains' | 'real'): string {
  const { discrete, smooth } = namesOf(point);
  const declared = (names: readonly string[], type: (name: string) => string): string =>
    names.map((name) => `${name}: ${type(name)}${sizeOf(present(point.inputs[name]))}`).join(', ');
  const domain = (name: string): string => domainText(point, name);
  const args = Object.keys(point.inputs).slice(1);
  return [
    ...(discrete.length > 0 ? [`data ${declared(discrete, domain)}`] : []),
    `param ${declared(smooth, parameters === 'real' ? () => 'real' : domain)}`,
    `x ~ ${point.dist}(${args.join(', ')})`,
  ].join('\n');
}

const sizeOf = (value: Value): string => (typeof value === 'number' ? '' : `[${value.length}]`);

function domainText({ dist, inputs }: DensityPoint, name: string): string {
  const { kind } = domainOf(present(distributionNamed(dist)), name);
  if (kind === 'interval') return 'positive';
  if (kind === 'category') return `category(${lengthOf(present(inputs['theta']))})`;
  return name === 'theta' ? 'simplex' : kind;
}

const lengthOf = (value: Value): number => (typeof value === 'number' ? 1 : value.length);

/** The one row of data; categories count from 1 in the cases. */
export function dataOf(point: DensityPoint): Data {
  const isCategory = present(distributionNamed(point.dist)).support.kind === 'category';
  const columns = namesOf(point).discrete.map((name) => {
    const value = Number(point.inputs[name]) - (isCategory && name === 'x' ? 1 : 0);
    return [name, Float64Array.of(value)];
  });
  return { ...Object.fromEntries(columns), rows: 1, totalWeight: 1 };
}

/** A number with what rounding may do to it. */
export interface Expected {
  readonly name: string;
  readonly value: number;
  readonly tolerance: number;
}

/** The condition times the unit of rounding, and some units in the last place. */
const toleranceOf = (value: number, condition: number): number =>
  4e-15 * (condition + Math.abs(value)) + 1e-300;

const expected = (name: string, text: string, condition: string): Expected => ({
  name,
  value: Number(text),
  tolerance: toleranceOf(Number(text), Number(condition)),
});

/** log p and its derivatives. */
export const expectedOf = (each: DensityCase): Expected[] => [
  expected('log p', each.logp, each.cond_logp),
  ...elementsOf(each).map((name) =>
    expected(name, present(each.grad[name]), present(each.cond_grad[name])),
  ),
];

/** What is off by more than its tolerance. */
export const errors = (wanted: readonly Expected[], found: readonly number[]): string[] => {
  const slopes = wanted.slice(1).map(({ value }) => Math.abs(value));
  const least = ofLargest * Math.max(0, ...slopes.filter(Number.isFinite));
  return wanted.flatMap(({ name, value, tolerance: own }, k) => {
    const tolerance = k === 0 ? own : Math.max(own, least);
    const error = Math.abs((found[k] ?? NaN) - value);
    return found[k] === value || error <= tolerance
      ? []
      : [`${name}: ${found[k]}, not ${value} ± ${tolerance}`];
  });
};

/** What no search for a minimum can tell beside the largest partial. */
const ofLargest = 1e-13;
