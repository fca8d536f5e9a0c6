import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { instantiate } from '../../src/compile.ts';
import { fit, type Model } from '../../src/runtime/index.ts';

interface Point {
  readonly x: readonly number[];
  readonly f: number;
  readonly grad: readonly number[];
}

interface Case {
  readonly name: string;
  readonly expr: string;
  readonly vars: readonly string[];
  readonly fmin: number;
  /** Where a quasi-Newton method came to from the same start: for some a local minimum. */
  readonly bfgs_value_from_start: number;
  readonly points: Readonly<Record<string, Point>>;
}

const file = new URL('../../../shared/external/optimization.json', import.meta.url);
const cases: readonly Case[] = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases
  : [];

const compile = ({ vars, expr, name }: Case): Model =>
  instantiate(`param ${vars.map((each) => `${each}: real`).join(', ')}\nloss ${expr}`, {
    name: `${name}.fx`,
  });

const data = { rows: 1, totalWeight: 1 };
const rows = { from: 0, to: 1, order: null };

/** |found − wanted| over the largest of 1 and a scale. */
const error = (found: number, wanted: number, scale: number): number =>
  Math.abs(found - wanted) / Math.max(1, scale);

describe.skipIf(cases.length === 0)('test functions of optimization', () => {
  test.each(cases)('$name has the values and gradients of the reference', (each) => {
    const model = compile(each);
    for (const { x, f, grad } of Object.values(each.points)) {
      const gradient = new Float64Array(x.length);
      const value = model.objectiveAndGradient(Float64Array.from(x), data, rows, gradient);
      expect(error(value, f, Math.abs(f))).toBeLessThan(1e-12);
      const scale = Math.max(...grad.map(Math.abs));
      const errors = grad.map((slope, k) => error(gradient[k] ?? NaN, slope, scale));
      expect(Math.max(...errors)).toBeLessThan(1e-11);
    }
  });

  test.each(cases)('$name is minimised', (each) => {
    const model = compile(each);
    const { objective, converged } = fit(
      model,
      {},
      { start: Float64Array.from(each.points['start']?.x ?? []), epochs: 5000 },
    );
    const reachable = Math.max(each.fmin, each.bfgs_value_from_start);
    expect(objective).toBeLessThan(reachable * (1 + 1e-6) + 1e-6);
    expect(converged).toBe(true);
  });
});
