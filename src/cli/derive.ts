import { Command } from 'commander';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { Analysis } from '../compile.ts';
import type { Derived, Format, ReplayReport } from '../derivation/index.ts';
import type { Source } from '../base/source.ts';
import { suggest } from '../base/suggest.ts';
import { readSource, writeOut } from './files.ts';
import { modelFor, parseLineAt, type LineAt } from './line-at.ts';
import { choice, dimension } from './option-values.ts';

interface DeriveOptions {
  readonly format: string;
  readonly steps?: 'main' | 'all' | true;
  readonly at?: LineAt;
  readonly wrt?: readonly string[];
  readonly dim?: Readonly<Record<string, number>>;
  readonly out?: string;
}

export const deriveCommand = (): Command =>
  new Command('derive')
    .description('show how the gradient of a model comes about, step by step')
    .argument(
      '<model>',
      'a model file, or - for standard input; with `--at`, also a folder that holds it',
    )
    .option('--format <format>', 'text, markdown, latex, json or html', 'text')
    .option(
      '--steps [which]',
      'what the passes did, step by step: main or all',
      choice('--steps', ['main', 'all']),
    )
    .option('--at <module:line>', 'what a line of a generated module comes from', parseLineAt)
    .option('--wrt <parameters>', 'derivatives by some parameters alone: w,b', list)
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--out <file>', 'where it goes; standard output by default')
    .action(run);

const list = (text: string): string[] => text.split(',').map((name) => name.trim());

async function run(path: string, options: DeriveOptions): Promise<void> {
  if (options.at) return explain(path, options.at, options);
  const { formatNames } = await import('../derivation/index.ts');
  const format = choice('--format', [...formatNames, 'html'])(options.format);
  const source = readSource(path);
  const text = await (format === 'html'
    ? printPage(source, options)
    : print(source, format, options));
  await writeOut(options.out, [text.endsWith('\n') ? text : `${text}\n`]);
}

async function print(source: Source, format: Format, options: DeriveOptions): Promise<string> {
  const { printDerivation, stepSections } = await import('../derivation/index.ts');
  const { analyse } = await import('../compile.ts');
  const derivation = await derived(
    analyse(source, { dims: options.dim ?? {} }),
    options,
    format === 'json' || options.steps !== undefined,
  );
  const { fewestDigits } = await import('../replay/index.ts');
  const isProved = (id: string): boolean =>
    (derivation.replay?.steps.get(id) ?? fewestDigits) >= fewestDigits;
  const steps = options.steps
    ? stepSections(derivation.trace, { minor: options.steps === 'all', isProved })
    : [];
  return printDerivation({ ...derivation, sections: [...derivation.sections, ...steps] }, format);
}

/** A page holds all steps of the passes, folded. */
async function printPage(source: Source, options: DeriveOptions): Promise<string> {
  const { compile } = await import('../compile.ts');
  const { page } = await import('../page.ts');
  const compilation = compile(source, { dims: options.dim ?? {} });
  return page(compilation, await derived(compilation, options, true));
}

/** A derivation whose equations are computed anew; the steps of the passes as well where that is told. */
async function derived(
  analysis: Analysis,
  { wrt }: DeriveOptions,
  withSteps: boolean,
): Promise<Derived> {
  const { derive } = await import('../derivation/index.ts');
  requireNames(
    wrt ?? [],
    analysis.model.parameters.map(({ name }) => name),
  );
  const { replayDerivation } = await import('../replay/index.ts');
  const derivation = replayDerivation(derive(analysis, wrt), analysis);
  return withSteps ? { ...derivation, replay: await replayOf(analysis) } : derivation;
}

/** What a line of the model's module comes from. */
async function explain(path: string, at: LineAt, options: DeriveOptions): Promise<void> {
  if (options.wrt) throw conflict();
  const format = choice('--format', ['text', 'json'])(options.format);
  const { tellLine } = await import('./tell-line.ts');
  const source = readSource(modelFor(at, path));
  const minor = options.steps === 'all';
  const text = await tellLine(source, { at, format, dims: options.dim ?? {}, minor });
  await writeOut(options.out, [text]);
}

const conflict = (): FluxionError =>
  new FluxionError([
    diagnostic(
      'conflictingOptions',
      '`--at` is about one line, and `--wrt` about the whole derivation',
    ),
  ]);

/** One point is enough to show how far each step holds; `fluxion check` takes more. */
async function replayOf(analysis: Analysis): Promise<ReplayReport> {
  const { replay, reportOf } = await import('../replay/index.ts');
  const { stepsToReplay } = await import('./steps-to-replay.ts');
  return reportOf(replay(await stepsToReplay(analysis), { points: 1 }));
}

function requireNames(wanted: readonly string[], known: readonly string[]): void {
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new FluxionError(
    unknown.map((name) => {
      const near = suggest(name, known);
      const help =
        near === undefined ? `there are ${known.join(', ')}` : `did you mean \`${near}\`?`;
      return diagnostic('unknownSetting', `the model has no parameter \`${name}\``, { help });
    }),
  );
}
