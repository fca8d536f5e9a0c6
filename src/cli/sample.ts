import { Command } from 'commander';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { Layout, Model } from '../runtime/index.ts';
import { readSource, writeOut } from './files.ts';
import type { DataFlags } from './load-data.ts';
import { dimension, integer, mapping, settings } from './option-values.ts';
import type { Inputs, Sampler } from './sample-data.ts';

interface SampleOptions extends DataFlags {
  readonly params: string;
  readonly rows?: number;
  readonly seed: number;
  readonly data?: string;
  readonly dim?: Readonly<Record<string, number>>;
  readonly out?: string;
}

export const sampleCommand = (): Command =>
  new Command('sample')
    .description('draw data from a model with given parameters')
    .argument('<model>', 'a model file')
    .requiredOption('--params <file>', 'JSON: {"name": value, …}, or what `fit --json` wrote')
    .option('--rows <number>', 'how many rows to draw', integer('--rows', { atLeast: 1 }))
    .option('--seed <number>', 'seed of the draws', integer('--seed', { atLeast: 0 }), 1)
    .option('--data <file>', 'a CSV file with the columns that the model does not draw')
    .option('--set <name=value>', 'value of a setting', settings)
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--columns <name=columns>', 'the columns that hold a vector: x=a,b,c', mapping)
    .option('--drop-missing', 'leave out rows with missing values')
    .option('--out <file>', 'where the rows go; standard output by default')
    .action(run);

async function run(path: string, options: SampleOptions): Promise<void> {
  const source = readSource(path);
  const { compile } = await import('../index.ts');
  const { instantiate } = await import('../emit/typescript/index.ts');
  const { program, kernels } = compile(source, { dims: options.dim ?? {} });
  const model: Model = instantiate(program, kernels);
  requireSampler(path, model);
  const { readParams } = await import('./params.ts');
  const { theta, levels } = readParams(options.params, model);
  const drawn = program.draws.map(({ column }) => column.name);
  const { drawRows } = await import('./sample-data.ts');
  const inputs = await readInputs(path, model, drawn, levels, options);
  const data = drawRows(model, theta, inputs, options.seed);
  const { printRows } = await import('./print-rows.ts');
  const written = model.layout.columns.filter(({ domain }) => domain.kind !== 'weight');
  await writeOut(options.out, printRows(written, data, { ...levels, ...inputs.levels }));
}

function requireSampler(path: string, model: Model): asserts model is Sampler {
  if (model.sample) return;
  const help = 'write `y ~ normal(…)`, with columns that can be drawn before y, instead of a loss';
  throw new FluxionError([
    diagnostic('notGenerative', `${path} has no data column that can be drawn`, { help }),
  ]);
}

const defaultRows = 1000;

/** The columns that the model does not draw; weights are 1 where they are not given. */
async function readInputs(
  path: string,
  { layout }: Model,
  drawn: readonly string[],
  levels: Inputs['levels'],
  options: SampleOptions,
): Promise<Inputs> {
  const columns = layout.columns.filter(({ name }) => !drawn.includes(name));
  const needed = columns.filter(({ domain }) => domain.kind !== 'weight');
  const { dataOptions, loadData } = await import('./load-data.ts');
  const given: Layout = { ...layout, columns: needed };
  if (needed.length === 0) {
    const { prepareData } = await import('../runtime/index.ts');
    const { data } = prepareData(given, {}, dataOptions(given, options));
    return { layout, data, levels: {}, rows: options.rows ?? defaultRows };
  }
  if (options.data === undefined)
    throw missingInputs(
      path,
      needed.map(({ name }) => name),
    );
  const { data, levels: found } = await loadData(options.data, given, { ...options, levels });
  return { layout, data, levels: found, rows: options.rows ?? data.rows };
}

function missingInputs(path: string, names: readonly string[]): FluxionError {
  const message = `${path} does not draw ${names.map((name) => `\`${name}\``).join(', ')}`;
  const help =
    'name a CSV file with these columns, `--data inputs.csv`; a column is drawn where every element of it has one distribution, given what is drawn before';
  return new FluxionError([diagnostic('missingDataFile', message, { help })]);
}
