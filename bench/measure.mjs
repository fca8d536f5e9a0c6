// Times one case in a process of its own: node measure.mjs INDEX. Prints a line of JSON.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { compile } from '../dist/index.js';
import ts from 'typescript';
import { cases, makeData, makeTheta } from './cases.mjs';

const ROUNDS = 41;
const SAMPLE_SECONDS = 0.02;

const { name, model, rows } = cases[Number(process.argv[2])];
const generated = await importGenerated(model);
const hand = await import(`./hand/${model}.mjs`);
// Two sets of rows, as a fit has for training and validation: V8 takes the one array that a function ever
// sees for a constant, and leaves out what no real call can do without.
const sets = [42, 43].map((seed) => makeData(generated.layout, rows, seed));
const theta = makeTheta(generated.layout);
const all = { from: 0, to: rows, order: null };
const gradients = [0, 1].map(() => new Float64Array(theta.length));

const run = {
  generated: (k) => generated.objectiveAndGradient(theta, sets[k & 1], all, gradients[0]),
  hand: (k) => hand.objectiveAndGradient(theta, sets[k & 1], rows, gradients[1]),
};

/** The module that `fluxion build` would write, as JavaScript. */
async function importGenerated(stem) {
  const source = {
    name: `${stem}.fx`,
    text: readFileSync(new URL(`models/${stem}.fx`, import.meta.url), 'utf8'),
  };
  const text = await compile(source).module();
  const target = new URL(`../dist/bench/${stem}-${process.argv[2]}.js`, import.meta.url);
  mkdirSync(new URL('.', target), { recursive: true });
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(target, ts.transpileModule(text, { compilerOptions: options }).outputText);
  return (await import(pathToFileURL(target.pathname).href)).default;
}

/** A difference of value or gradient beyond rounding means that two things are compared. */
function checkAgreement(k) {
  const values = [run.generated(k), run.hand(k)];
  const differ = (a, b) => Math.abs(a - b) > 1e-9 * (1e-3 + Math.abs(a));
  if (differ(...values)) throw new Error(`${name}: J is ${values.join(' and ')}`);
  gradients[0].forEach((g, i) => {
    if (differ(g, gradients[1][i]))
      throw new Error(`${name}: gradient ${i} is ${g} and ${gradients[1][i]}`);
  });
}

/** Seconds a call, over enough calls to be measured. */
function time(f, calls) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) f(i);
  return Number(process.hrtime.bigint() - start) / 1e9 / calls;
}

const median = (xs) => xs.toSorted((a, b) => a - b)[xs.length >> 1];

/**
 * Bytes that a call leaves behind: growth of the heap over many calls without a collection. The least of
 * some rounds, since V8 itself allocates now and then.
 */
function allocation(f) {
  const calls = Math.max(50, Math.min(20_000, Math.round(0.1 / time(f, 5))));
  const rounds = Array.from({ length: 5 }, () => {
    global.gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < calls; i++) f(i);
    return Math.max(0, process.memoryUsage().heapUsed - before) / calls;
  });
  return Math.min(...rounds);
}

// Short calls first: a function whose first call is long can stay in slow code.
for (let i = 0; i < 300; i++) {
  const few = { from: 0, to: Math.min(rows, 64), order: null };
  generated.objectiveAndGradient(theta, sets[i & 1], few, gradients[0]);
  hand.objectiveAndGradient(theta, sets[i & 1], few.to, gradients[1]);
}
[0, 1].forEach(checkAgreement);
const calls = Math.max(1, Math.round(SAMPLE_SECONDS / Math.max(time(run.hand, 3), 1e-8)));
time(run.generated, calls);
time(run.hand, calls);
const pairs = Array.from({ length: ROUNDS }, () => [
  time(run.generated, calls),
  time(run.hand, calls),
]);
console.log(
  JSON.stringify({
    name,
    generated: median(pairs.map(([a]) => a)),
    hand: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
    // A number that a function returns may itself be on the heap: that of the hand-written one is taken off.
    bytes: Math.max(0, allocation(run.generated) - allocation(run.hand)),
  }),
);
