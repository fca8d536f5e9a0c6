import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { present } from '../../src/base/invariant.ts';
import { position } from '../../src/base/source.ts';
import { instantiate } from '../../src/compile.ts';
import { builtin, builtinNames } from '../../src/model/functions/index.ts';
import { buildModel, language, distributions as densities } from '../../src/model/index.ts';
import { operators } from '../../src/model/operators.ts';
import { objectiveOracle } from '../../src/oracle/index.ts';
import * as R from '../../src/oracle/real/index.ts';
import { prepareData } from '../../src/runtime/index.ts';
import { parseModel } from '../../src/syntax/index.ts';

/** One of each kind of value: shapes, rows, categories, and numbers that are known at once. */
const declarations = `data x: positive, v: real[2], m: real[2, 2], s: category(2), k: count
param a: positive = 0.7, u: real[2] = [0.4, 1.3], B: real[2, 3] = [1.1, 2.3, 3.2; 4.6, 0.8, -1.7]
hyper h: positive = 0.6`;

const kinds = ['2', '0.5', 'a', 'h', 'x', 'k', 's', 'u', 'v', "u'", 'm', 'B', '[a]', '[]', '[[]]'];
const table = {
  x: [0.35, 1.7],
  v: [
    [0.2, 0.9],
    [0.8, 0.5],
  ],
  m: [
    [
      [0.1, 0.2],
      [0.3, 0.5],
    ],
    [
      [0.6, 0.4],
      [0.9, 0.75],
    ],
  ],
  s: [0, 1],
  k: [0, 3],
};

/** Every kind for each argument, and for three and more a few that go round. */
function argumentsOf(count: number): string[][] {
  if (count === 0) return [[]];
  if (count > 2) return kinds.map((_, k) => kinds.slice(k).concat(kinds).slice(0, count));
  return argumentsOf(count - 1).flatMap((args) => kinds.map((kind) => [...args, kind]));
}

function callsOf(name: string): string[] {
  const { min, max } = present(builtin(language, name)).arity;
  const counts = [0, 1, 2, 3].filter((n) => n >= min && n <= max);
  const wrong = [min - 1, max + 1].filter((n) => n >= 0 && n < 5).map((n) => kinds.slice(0, n));
  return [...counts.flatMap(argumentsOf), ...wrong].map((args) => `${name}(${args.join(', ')})`);
}

function operationsOf({ sign, arity }: (typeof operators)['add']): string[] {
  if (arity === Infinity) return argumentsOf(2).map((args) => `[${args.join('; ')}]`);
  if (arity === 1) return kinds.map((kind) => (sign === "'" ? `(${kind})'` : `${sign} (${kind})`));
  if (arity === 3) return argumentsOf(3).map((args) => args.map((a) => `(${a})`).join(sign));
  return argumentsOf(2).map(([left, right]) => `(${left}) ${sign} (${right})`);
}

const others = kinds.flatMap((i) => [
  ...kinds.flatMap((j) => [`(${i} ? ${j} : 1)`, `[${i}, ${j}]`, `(${j})[${i}]`, `B[${i}, ${j}]`]),
  ...[`B[1:${i}, 1]`, `[${i}; ${i}]`, `${i}:3`, `3:${i}`],
]);

const modelOf = (lines: readonly string[]): string =>
  [declarations, 'loss a + sum(u) + sum(B)', ...lines].join('\n');

/** The codes that each line of a model is refused with; what else is thrown is a fault. */
function refusals(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const text = modelOf(lines);
  try {
    buildModel(parseModel({ name: 'model.fx', text }));
    return new Map();
  } catch (error) {
    if (!(error instanceof FluxionError)) throw new Error(`a fault in\n${text}`, { cause: error });
    const all = text.split('\n');
    const told = error.diagnostics.flatMap(({ code, span }) =>
      span
        ? [[present(all[position({ name: '', text }, span.start).line - 1]), code] as const]
        : [],
    );
    return new Map(
      told.map(([line]) => [line, told.flatMap(([at, code]) => (at === line ? code : []))]),
    );
  }
}

/** Parts the lines into those that mean something, and the codes of those that do not. */
function parted(lines: readonly string[]) {
  const refused = new Map<string, readonly string[]>();
  let rest = lines;
  for (let found = refusals(rest); found.size > 0; found = refusals(rest)) {
    for (const [line, codes] of found) refused.set(line, codes);
    const next = rest.filter((line) => !found.has(line));
    if (next.length === rest.length)
      throw new Error(`refused beside the lines: ${rest.join('; ')}`);
    rest = next;
  }
  return { accepted: rest, refused };
}

/** The calls that mean something, as terms of the objective: as they are, or the sum of their elements. */
function termsOf(calls: readonly string[]): string[] {
  const line = (term: string): string => `loss ${term}`;
  const { accepted, refused } = parted(calls.map((call) => line(`(${call})`)));
  const arrays = [...refused].flatMap(([text, codes]) =>
    codes.every((code) => code === 'FX319') ? line(`sum(${text.slice('loss '.length)})`) : [],
  );
  return [...accepted, ...parted(arrays).accepted].map((text) => text.slice('loss '.length));
}

/** J and ∇J of the compiled model, and by the oracle. */
function bothOf(term: string) {
  const text = modelOf([`loss ${term}`]);
  const model = instantiate(text);
  const { data } = prepareData(model.layout, table);
  const theta = model.start(1);
  const slopes = new Float64Array(theta.length);
  const value = model.objectiveAndGradient(
    theta,
    data,
    { from: 0, to: data.rows, order: null },
    slopes,
  );
  const tree = parseModel({ name: 'model.fx', text });
  return { found: [value, ...slopes], oracle: objectiveOracle(tree, { densities, data }), theta };
}

function expectTruth(term: string): void {
  const { found, oracle, theta } = bothOf(term);
  const [value, ...slopes] = found;
  const truth = R.toNumber(oracle.objective(theta));
  if (!Number.isFinite(truth)) return;
  expect(Math.abs(present(value) - truth), term).toBeLessThan(1e-9 * (1 + Math.abs(truth)));
  oracle.gradient(theta).forEach((slope, k) => {
    const wanted = R.toNumber(slope.value);
    if (!slope.differentiable || !Number.isFinite(wanted)) return;
    const error = Math.abs(present(slopes[k]) - wanted);
    expect(error, `${term} by θ${k}`).toBeLessThan(1e-9 * (1 + Math.abs(wanted)));
  });
}

/** Of the calls that mean something, a few: the numbers and one of each shape. */
const few = <T>(list: readonly T[]): T[] =>
  list.filter((_, k) => k % Math.ceil(list.length / 2) === 0);

describe('every function of the language, of every kind of argument,', () => {
  const cases = [
    ...builtinNames(language).map((name) => [name, callsOf(name)] as const),
    ...Object.entries(operators).map(
      ([name, rule]) => [`the operator ${name}`, operationsOf(rule)] as const,
    ),
    ['conditionals, arrays and subscripts', others] as const,
  ];

  it.each(cases)('%s is refused with a code or worth what the oracle says', (_, calls) => {
    const terms = termsOf(calls);
    expect(calls.length).toBeGreaterThan(terms.length);
    few(terms).forEach(expectTruth);
  });
});
