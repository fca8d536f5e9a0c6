import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { present } from '../../src/base/invariant.ts';
import { instantiate } from '../../src/compile.ts';
import type { Data, Model } from '../../src/runtime/index.ts';
import { interpret, type Evaluation } from './interpret.ts';

interface Point {
  readonly at: Readonly<Record<string, number>>;
  readonly value: string;
  readonly grad: Readonly<Record<string, string>>;
  readonly float64_ill_conditioned?: boolean;
}

interface Case {
  readonly id: number;
  readonly expr: string;
  readonly vars: readonly string[];
  readonly points: readonly Point[];
}

const file = new URL('../../../shared/external/derivatives.json', import.meta.url);
const cases: readonly Case[] = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases
  : [];

/** The variables that occur in an expression, and are what it is differentiated by. */
function variablesOf({ expr, vars }: Case): string[] {
  const names = new Set(expr.match(/[\p{L}_][\p{L}\d_]*/gu));
  return vars.filter((name) => names.has(name));
}

function modelText(each: Case): string {
  const declared = variablesOf(each).map((name) => `${name}: real`);
  const parameters = declared.length === 0 ? '' : `param ${declared.join(', ')}\n`;
  return `${parameters}loss ${each.expr}`;
}

const wantedAt = (each: Case, { value, grad }: Point): number[] => [
  Number(value),
  ...variablesOf(each).map((name) => Number(grad[name])),
];

const found = ({ value, gradient }: Evaluation): number[] => [value, ...gradient];

const thetaAt = (each: Case, { at }: Point): number[] =>
  variablesOf(each).map((name) => present(at[name]));

const tolerance = 1e-10;

const isNear = (wanted: number, got: number | undefined, scale: number): boolean =>
  got !== undefined && (got === wanted || Math.abs(got - wanted) <= tolerance * scale);

/** What is off, as a text for each number: relatively, or absolutely where terms cancel. */
const errors = (wanted: readonly number[], got: readonly number[], least: number): string[] =>
  wanted.flatMap((each, k) =>
    isNear(each, got[k], Math.max(least, Math.abs(each))) ? [] : [`${k}: ${each}, not ${got[k]}`],
  );

/** J and ∇J of the module that is generated. */
function emitted(text: string): (theta: readonly number[]) => Evaluation {
  const model: Model = instantiate(text);
  const gradient = new Float64Array(model.layout.size);
  const data: Data = { rows: 1, totalWeight: 1 };
  const rows = { from: 0, to: 1, order: null };
  return (theta) => {
    const value = model.objectiveAndGradient(Float64Array.from(theta), data, rows, gradient);
    return { value, gradient: [...gradient] };
  };
}

/** Points where 64-bit floats lose the value in cancellation, whatever is done with the expression. */
let illConditioned = 0;

describe.skipIf(cases.length === 0)('derivatives of expressions', () => {
  test.each(cases)('$id: $expr', (each) => {
    const text = modelText(each);
    const { compiled, plain } = interpret(text);
    for (const point of each.points.filter((p) => !p.float64_ill_conditioned)) {
      const [theta, wanted] = [thetaAt(each, point), wantedAt(each, point)];
      const got = found(compiled(theta));
      expect(errors(wanted, got, 1)).toEqual([]);
      const isIll = errors(wanted, found(plain(theta)), 0).length > 0;
      if (isIll) illConditioned += 1;
      else expect(errors(wanted, got, 0)).toEqual([]);
    }
  });

  test('few points are lost in cancellation', () => {
    const points = cases.flatMap((each) => each.points);
    expect(illConditioned).toBeLessThan(0.015 * points.length);
  });
});

describe.skipIf(cases.length === 0)('derivatives of expressions in generated code', () => {
  const sample = cases.filter((_, k) => k % 20 === 7);

  test.each(sample)('$id: $expr', (each) => {
    const text = modelText(each);
    const [{ compiled }, generated] = [interpret(text), emitted(text)];
    for (const point of each.points) {
      const theta = thetaAt(each, point);
      expect(errors(found(compiled(theta)), found(generated(theta)), 1)).toEqual([]);
    }
  });
});
