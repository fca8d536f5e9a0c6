import { Command } from 'commander';
import { readSource, writeOut } from './files.ts';
import { choice, dimension } from './option-values.ts';

interface DeriveOptions {
  readonly format: string;
  readonly dim?: Readonly<Record<string, number>>;
  readonly out?: string;
}

export const deriveCommand = (): Command =>
  new Command('derive')
    .description('show how the gradient of a model comes about, step by step')
    .argument('<model>', 'a model file')
    .option('--format <format>', 'text', 'text')
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--out <file>', 'where it goes; standard output by default')
    .action(run);

async function run(path: string, options: DeriveOptions): Promise<void> {
  const { derive, formatNames, printDerivation } = await import('../derivation/index.ts');
  const format = choice('--format', formatNames)(options.format);
  const source = readSource(path);
  const { analyse } = await import('../compile.ts');
  const { parseModel } = await import('../syntax/index.ts');
  const dims = options.dim ?? {};
  const { records } = analyse(source, { dims });
  const text = printDerivation(derive({ tree: parseModel(source), dims, records }), format);
  await writeOut(options.out, [text.endsWith('\n') ? text : `${text}\n`]);
}
