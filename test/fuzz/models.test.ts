import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { distributions } from '../../src/model/index.ts';
import { readFiles } from '../golden.ts';
import { compiled, faultOf, type Fault } from './faults.ts';
import { declarations, formsOf, likelihoods, perRow, priors, unknowns } from './grammar.ts';
import { printModel, randomModel, smallest, type RandomModel } from './random-models.ts';
import { seedsFrom, timeout } from './searching.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What is wrong with a model, which has to be one or to have diagnostics. */
function faultIn(text: string, seed: number): Fault | undefined {
  const model = compiled(text);
  if (model instanceof FluxionError) return undefined;
  return 'kind' in model ? model : faultOf(model, text, seed);
}

/** How long a model that has a fault is made smaller, in milliseconds. */
const reducing = 60_000;

/** The fault of a model, with the smallest model found that has one of its kind. */
function report(model: RandomModel, seed: number): string | undefined {
  const fault = faultIn(printModel(model), seed);
  if (!fault) return undefined;
  const isAsBad = (less: RandomModel): boolean =>
    faultIn(printModel(less), seed)?.kind === fault.kind;
  const text = printModel(smallest(model, isAsBad, performance.now() + reducing));
  return `seed ${seed}: ${faultIn(text, seed)?.message}\n${text}`;
}

describe('random models have J and ∇J of the oracle', () => {
  it.each(seedsFrom(438, 6, 5))('$title', { timeout }, ({ seeds }) => {
    let [count, compiling] = [0, 0];
    for (const seed of seeds) {
      const model = randomModel(seed, seed < 1000 ? 1 : 1 + (seed % 3));
      count += 1;
      if (!(compiled(printModel(model)) instanceof FluxionError)) compiling += 1;
      expect(report(model, seed)).toBeUndefined();
    }
    expect(compiling).toBeGreaterThan(count / 3);
  });
});

describe('models that once had a fault', () => {
  const corpus = [...readFiles(at('../corpus/models'))];
  it.each(corpus)('%s', (_, text) => {
    expect(compiled(text)).not.toBeInstanceOf(FluxionError);
    expect(faultIn(text, 1)).toBeUndefined();
  });
});

describe('random models may have', () => {
  const leaves = [unknowns, perRow].flatMap((each) => Object.values(each).flat());
  const forms = Object.values(formsOf).flat();
  const texts = [...leaves, ...forms, ...likelihoods, ...priors].join('\n');
  const isIn = (name: string): boolean => new RegExp(`(?<![\\w.])${name}\\b`, 'u').test(texts);
  const language = readFileSync(at('../../docs/language.md'), 'utf8');

  it('every function of the language', () => {
    const table = language.slice(
      language.indexOf('| group '),
      language.indexOf('## Distributions'),
    );
    const names = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !isIn(name))).toEqual([]);
  });

  it('every distribution', () => {
    expect(distributions.map(({ name }) => name).filter((name) => !isIn(name))).toEqual([]);
  });

  it('every domain', () => {
    const table = language.slice(language.indexOf('| domain '), language.indexOf('Start values'));
    const domains = [...table.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name!);
    const declared = Object.values(declarations).map(([, type]) => /^\w+/.exec(type)?.[0]);
    expect(domains.length).toBeGreaterThan(8);
    expect(domains.filter((name) => !declared.includes(name))).toEqual([]);
  });
});
