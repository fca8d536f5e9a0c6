import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { present } from '../../src/base/invariant.ts';
import { gradient } from '../../src/calculus/index.ts';
import { analyse, instantiate, type Analysis } from '../../src/compile.ts';
import {
  constantOf,
  postorder,
  verifyGraph,
  type Node,
  type Symbol,
} from '../../src/graph/index.ts';
import { lower } from '../../src/lower/index.ts';
import { distributions as densities } from '../../src/model/index.ts';
import { objectiveOracle } from '../../src/oracle/index.ts';
import * as R from '../../src/oracle/real/index.ts';
import type { Real } from '../../src/oracle/real/index.ts';
import { rootsOf } from '../../src/passes.ts';
import { final, simplify, stable } from '../../src/rewrite/index.ts';
import { caseRules } from '../../src/rewrite/rules/algebra.ts';
import { finalRules } from '../../src/rewrite/rules/index.ts';
import { logarithmRules } from '../../src/rewrite/rules/logarithm.ts';
import { shareRules } from '../../src/rewrite/rules/logistic.ts';
import { exponentialRules } from '../../src/rewrite/structural/exponential-rules.ts';
import { logSumExpRules } from '../../src/rewrite/structural/log-sum-exp-rules.ts';
import { parseModel } from '../../src/syntax/index.ts';
import { disturbedOracle, sensitivity } from '../fuzz/disturbed.ts';
import { evaluateExactly } from './exact.ts';
import { dataOf, randomModels, rowsOfModels, thetaOf } from './random-models.ts';

/** `PROPERTY_RUNS=20 npx vitest run test/properties` takes twenty times as many models. */
const times = Number(process.env['PROPERTY_RUNS'] ?? 1);
const runs = (numRuns: number, seed: number): fc.Parameters<unknown> => ({
  numRuns: numRuns * times,
  seed,
});
const timeout = 60_000 * times;

/** A parameter may cancel from all terms, which is an error; such a model is not taken. */
function taken<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    const isUnused = error instanceof FluxionError && error.diagnostics[0]?.code === 'FX212';
    fc.pre(!isUnused);
    throw error;
  }
}

/** Elements of ∇J that are checked: differences cost the oracle two evaluations of J each. */
const fewOf = (size: number, seed: number): number[] => [
  ...new Set([0, 1, 2].map((k) => (seed + k * Math.ceil(size / 3)) % size)),
];

/**
 * An error may be 10⁻¹³ of the value, or where terms cancel 10⁻¹⁴ of what it is off by for each unit of
 * a relative error of every intermediate result of the formula as it is written, measured with the oracle.
 */
const tolerance = { ofValue: 1e-13, ofCondition: 1e-14 };

function expectTruth(found: number, truth: Real, disturbed: () => readonly Real[]): void {
  const wanted = R.toNumber(truth);
  const error = Math.abs(found - wanted);
  if (error <= tolerance.ofValue * Math.abs(wanted)) return;
  const condition = sensitivity(truth, disturbed());
  expect(error / condition, `${found} for ${wanted}`).toBeLessThan(tolerance.ofCondition);
}

/** Holds the compiled J and ∇J against the oracle, which has no rule of differentiation. */
function expectOracle(text: string, seed: number): void {
  const model = taken(() => instantiate(text));
  const [data, theta] = [dataOf(model), thetaOf(model, seed)];
  const slopes = new Float64Array(theta.length);
  const rows = { from: 0, to: data.rows, order: null };
  const value = model.objectiveAndGradient(theta, data, rows, slopes);
  const tree = parseModel({ name: 'model.fx', text });
  const oracle = objectiveOracle(tree, { densities, data });
  // An argument may be outside of its domain.
  const isFinite = Number.isFinite(R.toNumber(oracle.objective(theta)));
  expect(Number.isFinite(value)).toBe(isFinite);
  if (!isFinite) return;
  expect(model.objective(theta, data, rows)).toBeCloseTo(value, 10);
  const disturbed = [1, 2, 3].map((k) => disturbedOracle(tree, { densities, data }, k));
  expectTruth(value, oracle.objective(theta), () => disturbed.map((d) => d.objective(theta)));
  const coordinates = fewOf(theta.length, seed);
  oracle.gradient(theta, coordinates).forEach((slope, i) => {
    const k = present(coordinates[i]);
    if (!slope.differentiable) return;
    const others = () => disturbed.map((d) => present(d.gradient(theta, [k])[0]).value);
    expectTruth(present(slopes[k]), slope.value, others);
  });
}

describe('compiled random models', () => {
  test(
    'have the value and the gradient of the oracle',
    () => {
      fc.assert(fc.property(randomModels, fc.nat(99), expectOracle), runs(15, 1));
    },
    timeout,
  );

  test(
    'are made of graphs that are in order, and have loops',
    () => {
      const check = (text: string): void => {
        const { records, program } = taken(() => analyse(text));
        verifyGraph(rootsOf(present(records.at(-1)).maths));
        expect(lower(program).kernels.length).toBeGreaterThan(1);
      };
      fc.assert(fc.property(randomModels, check), runs(60, 2));
    },
    timeout,
  );

  /** What random models have found. */
  const found: Readonly<Record<string, string>> = {
    'erfc 0 of a label': 'data y: binary\nparam a: real\nloss a*erfc(y)',
    'a name for what no loop has left': `
      param s: positive, v: real[3], o: ordered[3]
      data y: binary
      hyper t: positive = 1.3
      d = lbeta((y == 1) or (t > 1) ? s : norm(o) + 0.1, 1/(1 + t/2))
      loss softplus(atan(d))
      loss lgamma(hypot(cbrt(v[1]), 2))`,
    'a case for each element of a vector and each row': `
      param v: real[3]
      data x: real
      loss log(max(max(v, x))^2 + 1)`,
    'a column in the mean of itself': `
      param a: real, W: real[2, 3], v: real[3]
      data x: real
      x ~ normal([x, a]' * W * v, 1)`,
  };

  test.each(Object.entries(found))('%s', (_name, text) => expectOracle(text, 1));
});

const precision = R.Precision.ofDigits(40);

/** The values of the symbols of a model at a point. */
function environmentOf({ model }: Analysis, seed: number) {
  const [data, theta] = [dataOf(model), thetaOf(model, seed)];
  const places = new Map(model.layout.parameters.map((each) => [each.name, each]));
  const valueOf = (symbol: Symbol): number[] => {
    if (symbol.role === 'total') return [data.totalWeight];
    const place = places.get(symbol.name);
    if (place) return Array.from(theta.subarray(place.offset, place.offset + place.size));
    const given = present(data[symbol.name]);
    return typeof given === 'number' ? [given] : Array.from(given);
  };
  return { precision, rows: rowsOfModels, valueOf };
}

/** Digits beyond those of a double that constants which were computed on the way have not. */
function expectSameNumbers(before: readonly Real[], after: readonly Real[]): void {
  before.forEach((x, i) => {
    if (!R.isFinite(x)) return;
    const difference = R.toNumber(R.subtract(precision, x, present(after[i])));
    const wanted = R.toNumber(x);
    expect(
      Math.abs(difference) / (1e-12 + Math.abs(wanted)),
      `${R.toNumber(present(after[i]))} for ${wanted}`,
    ).toBeLessThan(1e-25);
  });
}

const setOf = (pass: string) =>
  pass === 'keep digits' ? final : pass.startsWith('stabilise') ? stable : null;

/**
 * Rules that may write more functions than there were: logarithms of products and sums are split so that
 * exponentials cancel, functions of cases so that each case leaves the loop over rows, and the last
 * forms keep digits.
 */
const spending = new Set(
  [
    ...logarithmRules,
    ...shareRules,
    ...exponentialRules,
    ...logSumExpRules,
    ...caseRules,
    ...finalRules,
  ].map(({ name }) => name),
);

/** Functions that a node calls: all but sums, products and powers by a number, each where it is shared once. */
const functionsIn = (root: Node): number =>
  postorder([root]).filter(
    (n) =>
      n.kind === 'reduce' ||
      (n.kind === 'map' && n.fn !== 'add' && (n.fn !== 'pow' || !isNumber(n.args[1]))),
  ).length;

const isNumber = (node: Node | undefined): boolean =>
  node !== undefined && constantOf(node) !== undefined;

describe('simplification of random models', () => {
  const analysed = (text: string): Analysis => taken(() => analyse(text));

  test(
    'preserves the value and the gradient in 40 digits',
    () => {
      const check = (text: string, seed: number): void => {
        const analysis = analysed(text);
        const { model, records } = analysis;
        const { objective } = present(records[0]).maths;
        const thetas = model.parameters.map(({ theta }) => theta);
        const last = present(records.at(-1)).maths;
        const [before, after] = [
          [objective, ...gradient(model.graph, objective, thetas)],
          [last.objective, ...last.gradient],
        ].map((roots) =>
          evaluateExactly(roots, environmentOf(analysis, seed)).flatMap(({ values }) => values),
        );
        expectSameNumbers(present(before), present(after));
      };
      fc.assert(fc.property(randomModels, fc.nat(99), check), runs(25, 2));
    },
    timeout,
  );

  test(
    'is idempotent, and no rule but those that are there for it adds a function',
    () => {
      const check = (text: string): void => {
        const { model, records } = analysed(text);
        for (const { name, maths, rewrites } of records) {
          const rules = setOf(name);
          if (!rules) continue;
          const roots = rootsOf(maths);
          const again = simplify(model.graph, roots, rules);
          expect(again.every((root, k) => root === roots[k])).toBe(true);
          for (const { rule, before, after } of rewrites.filter((r) => !spending.has(r.rule))) {
            expect(functionsIn(after), rule).toBeLessThanOrEqual(functionsIn(before));
          }
        }
      };
      fc.assert(fc.property(randomModels, check), runs(25, 3));
    },
    timeout,
  );
});
