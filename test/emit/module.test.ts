import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { emitModule, instantiate } from '../../src/emit/typescript/index.ts';
import type { Data, Layout, Model, Random } from '../../src/runtime/model.ts';
import { foldersIn } from '../golden.ts';
import type { EmitCase } from './case.ts';
import { loadModule } from './load-module.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'test', 'cases', 'emit');
const names = foldersIn(folder);
const moduleOf = (name: string): string => join(folder, name, 'expected', `${name}.ts`);

/** Numbers in [0, 1) that are the same in every run: a Weyl sequence. */
function weyl(): Random {
  let k = 0;
  return () => (++k * Math.SQRT1_2) % 1;
}

/** Columns of any numbers that the layout allows, and its settings. */
function makeData(layout: Layout, rows: number): Data {
  const random = weyl();
  const volume = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1);
  const entries = layout.columns.map(({ name, domain, shape }) => {
    const length = rows * volume(shape);
    return domain.kind === 'category'
      ? [name, Int32Array.from({ length }, () => Math.floor(random() * domain.size))]
      : [name, Float64Array.from({ length }, () => Math.floor(5 * random()) + 0.5)];
  });
  const hypers = layout.hypers.map(({ name, shape, value }) => [
    name,
    shape.length === 0 ? (value[0] ?? 0) : Float64Array.from(value),
  ]);
  return { rows, totalWeight: rows, ...Object.fromEntries([...entries, ...hypers]) } as Data;
}

const point = (size: number): Float64Array => Float64Array.from({ length: size }, weyl());

describe.each(names)('the module of %s', (name) => {
  const text = readFileSync(moduleOf(name), 'utf8');
  let emitCase: EmitCase;
  let model: Model;
  let direct: Model;
  beforeAll(async () => {
    ({ emitCase } = (await import(join(folder, name, 'case.ts'))) as { emitCase: EmitCase });
    model = loadModule(text);
    direct = instantiate(emitCase.facts, emitCase.kernels);
  });

  const rows = { from: 2, to: 9, order: null };
  const picked = { from: 2, to: 9, order: Int32Array.from([0, 0, 2, 3, 4, 5, 6, 7, 8, 1]) };

  it('has the gradient of its objective', () => {
    const data = makeData(model.layout, 10);
    const theta = point(model.layout.size);
    const gradient = new Float64Array(theta.length);
    const value = model.objectiveAndGradient(theta, data, rows, gradient);
    expect(value).toBeCloseTo(model.objective(theta, data, rows), 12);
    theta.forEach((at, k) => {
      const along = (h: number): number => model.objective(theta.with(k, at + h), data, rows);
      const slope = (along(1e-4) - along(-1e-4)) / 2e-4;
      expect(Math.abs((gradient[k] ?? NaN) - slope)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    });
  });

  it('takes the rows in a given order', () => {
    const data = makeData(model.layout, 10);
    const theta = point(model.layout.size);
    expect(model.objective(theta, data, picked)).toBeCloseTo(
      model.objective(theta, data, rows),
      12,
    );
    const whole = { from: 0, to: 10, order: null };
    expect(model.objective(theta, data, picked)).not.toBe(model.objective(theta, data, whole));
  });

  it('is the model of the same kernels in this process', () => {
    const data = makeData(model.layout, 10);
    const theta = point(model.layout.size);
    expect(Object.keys(direct).toSorted()).toEqual(Object.keys(model).toSorted());
    expect(direct.layout).toEqual(model.layout);
    expect(direct.name).toBe(model.name);
    expect(direct.objective(theta, data, rows)).toBe(model.objective(theta, data, rows));
    const gradients = [model, direct].map((m) => {
      const gradient = new Float64Array(theta.length).fill(NaN);
      m.objectiveAndGradient(theta, data, rows, gradient);
      return gradient;
    });
    expect(gradients[0]).toEqual(gradients[1]);
    expect(direct.predict?.(theta, data, rows)).toEqual(model.predict?.(theta, data, rows));
    expect(direct.logPrior?.(theta, data)).toBe(model.logPrior?.(theta, data));
    expect(direct.logLikelihood?.(theta, data)).toBe(model.logLikelihood?.(theta, data));
    expect(direct.start(3)).toEqual(model.start(3));
    expect(direct.constrain(theta)).toEqual(model.constrain(theta));
  });

  it('predicts each row of a call', () => {
    const predicted = model.predict?.(point(model.layout.size), makeData(model.layout, 10), rows);
    const outputs = model.layout.outputs.map((output) => output.name);
    expect(Object.keys(predicted ?? {})).toEqual(outputs);
    for (const output of outputs) expect(predicted?.[output]).toHaveLength(7);
  });

  it('takes parameters apart and puts them together', () => {
    const theta = point(model.layout.size);
    const parameters = model.constrain(theta);
    expect(Object.keys(parameters)).toEqual(model.layout.parameters.map((p) => p.name));
    expect([...model.unconstrain(parameters)]).toEqual([...theta]);
  });

  it('is the same text in every build, and imports the runtime alone', async () => {
    const { facts, kernels, header } = emitCase;
    expect(await emitModule(facts, kernels, header)).toBe(text);
    const { importedFiles } = ts.preProcessFile(text);
    expect(new Set(importedFiles.map((file) => file.fileName))).toEqual(
      new Set(['fluxion/runtime']),
    );
  });
});

it('starts from the values that the model gives', () => {
  const model = loadModule(readFileSync(moduleOf('line'), 'utf8'));
  expect([...model.start(1)]).toEqual([0.9, 0.1]);
});

it('draws the columns of a generative model', () => {
  const model = loadModule(readFileSync(moduleOf('counts'), 'utf8'));
  const data = makeData(model.layout, 10);
  const before = (data['y'] as Float64Array).slice();
  model.sample?.(point(model.layout.size), data, weyl());
  const drawn = data['y'] as Float64Array;
  expect(drawn).not.toEqual(before);
  expect([...drawn].every((y) => Number.isInteger(y) && y >= 0)).toBe(true);
});

it('compiles under the strictest flags', () => {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts'],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitReturns: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    paths: { 'fluxion/runtime': [join(root, 'src/runtime/index.ts')] },
  };
  const program = ts.createProgram(
    [...names.map(moduleOf), join(root, 'templates/model.ts')],
    options,
  );
  const found = [...names.map(moduleOf), join(root, 'templates/model.ts')].flatMap((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
  );
  expect(found.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))).toEqual([]);
});
