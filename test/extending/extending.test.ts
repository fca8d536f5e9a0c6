import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { printDerivation } from '../../src/derivation/index.ts';
import { language, type Language } from '../../src/model/index.ts';
import { objectiveOracle } from '../../src/oracle/index.ts';
import * as R from '../../src/oracle/real/index.ts';
import { fit, prepareData, random } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';
import { extended } from './additions.ts';
import { interpret } from './interpreter.ts';

const text = `data x: real[2], y: real
param L: correlation_factor[2, 2], m: real, tau: positive = 1
u = L*x
loss bell(u[1] - u[2] + 0.1) + bell(m)*x[1]^2
y ~ normal_by_precision(m + u[2], tau)`;

const table = {
  x: [
    [0.3, -0.4],
    [1.2, 0.9],
    [-0.5, 0.7],
  ],
  y: [0.4, 1.3, -0.2],
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/** The tables themselves, and how a few functions are written or rewritten that have a notation of their own. */
const stillApart = [
  'src/derivation/formula/from-node.ts',
  'src/derivation/formula/plainer.ts',
  'src/rewrite/structural/complement-rules.ts',
  'src/runtime/domain-syntax.ts',
  'src/runtime/domain.ts',
];

const compilation = compile(text, { language: extended });
const model = compilation.instantiate();
const { data } = prepareData(model.layout, table);
const rows = { from: 0, to: data.rows, order: null };
const theta = Float64Array.from([0.4, -0.3, 0.2]);

const oracle = objectiveOracle(parseModel({ name: 'model.fx', text }), {
  densities: extended.distributions,
  functions: extended.functions,
  domains: extended.domains,
  data,
});

describe('the tables', () => {
  it('have one row more each, which says all that is asked', () => {
    const counted = ({ functions, distributions, domains }: Language) =>
      [functions, distributions, domains].map((table) => Object.keys(table).length);
    expect(counted(extended)).toEqual(counted(language).map((n) => n + 1));
  });

  it('are the only ones that functions and domains are looked up in by name', () => {
    // Of the kinds that the pattern names, tables for some functions or domains only.
    const partial =
      /\[\w+ in (ElementwiseName|DomainKind)\]\?:|Partial<Record<(ElementwiseName|DomainKind)/;
    const total = /\[\w+ in (ElementwiseName|DomainKind)\]:/;
    const found = sources('src').filter((file) => {
      const lines = readFileSync(file, 'utf8');
      return partial.test(lines) || total.test(lines);
    });
    expect(found.toSorted()).toEqual(stillApart);
  });
});

describe('a function, a distribution and a domain of matrices from outside', () => {
  it('are not of the language itself', () => {
    expect(() => compile(text, { language })).toThrow(/FX204|FX301|FX401/);
  });

  it('have the value and the gradient of the oracle', () => {
    const gradient = new Float64Array(theta.length);
    const value = model.objectiveAndGradient(theta, data, rows, gradient);
    expect(value).toBeCloseTo(R.toNumber(oracle.objective(theta)), 12);
    oracle
      .gradient(theta)
      .forEach((slope, k) => expect(gradient[k]).toBeCloseTo(R.toNumber(slope.value), 12));
  });

  it('are transformed, fitted and drawn', () => {
    const params = model.constrain(theta);
    expect(params['L']).toEqual([
      [1, 0],
      [Math.tanh(0.4), 1 / Math.cosh(0.4)],
    ]);
    expect([...model.unconstrain(params)]).toEqual([...theta].map((x) => expect.closeTo(x, 12)));
    expect(fit(model, data).objective).toBeLessThan(model.objective(theta, data, rows));
    const drawn = { ...data, y: new Float64Array(data.rows) };
    model.sample?.(theta, drawn, random(1));
    expect(drawn.y.every((y) => Number.isFinite(y) && y !== 0)).toBe(true);
  });

  it('are derived', () => {
    const page = printDerivation(compilation.derivation, 'text');
    expect(page).toContain('bell');
    expect(page).toContain('the hyperbolic tangent of');
  });

  it('are run by a target from outside, which prints the same loops', () => {
    const gradient = new Float64Array(theta.length);
    const value = model.objectiveAndGradient(theta, data, rows, gradient);
    const interpreted = interpret(compilation.kernels, theta, data, rows);
    expect(interpreted.value).toBeCloseTo(value, 13);
    gradient.forEach((slope, k) => expect(interpreted.gradient[k]).toBeCloseTo(slope, 13));
  });
});
