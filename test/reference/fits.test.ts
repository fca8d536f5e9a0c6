import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { instantiate } from '../../src/compile.ts';
import { distributions } from '../../src/model/index.ts';
import { objectiveOracle, toNumber } from '../../src/oracle/index.ts';
import {
  fit,
  prepareData,
  type ColumnMapping,
  type Data,
  type Model,
  type Params,
  type Value,
} from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';
import { flat } from './interpret.ts';

type Numbers = Readonly<Record<string, number>>;
type Table = Readonly<Record<string, readonly number[]>>;

interface Reference {
  readonly mle: Numbers;
  readonly loglik: number;
  readonly start: Numbers;
  readonly nll_at_start: number;
  readonly grad_nll_at_start: Numbers;
  readonly data: Table;
}

/** How a reference fit is stated: its file and model, and which name there is which here. */
interface Case {
  readonly name: string;
  /** Names of the reference for each parameter, row-major. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly columns?: ColumnMapping;
  /** Makes the columns of the model from those of the reference. */
  readonly table?: (data: Table) => Table;
}

const lagged = (x: readonly number[], lag: number): number[] => x.slice(2 - lag, x.length - lag);

const cases: readonly Case[] = [
  {
    name: 'linear_cars',
    parameters: { b: 'b0', w: 'b1', sigma: 'sigma' },
  },
  {
    name: 'logistic_infert',
    parameters: { b: 'b0', w: ['b1', 'b2', 'b3', 'b4'] },
    columns: { x: ['spontaneous', 'induced', 'age', 'parity'] },
  },
  {
    name: 'poisson_warpbreaks',
    parameters: { b: 'b0', w: ['b1', 'b2', 'b3', 'b4', 'b5'] },
    columns: { x: ['woolB', 'tensionM', 'tensionH', 'woolB:tensionM', 'woolB:tensionH'] },
  },
  { name: 'gamma_rivers', parameters: { shape: 'shape', rate: 'rate' } },
  { name: 'negbin_quine_days', parameters: { mu: 'mu', size: 'size' } },
  {
    name: 'surv_weibull_lung',
    parameters: { b0: 'b0', b_age: 'b_age', b_sex: 'b_sex', sigma: 'sigma' },
  },
  {
    name: 'ordinal_logit_housing',
    parameters: { b: ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'], c: ['c1', 'c2'] },
    columns: {
      x: ['InflMedium', 'InflHigh', 'TypeApartment', 'TypeAtrium', 'TypeTerrace', 'ContHigh'],
      n: 'w',
    },
    table: (data) => ({ ...data, y: present(data['y']).map((grade) => grade - 1) }),
  },
  {
    name: 'gmm2_faithful_waiting',
    parameters: { w1: 'w1', mu1: 'mu1', mu2: 'mu2', s1: 's1', s2: 's2' },
  },
  {
    name: 'ar2_lh',
    parameters: { c: 'c', phi1: 'phi1', phi2: 'phi2', sigma: 'sigma' },
    table: ({ x }) => ({
      x: lagged(present(x), 0),
      x1: lagged(present(x), 1),
      x2: lagged(present(x), 2),
    }),
  },
];

const read = (path: string): string =>
  readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');

const referenceOf = <T = Reference>(name: string): T => JSON.parse(read(`fits/${name}.json`)) as T;

interface Setup {
  readonly text: string;
  readonly model: Model;
  readonly data: Data;
}

/** Compiles on first use, so that a model that fails, fails its own tests. */
function lazily(name: string, table: Table, columns?: ColumnMapping): () => Setup {
  let made: Setup | undefined;
  return () => (made ??= setUp(name, table, columns));
}

function setUp(name: string, table: Table, columns: ColumnMapping = {}): Setup {
  const text = read(`models/${name}.fx`);
  const model = instantiate(text, { name: `${name}.fx` });
  return { text, model, data: prepareData(model.layout, table, { columns }).data };
}

const paramsOf = ({ parameters }: Case, numbers: Numbers): Params =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, from]): [string, Value] => [
      name,
      typeof from === 'string'
        ? present(numbers[from])
        : from.map((each) => present(numbers[each])),
    ]),
  );

/** The derivatives by θ from those by the parameters, for each domain that occurs here. */
const chain: Readonly<
  Record<string, (slopes: readonly number[], at: readonly number[]) => number[]>
> = {
  real: (slopes) => [...slopes],
  positive: (slopes, at) => slopes.map((slope, k) => slope * present(at[k])),
  unit: (slopes, at) => slopes.map((slope, k) => slope * present(at[k]) * (1 - present(at[k]))),
  ordered: (slopes, at) =>
    slopes.map((_, k) => {
      const above = slopes.slice(k).reduce((sum, slope) => sum + slope, 0);
      return k === 0 ? above : above * (present(at[k]) - present(at[k - 1]));
    }),
};

const chained = ({ layout }: Model, slopes: Params, at: Params): number[] =>
  layout.parameters.flatMap(({ name, domain }) =>
    present(chain[domain.kind])(flat(present(slopes[name])), flat(present(at[name]))),
  );

const all = ({ rows }: Data) => ({ from: 0, to: rows, order: null });

/** n·J and n·∇J at θ. */
function totals({ model, data }: Setup, theta: Float64Array): { value: number; slopes: number[] } {
  const gradient = new Float64Array(theta.length);
  const value = model.objectiveAndGradient(theta, data, all(data), gradient);
  return {
    value: value * data.totalWeight,
    slopes: Array.from(gradient, (slope) => slope * data.totalWeight),
  };
}

/**
 * The slopes of the references are difference quotients of the negative log-likelihood L, whose rounding
 * errors ε·|L| are divided by steps of about 10⁻⁵: a slope is held to 10⁻⁹ of itself where that is more.
 */
const noiseOfQuotients = 1e-11;

/** |found − wanted| over max(1, |wanted|), the largest of all. */
const worst = (found: readonly number[], wanted: readonly number[]): number =>
  Math.max(
    ...wanted.map((each, k) => Math.abs((found[k] ?? NaN) - each) / Math.max(1, Math.abs(each))),
  );

const relative = (found: number, wanted: number): number => Math.abs(found / wanted - 1);

describe.each(cases)('$name', (each) => {
  const reference = referenceOf(each.name);
  const table = each.table ? each.table(reference.data) : reference.data;
  const setup = lazily(each.name, table, each.columns);
  const start = paramsOf(each, reference.start);

  test('has the value and the gradient of the reference at its start', () => {
    const { model } = setup();
    const { value, slopes } = totals(setup(), model.unconstrain(start));
    const wanted = chained(model, paramsOf(each, reference.grad_nll_at_start), start);
    expect(relative(value, reference.nll_at_start)).toBeLessThan(1e-12);
    const noise = noiseOfQuotients * Math.abs(reference.nll_at_start);
    wanted.forEach((slope, k) => {
      const error = Math.abs((slopes[k] ?? NaN) - slope);
      expect(error, `slope ${k}`).toBeLessThanOrEqual(Math.max(1e-9 * Math.abs(slope), noise));
    });
  });

  test('has the value and the gradient of the oracle at its start', () => {
    const { text, model, data } = setup();
    const tree = parseModel({ name: each.name, text });
    const oracle = objectiveOracle(tree, { densities: distributions, data });
    const theta = model.unconstrain(start);
    const gradient = new Float64Array(theta.length);
    const value = model.objectiveAndGradient(theta, data, all(data), gradient);
    const slopes = oracle.gradient(theta).map((slope) => toNumber(slope.value));
    expect(relative(value, toNumber(oracle.objective(theta)))).toBeLessThan(1e-14);
    expect(worst([...gradient], slopes)).toBeLessThan(1e-13);
  });

  test('is fitted to the reference', () => {
    const { model, data } = setup();
    const result = fit(model, data, { start });
    expect(result.converged).toBe(true);
    const wanted = paramsOf(each, reference.mle);
    for (const { name } of model.layout.parameters) {
      const found = flat(present(result.params[name]));
      const errors = flat(present(wanted[name])).map((value, k) =>
        relative(found[k] ?? NaN, value),
      );
      expect(Math.max(...errors), name).toBeLessThan(1e-6);
    }
    expect(relative(result.logLikelihood ?? NaN, reference.loglik)).toBeLessThan(1e-8);
  });
});

/** The columns of the iris data, measures first; species as codes. */
function iris(): { x: number[][]; y: number[] } {
  const [, ...lines] = read('fits/iris.csv').trim().split('\n');
  const cells = lines.map((line) => line.split(','));
  const species = [...new Set(cells.map((row) => present(row[4])))].sort();
  return {
    x: [0, 1, 2, 3].map((k) => cells.map((row) => Number(row[k]))),
    y: cells.map((row) => species.indexOf(present(row[4]))),
  };
}

const irisTable = (columns: readonly (readonly number[])[], y: readonly number[]): Table => ({
  ...Object.fromEntries(columns.map((column, k) => [`x${k + 1}`, column])),
  y,
});

/** What the densities of normal priors have besides the penalty: ½ log 2πσ² for each parameter. */
const normalConstant = (count: number, variance: number): number =>
  (count / 2) * Math.log(2 * Math.PI * variance);

describe('ridge_multinomial_iris', () => {
  interface Ridge {
    readonly coef: readonly (readonly number[])[];
    readonly intercepts: readonly number[];
    readonly objective: number;
    readonly objective_at_zero: number;
    readonly nll: number;
  }
  const reference = referenceOf<Ridge>('ridge_multinomial_iris');
  const { x, y } = iris();
  const setup = lazily('ridge_multinomial_iris', irisTable(x, y));
  const constant = normalConstant(12, 1);

  test('has the value of the reference at 0', () => {
    const { value } = totals(setup(), new Float64Array(15));
    expect(relative(value - constant, reference.objective_at_zero)).toBeLessThan(1e-12);
  });

  test('is fitted to the reference, the intercepts but for a common number', () => {
    const result = fit(setup().model, setup().data);
    expect(result.converged).toBe(true);
    const b = flat(present(result.params['b']));
    const mean = b.reduce((sum, each) => sum + each, 0) / 3;
    const found = [...flat(present(result.params['W'])), ...b.map((each) => each - mean)];
    const wanted = [...reference.coef.flat(), ...reference.intercepts];
    expect(Math.max(...wanted.map((each, k) => relative(found[k] ?? NaN, each)))).toBeLessThan(
      1e-6,
    );
    expect(relative(result.logLikelihood ?? NaN, -reference.nll)).toBeLessThan(1e-8);
    expect(relative(result.objective * 150 - constant, reference.objective)).toBeLessThan(1e-10);
  });
});

describe('nn_tanh_softmax_iris', () => {
  interface Network {
    readonly points: readonly {
      readonly w: readonly number[];
      readonly objective: number;
      readonly grad: readonly number[];
    }[];
    readonly best_w: readonly number[];
    readonly best_objective: number;
  }
  const reference = referenceOf<Network>('nn_tanh_softmax_iris');
  const { x, y } = iris();
  const setup = lazily('nn_tanh_softmax_iris', irisTable(x.map(standardised), y));
  const constant = normalConstant(27, 10);

  test.each(reference.points.map((point, k) => [k, point] as const))(
    'has the value and the gradient of the reference at point %i',
    (_k, { w, objective, grad }) => {
      const { value, slopes } = totals(setup(), Float64Array.from(w));
      expect(relative(value - constant, objective)).toBeLessThan(1e-12);
      expect(worst(slopes, grad)).toBeLessThan(1e-11);
    },
  );

  test('has the minimum of the reference near it', () => {
    const start = Float64Array.from(reference.best_w, (w) => w * 1.01);
    const result = fit(setup().model, setup().data, { start });
    expect(result.converged).toBe(true);
    const found = result.objective * 150 - constant;
    expect(relative(found, reference.best_objective)).toBeLessThan(1e-10);
  });
});

function standardised(column: readonly number[]): number[] {
  const mean = column.reduce((sum, each) => sum + each, 0) / column.length;
  const squares = column.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return column.map((each) => (each - mean) / Math.sqrt(squares / column.length));
}

describe('mvn_setosa', () => {
  interface Normal {
    readonly R_reference: { readonly mu: readonly number[]; readonly L: readonly number[][] };
    readonly loglik: number;
    readonly data: Table;
  }
  const reference = referenceOf<Normal>('mvn_setosa');
  const setup = lazily('mvn_setosa', reference.data, { x: ['SL', 'SW', 'PL', 'PW'] });

  test('is fitted to the reference', () => {
    const result = fit(setup().model, setup().data);
    expect(result.converged).toBe(true);
    const mu = flat(present(result.params['mu']));
    const { mu: wanted, L } = reference.R_reference;
    expect(Math.max(...wanted.map((each, k) => relative(mu[k] ?? NaN, each)))).toBeLessThan(1e-6);
    expect(worst(productWith(result.params, L), identity)).toBeLessThan(1e-6);
    expect(relative(result.logLikelihood ?? NaN, reference.loglik)).toBeLessThan(1e-8);
  });
});

const identity = Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1 : 0));

/** P L of the triangular P that the parameters are. */
function productWith({ A = [], d = [] }: Params, L: readonly (readonly number[])[]): number[] {
  const [below, diagonal] = [flat(A), flat(d)];
  const entry = (i: number, j: number): number =>
    i === j ? present(diagonal[i]) : i > j ? present(below[4 * i + j]) : 0;
  return identity.map((_, k) => {
    const [i, j] = [Math.floor(k / 4), k % 4];
    return L.reduce((sum, row, m) => sum + entry(i, m) * present(row[j]), 0);
  });
}
