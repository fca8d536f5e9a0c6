import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { compile } from '../../src/compile.ts';
import { printDerivation } from '../../src/derivation/index.ts';
import * as model from '../../src/model/build-model.ts';

vi.mock(import('../../src/model/build-model.ts'), async (load) => {
  const own = await load();
  return { ...own, buildModel: vi.fn(own.buildModel) };
});

const text = readFileSync('examples/softmax-iris/softmax-iris.fx', 'utf8');

it('builds a model once to compute it and once to read it, for module, derivation and source map', async () => {
  const build = vi.mocked(model.buildModel);
  build.mockClear();
  const compilation = compile(text);
  expect(build).toHaveBeenCalledTimes(1);
  await compilation.module();
  await compilation.sourceMap();
  expect(compilation.derivation.sections.length).toBeGreaterThan(0);
  expect(build).toHaveBeenCalledTimes(2);
});

it('reads the same whether the module is made before the derivation or after it', async () => {
  const [first, second] = [compile(text), compile(text)];
  const early = printDerivation(first.derivation, 'json');
  const late = await second.module();
  expect(printDerivation(second.derivation, 'json')).toBe(early);
  expect(await first.module()).toBe(late);
});
