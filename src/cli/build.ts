import { existsSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { Command } from 'commander';
import { diagnostic, FluxionError, type Diagnostic } from '../base/diagnostic.ts';
import { explain } from './failure.ts';
import { readSource, readText, writeWhole } from './files.ts';
import { withMapUrl } from './map-url.ts';
import { findTargets, type Target } from './models.ts';
import { dimension } from './option-values.ts';

interface BuildOptions {
  readonly out: string;
  readonly check?: true;
  readonly watch?: true;
  readonly sourceMap?: true;
  readonly dim?: Readonly<Record<string, number>>;
}

export const buildCommand = (): Command =>
  new Command('build')
    .description('compile models to TypeScript modules')
    .argument('[files...]', 'model files, and folders that hold some', ['.'])
    .option('--out <folder>', 'where the modules go', 'generated')
    .option('--check', 'write nothing; fail if a module is not up to date')
    .option('--watch', 'build again whenever a model changes')
    .option('--source-map', 'with maps by which debuggers step in the models')
    .option('--dim <name=size>', 'override a size of the models', dimension)
    .action(run);

async function run(files: string[], options: BuildOptions): Promise<void> {
  if (options.check && options.watch) throw conflict();
  if (options.watch) return watch(files, options);
  const targets = findTargets(files, options.out);
  await forAll(targets, options, options.check ? requireFresh : write);
  if (options.check) say(`${counted(targets.length)} up to date`);
}

const conflict = (): FluxionError =>
  new FluxionError([
    diagnostic(
      'conflictingOptions',
      '`--check` writes nothing, and `--watch` writes at each change',
    ),
  ]);

async function watch(files: string[], options: BuildOptions): Promise<void> {
  const { watchModels } = await import('./watch.ts');
  const build = async (concerns: (model: string) => boolean): Promise<boolean> => {
    let targets: Target[] | undefined;
    try {
      targets = findTargets(files, options.out);
      await forAll(
        targets.filter(({ model }) => concerns(model)),
        options,
        write,
      );
    } catch (error) {
      process.stderr.write(`${explain(error).text}\n`);
    }
    return targets !== undefined;
  };
  await watchModels(files, build);
}

/** A file that a model becomes. */
interface Output {
  readonly path: string;
  readonly text: string;
}

type Use = (target: Target, output: Output) => void;

/** Compiles each model and uses what it becomes; what is wrong with any of them is reported together. */
async function forAll(targets: readonly Target[], options: BuildOptions, use: Use): Promise<void> {
  const found: Diagnostic[] = [];
  for (const target of targets) {
    try {
      for (const output of await outputsOf(target, options)) use(target, output);
    } catch (error) {
      if (!(error instanceof FluxionError)) throw error;
      found.push(...error.diagnostics);
    }
  }
  if (found.length > 0) throw new FluxionError(found);
}

async function outputsOf({ model, module }: Target, options: BuildOptions): Promise<Output[]> {
  const source = readSource(model);
  const { compile } = await import('../index.ts');
  const compiled = compile(source, { dims: options.dim ?? {} });
  const text = await compiled.module();
  if (!options.sourceMap) return [{ path: module, text }];
  const { standardMap } = await import('../source-map/index.ts');
  const files = { module: basename(module), model: urlFrom(module, model) };
  return [
    { path: module, text: withMapUrl(text, `${files.module}.map`) },
    { path: `${module}.map`, text: await standardMap(text, compiled, files) },
  ];
}

/** Where a file is found from another one, on every system. */
const urlFrom = (from: string, to: string): string =>
  encodeURI(relative(dirname(from), to).split(sep).join('/'));

function write(_: Target, { path, text }: Output): void {
  const isCurrent = textAt(path) === text;
  if (!isCurrent) writeWhole(path, [text]);
  say(`${path}${isCurrent ? ' is up to date' : ''}`);
}

function requireFresh({ model }: Target, { path, text }: Output): void {
  const current = textAt(path);
  if (current === text) return;
  const what = current === undefined ? 'is missing' : `is not what ${model} compiles to`;
  throw new FluxionError([
    diagnostic('staleModule', `${path} ${what}`, { help: 'run `fluxion build` again' }),
  ]);
}

const textAt = (path: string): string | undefined =>
  existsSync(path) ? readText(path) : undefined;

const counted = (count: number): string => (count === 1 ? '1 module is' : `${count} modules are`);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
