import { Command } from 'commander';
import { diagnostic, FluxionError } from '../base/diagnostic.ts';
import type { Analysis } from '../compile.ts';
import type { ReplayReport } from '../derivation/index.ts';
import { suggest } from '../base/suggest.ts';
import { readSource, writeOut } from './files.ts';
import { choice, dimension } from './option-values.ts';

interface DeriveOptions {
  readonly format: string;
  readonly steps?: 'main' | 'all' | true;
  readonly wrt?: readonly string[];
  readonly dim?: Readonly<Record<string, number>>;
  readonly out?: string;
}

export const deriveCommand = (): Command =>
  new Command('derive')
    .description('show how the gradient of a model comes about, step by step')
    .argument('<model>', 'a model file')
    .option('--format <format>', 'text, markdown, latex or json', 'text')
    .option(
      '--steps [which]',
      'what the passes did, step by step: main or all',
      choice('--steps', ['main', 'all']),
    )
    .option('--wrt <parameters>', 'derivatives by some parameters alone: w,b', list)
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--out <file>', 'where it goes; standard output by default')
    .action(run);

const list = (text: string): string[] => text.split(',').map((name) => name.trim());

async function run(path: string, options: DeriveOptions): Promise<void> {
  const { derive, formatNames, printDerivation, stepSections, tellsReplay } =
    await import('../derivation/index.ts');
  const format = choice('--format', formatNames)(options.format);
  const source = readSource(path);
  const { analyse } = await import('../compile.ts');
  const dims = options.dim ?? {};
  const analysis = analyse(source, { dims });
  requireNames(
    options.wrt ?? [],
    analysis.model.parameters.map(({ name }) => name),
  );
  const derivation = derive(analysis, options.wrt);
  const told = tellsReplay(format)
    ? { ...derivation, replay: await replayOf(analysis) }
    : derivation;
  const steps = options.steps
    ? stepSections(derivation.trace, { minor: options.steps === 'all' })
    : [];
  const sections = [...derivation.sections, ...steps];
  const text = printDerivation({ ...told, sections }, format);
  await writeOut(options.out, [text.endsWith('\n') ? text : `${text}\n`]);
}

/** One point is enough to show how far each step holds; `fluxion check` takes more. */
async function replayOf({ records }: Analysis): Promise<ReplayReport> {
  const { replay, reportOf } = await import('../replay/index.ts');
  return reportOf(
    replay(
      records.flatMap((record) => record.steps),
      { points: 1 },
    ),
  );
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
