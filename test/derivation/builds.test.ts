import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile.ts';
import { postorder } from '../../src/graph/index.ts';
import { language } from '../../src/model/index.ts';
import { printDerivation } from '../../src/derivation/index.ts';

const text = readFileSync('examples/softmax-iris/softmax-iris.fx', 'utf8');

it('reads the same whether the module is made before the derivation or after it', async () => {
  const [first, second] = [compile(text), compile(text)];
  const early = printDerivation(first.derivation, 'json');
  const late = await second.module();
  expect(printDerivation(second.derivation, 'json')).toBe(early);
  expect(await first.module()).toBe(late);
});

/** A language that counts the graphs that are made of its functions: one for each build of a model. */
function counting() {
  let graphs = 0;
  const counted = {
    ...language,
    get functions() {
      graphs++;
      return language.functions;
    },
  };
  return { language: counted, graphs: () => graphs };
}

it('builds a model once for its module, its header and its derivation', async () => {
  const counter = counting();
  const compilation = compile(text, { language: counter.language });
  const built = counter.graphs();
  await compilation.module();
  printDerivation(compilation.derivation, 'text');
  compilation.instantiate();
  expect(counter.graphs()).toBe(built);
});

it('has the data and the parameters of the one model in all that a derivation computes', () => {
  const { model, derivation } = compile(text);
  const own = new Set([
    ...[...model.columns, ...model.hypers].map(({ symbol }) => symbol),
    ...model.parameters.flatMap(({ symbol, theta }) => [symbol, theta]),
  ]);
  const names = new Set([...own].map(({ name }) => name));
  const steps = derivation.sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'equations' ? block.equations : []))
    .flatMap((equation) => equation.steps);
  const symbols = postorder(steps.flatMap(({ node }) => node ?? []))
    .filter((node) => node.kind === 'symbol')
    .filter(({ name }) => names.has(name));
  expect(symbols.length).toBeGreaterThan(2);
  expect(symbols.filter((symbol) => !own.has(symbol))).toEqual([]);
});
