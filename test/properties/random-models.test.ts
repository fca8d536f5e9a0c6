import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { present } from '../../src/base/invariant.ts';
import { gradient } from '../../src/calculus/index.ts';
import { analyse, type Analysis } from '../../src/compile.ts';
import {
  constantOf,
  postorder,
  verifyGraph,
  type Node,
  type Symbol,
} from '../../src/graph/index.ts';
import { lower } from '../../src/lower/index.ts';
import * as R from '../../src/oracle/real/index.ts';
import type { Real } from '../../src/oracle/real/index.ts';
import { rootsOf } from '../../src/passes.ts';
import { hoisting, machine, simplify } from '../../src/rewrite/index.ts';
import { caseRules } from '../../src/rewrite/rules/algebra.ts';
import { digitRules } from '../../src/rewrite/rules/index.ts';
import { rangeRules } from '../../src/rewrite/structural/range-rules.ts';
import { logarithmRules } from '../../src/rewrite/rules/logarithm.ts';
import { shareRules } from '../../src/rewrite/rules/logistic.ts';
import { exponentialRules } from '../../src/rewrite/structural/exponential-rules.ts';
import { logSumExpRules } from '../../src/rewrite/structural/log-sum-exp-rules.ts';
import { evaluateExactly } from './exact.ts';
import { dataOf, rowsOfModels, thetaOf } from '../fuzz/points.ts';
import { printModel, randomModel } from '../fuzz/random-models.ts';

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

const randomModels = fc.nat().map((seed) => printModel(randomModel(seed, 1)));

describe('compiled random models', () => {
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
  pass === 'stabilise' ? machine : pass === 'simplify the gradient' ? hoisting : null;

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
    ...digitRules,
    ...rangeRules,
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
