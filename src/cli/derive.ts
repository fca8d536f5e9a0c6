import { Command } from 'commander';
import { diagnostic, FluxionError } from '../base/diagnostic.ts';
import { suggest } from '../base/suggest.ts';
import { readSource, writeOut } from './files.ts';
import { choice, dimension } from './option-values.ts';

interface DeriveOptions {
  readonly format: string;
  readonly wrt?: readonly string[];
  readonly dim?: Readonly<Record<string, number>>;
  readonly out?: string;
}

export const deriveCommand = (): Command =>
  new Command('derive')
    .description('show how the gradient of a model comes about, step by step')
    .argument('<model>', 'a model file')
    .option('--format <format>', 'text, markdown or latex', 'text')
    .option('--wrt <parameters>', 'derivatives by some parameters alone: w,b', list)
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--out <file>', 'where it goes; standard output by default')
    .action(run);

const list = (text: string): string[] => text.split(',').map((name) => name.trim());

async function run(path: string, options: DeriveOptions): Promise<void> {
  const { derive, formatNames, printDerivation } = await import('../derivation/index.ts');
  const format = choice('--format', formatNames)(options.format);
  const source = readSource(path);
  const { analyse } = await import('../compile.ts');
  const { parseModel } = await import('../syntax/index.ts');
  const dims = options.dim ?? {};
  const { model, records } = analyse(source, { dims });
  requireNames(
    options.wrt ?? [],
    model.parameters.map(({ name }) => name),
  );
  const derivation = derive({ tree: parseModel(source), dims, records }, options.wrt);
  const text = printDerivation(derivation, format);
  await writeOut(options.out, [text.endsWith('\n') ? text : `${text}\n`]);
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
