import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { distributions } from '../../src/model/distributions/index.ts';
import { objectiveOracle, toNumber, toText, type Oracle } from '../../src/oracle/index.ts';
import { parseModel } from '../../src/syntax/index.ts';
import {
  dataOf,
  densityModel,
  elementsOf,
  readCases,
  type DensityCase,
  type DensityPoint,
} from './density-cases.ts';
import { extremePoints } from './extreme-points.ts';
import { flat } from './interpret.ts';

/** The oracle of a density, over its arguments in their own space. */
function oracleOf(point: DensityPoint): Oracle {
  const tree = parseModel({ name: `${point.dist}.fx`, text: densityModel(point, 'real') });
  return objectiveOracle(tree, { densities: distributions, data: dataOf(point) });
}

const argumentsOf = (oracle: Oracle, { inputs }: DensityPoint): number[] =>
  oracle.parameters.flatMap(({ name }) => flat(present(inputs[name])));

const digits = 25;
const negative = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`);

/** |xⱼ ∂²/∂xᵢ∂xⱼ| summed over j, for every i, from differences of gradients. */
function gradientConditions(oracle: Oracle, x: readonly number[]): number[] {
  const parts = x.map((each, j) => {
    const step = each * 1e-9 * Math.min(1, Math.abs(1 - each) / Math.abs(each) || 1);
    const [above, below] = [1, -1].map((sign) =>
      oracle.gradient(x.map((other, k) => (k === j ? other + sign * step : other))),
    );
    return x.map((_, i) => {
      const rise = toNumber(present(above?.[i]).value) - toNumber(present(below?.[i]).value);
      return step === 0 ? 0 : Math.abs((each / (2 * step)) * rise);
    });
  });
  return x.map((_, i) => parts.reduce((sum, part) => sum + present(part[i]), 0));
}

const named = (point: DensityPoint, texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(elementsOf(point).map((name, k) => [name, present(texts[k])]));

/** What the oracle says of a point. */
function valuesAt(point: DensityPoint): Pick<DensityCase, 'logp' | 'grad'> {
  const oracle = oracleOf(point);
  const x = argumentsOf(oracle, point);
  const slopes = oracle.gradient(x).map((slope) => negative(toText(slope.value, digits)));
  return {
    logp: negative(toText(oracle.objective(x), digits)),
    grad: named(point, slopes),
  };
}

function conditionsAt(
  point: DensityPoint,
  grad: DensityCase['grad'],
): Pick<DensityCase, 'cond_logp' | 'cond_grad'> {
  const oracle = oracleOf(point);
  const x = argumentsOf(oracle, point);
  const slopes = Object.values(grad).map(Number);
  const condition = x.reduce((sum, each, k) => sum + Math.abs(each * present(slopes[k])), 0);
  const texts = gradientConditions(oracle, x).map((each) => each.toPrecision(3));
  return { cond_logp: condition.toPrecision(3), cond_grad: named(point, texts) };
}

const points = Object.entries(extremePoints).flatMap(([dist, list]) =>
  list.map((inputs, k) => ({ id: `${dist}/extreme ${k + 1}`, dist, inputs })),
);

const file = new URL('../fixtures/reference/extremes.json', import.meta.url);

function write(): void {
  const cases = points.map((point) => {
    const values = valuesAt(point);
    return { ...point, ...values, ...conditionsAt(point, values.grad) };
  });
  const about = 'log densities and partial derivatives by the oracle, as in distributions.json';
  const lines = cases.map((each) => JSON.stringify(each)).join(',\n');
  writeFileSync(file, `{"about":"${about}","cases":[\n${lines}\n]}\n`);
}

if (process.env['UPDATE']) write();

describe('extreme points', () => {
  const known = new Map(readCases('extremes.json').map((each) => [each.id, each]));

  test.each(points)('$id is as the oracle says', (point) => {
    const { dist, inputs, logp, grad } = present(known.get(point.id));
    expect({ dist, inputs, logp, grad }).toEqual({
      dist: point.dist,
      inputs: point.inputs,
      ...valuesAt(point),
    });
  });
});
