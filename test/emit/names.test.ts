import { expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { analyse, compile } from '../../src/compile.ts';
import type { Model } from '../../src/runtime/model.ts';
import { loadModule } from './load-module.ts';

/** Words of JavaScript and TypeScript, names of the module's own, and names of what every object has. */
const words = [
  ...['abstract', 'any', 'arguments', 'as', 'async', 'await', 'break', 'case', 'catch', 'class'],
  ...['constructor', 'continue', 'debugger', 'declare', 'default', 'delete', 'do', 'enum', 'eval'],
  ...['export', 'extends', 'finally', 'from', 'function', 'get', 'implements', 'instanceof', 'is'],
  ...['interface', 'keyof', 'let', 'module', 'namespace', 'never', 'new', 'number', 'of', 'out'],
  ...['package', 'private', 'protected', 'public', 'readonly', 'require', 'return', 'satisfies'],
  ...['set', 'static', 'string', 'super', 'switch', 'symbol', 'this', 'throw', 'try', 'type'],
  ...['typeof', 'using', 'var', 'void', 'while', 'with', 'yield', 'Infinity', 'NaN', 'Math'],
  ...['hasOwnProperty', 'toString', 'valueOf', '__proto__', 'prototype', 'Float64Array', 'exports'],
  ...['theta', 'gradient', 'order', 'layout', 'starts', 'start', 'constrain', 'objective', 'total'],
  ...['lgamma', 'startVector', 'Params', 'Data', 'Model', 'σ', 'w₁', 'w1', '_', 'i', 'k', 'x2'],
];

/** Whether the language lets anything have the name. */
function isAllowed(word: string): boolean {
  try {
    analyse(`param ${word}: real\nloss ${word}^2\n`);
    return true;
  } catch (error) {
    if (error instanceof FluxionError) return false;
    throw error;
  }
}

const allowed = words.filter(isAllowed);
const rows = { from: 0, to: 2, order: null };

/** The model of the text, as its module has it. */
const build = async (text: string): Promise<Model> => loadModule(await compile(text).module());

it('are allowed by the language, nearly all', () => {
  expect(allowed.length).toBeGreaterThan(0.9 * words.length);
  expect(allowed).toEqual(expect.arrayContaining(['prototype', 'class', 'theta']));
});

it('name parameters', async () => {
  const terms = allowed.map((word) => `(${word}*u - v)^2`).join(' + ');
  const model = await build(
    `data u: real, v: real\nparam ${allowed.map((w) => `${w}: real = 2`).join(', ')}\n` +
      `loss ${terms} + lgamma(u)\n`,
  );
  const theta = model.start(1);
  const data = { rows: 2, totalWeight: 2, u: Float64Array.of(1, 2), v: Float64Array.of(1, 1) };
  const gradient = new Float64Array(theta.length);
  // Each term is (2·1 − 1)² in one row and (2·2 − 1)² in the other.
  const value = model.objectiveAndGradient(theta, data, rows, gradient);
  expect(value).toBeCloseTo(5 * allowed.length, 9);
  expect([...gradient]).toEqual(allowed.map(() => expect.closeTo(7, 12)));
  expect(Object.entries(model.constrain(theta))).toEqual(allowed.map((word) => [word, 2]));
  expect(model.unconstrain(model.constrain(theta))).toEqual(theta);
});

it('name columns, settings and outputs', async () => {
  const [columns, others] = [
    allowed.filter((_, k) => k % 2 === 0),
    allowed.filter((_, k) => k % 2),
  ];
  const model = await build(
    [
      `data ${columns.map((word) => `${word}: real`).join(', ')}`,
      'param q: real = 2',
      `hyper ${others.map((word) => `${word}: real = 0.5`).join(', ')}`,
      `loss ${columns.map((word, k) => `(q*${word} - ${others[k] ?? 1})^2`).join(' + ')}`,
      ...columns.map((word) => `output ${word}_ = q*${word}`),
    ].join('\n') + '\n',
  );
  const data = {
    rows: 2,
    totalWeight: 2,
    ...Object.fromEntries(columns.map((word) => [word, Float64Array.of(1, 1)])),
    ...Object.fromEntries(others.map((word) => [word, 0.5])),
  };
  const gradient = new Float64Array(1);
  const half = columns.filter((_, k) => others[k] !== undefined).length;
  const whole = columns.length - half;
  const value = model.objectiveAndGradient(model.start(1), data, rows, gradient);
  expect(value).toBeCloseTo(2.25 * half + whole, 9);
  expect(gradient[0]).toBeCloseTo(3 * half + 2 * whole, 9);
  const predicted = model.predict?.(model.start(1), data, rows) ?? {};
  expect(Object.keys(predicted)).toEqual(columns.map((word) => `${word}_`));
});
