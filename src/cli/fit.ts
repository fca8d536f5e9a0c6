import { Command } from 'commander';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import type { Source } from '../base/source.ts';
import type { FitOptions } from '../runtime/fit-options.ts';
import type { FitResult, Model, PreparedData } from '../runtime/index.ts';
import { readSource, writeOut } from './files.ts';
import type { Fitted } from './fit-report.ts';
import type { DataFlags } from './load-data.ts';
import { isModel } from './models.ts';
import { choice, dimension, integer, mapping, number, settings } from './option-values.ts';

interface FitFlags extends DataFlags {
  readonly method: (typeof methods)[number];
  readonly optimizer?: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly seed?: number;
  readonly tolerance?: number;
  readonly validation?: string;
  readonly patience?: number;
  readonly dim?: Readonly<Record<string, number>>;
  readonly json?: string;
}

const methods = ['iterative', 'closed-form'] as const;

export const fitCommand = (): Command =>
  new Command('fit')
    .description('estimate the parameters of a model from data')
    .argument('<model>', 'a model file, or - for standard input')
    .argument('[data]', 'a CSV file, or -; its first line names the columns')
    .option(
      '--method <name>',
      'iterative, or closed-form: solve ∇J = 0 by algebra where that can be done',
      choice('--method', methods),
      'iterative',
    )
    .option(
      '--optimizer <name>',
      'sgd, momentum, nesterov, adam, adamw or lbfgs (the default without batches)',
    )
    .option(
      '--epochs <number>',
      'at most so many passes over the data',
      integer('--epochs', { atLeast: 0 }),
    )
    .option(
      '--batch-size <number>',
      'rows in a step; all by default',
      integer('--batch-size', { atLeast: 1 }),
    )
    .option(
      '--learning-rate <number>',
      'size of the steps',
      number('--learning-rate', { above: 0 }),
    )
    .option(
      '--seed <number>',
      'fixes the start, the shuffles and the split',
      integer('--seed', { atLeast: 0 }),
    )
    .option(
      '--tolerance <number>',
      'relative gradient at which it has converged',
      number('--tolerance', { atLeast: 0 }),
    )
    .option(
      '--validation <part>',
      'a part of the rows, such as 0.2, or a CSV file to judge the fit by',
    )
    .option(
      '--patience <number>',
      'epochs to wait for a lower J on the validation rows',
      integer('--patience', { atLeast: 1 }),
    )
    .option('--set <name=value>', 'value of a setting', settings)
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--columns <name=columns>', 'the columns that hold a vector: x=a,b,c', mapping)
    .option('--drop-missing', 'leave out rows with missing values, and count them')
    .option('--json <file>', 'write the result as JSON; - for standard output')
    .action(run);

async function run(
  modelPath: string,
  dataPath: string | undefined,
  flags: FitFlags,
): Promise<void> {
  if (dataPath !== undefined) refuseWrongWayRound(modelPath, dataPath);
  const source = readSource(modelPath);
  const path = source.name;
  const { model, find } = await ways[flags.method](source, flags);
  const { dataToFit } = await import('./fit-data.ts');
  const prepared = await dataToFit(path, dataPath, model.layout, flags);
  const found = await find(prepared);
  const { levels, dropped } = prepared;
  if (found.reason === 'start') {
    const { notFiniteAtStart } = await import('./not-finite.ts');
    throw notFiniteAtStart(path, model, prepared, found.theta);
  }
  await report({ path, dataPath, model, result: { ...found, levels, dropped } }, flags);
}

function refuseWrongWayRound(modelPath: string, dataPath: string): void {
  if (isModel(modelPath) || !isModel(dataPath)) return;
  const message = `${modelPath} is no model, and ${dataPath} no table of data`;
  const help = 'name the model first, then the data';
  throw new FluxionError([diagnostic('notAModel', message, { help })]);
}

/** A model, and what finds its parameters. */
interface Way {
  readonly model: Model;
  readonly find: (prepared: PreparedData) => Promise<FitResult>;
}

/** The ways to find the parameters. */
const ways: {
  readonly [K in FitFlags['method']]: (source: Source, flags: FitFlags) => Promise<Way>;
} = {
  iterative: async (source, flags) => {
    const { instantiate } = await import('../index.ts');
    const model = instantiate(source, { dims: flags.dim ?? {} });
    const { readSettings } = await import('../runtime/settings.ts');
    const options = fitOptions(flags);
    const { optimizer } = readSettings({ ...options, validation: flags.validation });
    if (optimizer.fullBatch && flags.learningRate !== undefined) tellUnused(optimizer.name);
    const find = async ({ data, levels }: PreparedData): Promise<FitResult> => {
      const { validationRows } = await import('./fit-data.ts');
      const validation = await validationRows(model.layout, levels, flags);
      const { minimise } = await import('./minimise.ts');
      return minimise(model, data, { ...options, ...validation });
    };
    return { model, find };
  },
  'closed-form': async (source, flags) => {
    refuseSearchOptions(flags);
    const { compileClosedForm } = await import('../closed-form.ts');
    const { model, problems, fit } = compileClosedForm(source, { dims: flags.dim ?? {} });
    if (problems.length > 0) throw new FluxionError(problems);
    return { model, find: ({ data }) => Promise.resolve(fit(data)) };
  },
};

/** An option that changes nothing is no mistake, but not to be passed over in silence. */
function tellUnused(optimizer: string): void {
  process.stderr.write(
    `note: ${optimizer} finds the size of its steps itself, and \`--learning-rate\` changes nothing\n`,
  );
}

/** The options that say how to search, as they are written. */
const searchOptions = {
  optimizer: '--optimizer',
  epochs: '--epochs',
  batchSize: '--batch-size',
  learningRate: '--learning-rate',
  seed: '--seed',
  tolerance: '--tolerance',
  validation: '--validation',
  patience: '--patience',
} satisfies Partial<Record<keyof FitFlags, string>>;

function refuseSearchOptions(flags: FitFlags): void {
  const names = Object.keys(searchOptions) as (keyof typeof searchOptions)[];
  const given = names.filter((name) => flags[name] !== undefined);
  if (given.length === 0) return;
  const message = `\`--method closed-form\` searches nothing, and ${given.map((name) => `\`${searchOptions[name]}\``).join(', ')} says how to search`;
  throw new FluxionError([diagnostic('conflictingOptions', message)]);
}

function fitOptions(flags: FitFlags): FitOptions {
  const { optimizer, epochs, batchSize, learningRate, seed, tolerance, patience } = flags;
  const given = { optimizer, epochs, batchSize, learningRate, seed, patience };
  const options = { ...given, gradientTolerance: tolerance };
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as FitOptions;
}

async function report(fitted: Fitted, { json }: FitFlags): Promise<void> {
  const { fitJson, fitText } = await import('./fit-report.ts');
  // The estimates are told before the file is written, which may fail after a long search.
  if (json !== '-') process.stdout.write(fitText(fitted));
  if (json !== undefined) await writeOut(json, [fitJson(fitted)]);
  const failure = failures[fitted.result.reason]?.(fitted);
  if (failure) throw failure;
}

/** Ends of a fit that are no estimate. */
const failures: { readonly [R in FitResult['reason']]?: (fitted: Fitted) => FluxionError } = {
  diverged,
  noMinimum,
  unbounded: noMinimum,
};

function noMinimum({ path, result }: Fitted): FluxionError {
  const message = `the fit of ${path} found no minimum: ${result.message}`;
  const help = 'give other start values, more epochs, or a prior';
  return new FluxionError([diagnostic('noInnerMinimum', message, { help })]);
}

function diverged({ path }: Fitted): FluxionError {
  const message = `the fit of ${path} diverged: J is no longer finite`;
  const help = 'take a smaller `--learning-rate`, or `--optimizer lbfgs`';
  return new FluxionError([diagnostic('diverged', message, { help })]);
}
