// What a case is timed with: the generated module, its data and a point, and the check that others compute the same.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { compile } from '../dist/index.js';
import { cases, makeData, makeTheta } from './cases.mjs';

/**
 * A case, and the generated gradient as a function of the number of a call and the rows, which are all by
 * default. It writes to `gradient` and returns J.
 */
export async function prepare(index) {
  const { name, model, rows } = cases[index];
  const module = await importGenerated(model, index);
  const { layout } = module;
  // Two sets of rows, as a fit has for training and validation: V8 takes the one array that a function ever
  // sees for a constant, and leaves out what no real call can do without.
  const sets = [42, 43].map((seed) => makeData(layout, rows, seed));
  const theta = makeTheta(layout);
  const gradient = new Float64Array(theta.length);
  const all = { from: 0, to: rows, order: null };
  const generated = (k, span = all) =>
    module.objectiveAndGradient(theta, sets[k & 1], span, gradient);
  return { name, model, rows, layout, sets, theta, generated, gradient };
}

/** Short calls first: a function whose first call is long can stay in slow code. */
export function warmUp(f, rows) {
  const few = { from: 0, to: Math.min(rows, 64), order: null };
  for (let i = 0; i < 300; i++) f(i, few);
}

/** The module that `fluxion build` would write, as JavaScript. */
async function importGenerated(stem, index) {
  const source = {
    name: `${stem}.fx`,
    text: readFileSync(new URL(`models/${stem}.fx`, import.meta.url), 'utf8'),
  };
  const text = await compile(source).module();
  const target = new URL(`../dist/bench/${stem}-${index}.js`, import.meta.url);
  mkdirSync(new URL('.', target), { recursive: true });
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(target, ts.transpileModule(text, { compilerOptions: options }).outputText);
  return (await import(pathToFileURL(target.pathname).href)).default;
}

/**
 * A difference of value or gradient beyond rounding means that two things are compared. Results are the
 * value and the gradient's elements; the tolerance is relative, down to a thousandth.
 */
export function checkAgreement(name, [value, gradient], [otherValue, otherGradient], tolerance) {
  const check = (what, a, b) => {
    if (!(Math.abs(a - b) <= tolerance * (1e-3 + Math.abs(a))))
      throw new Error(`${name}: ${what} is ${a} and ${b}`);
  };
  check('J', value, otherValue);
  gradient.forEach((g, i) => check(`gradient ${i}`, g, otherGradient[i]));
}
