import { Command } from 'commander';
import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';
import { invariant } from '../base/invariant.ts';
import type { Source } from '../base/source.ts';
import type { Data, Layout, Model } from '../runtime/index.ts';
import type { Comparison } from './compare.ts';
import { readSource, writeOut } from './files.ts';
import { dimension, integer, mapping, settings } from './option-values.ts';
import type { PedanticFlags } from './pedantic.ts';
import { counted, printTable } from './table.ts';

interface CheckOptions extends PedanticFlags {
  readonly rows: number;
  readonly points: number;
  readonly seed: number;
  readonly json?: string;
}

export const checkCommand = (): Command =>
  new Command('check')
    .description('check a model: its types, and its gradient against an independent oracle')
    .argument('<model>', 'a model file')
    .option('--data <file>', 'a CSV file; rows are drawn where none is given')
    .option('--rows <number>', 'how many rows to check with', integer('--rows', { atLeast: 1 }), 10)
    .option('--points <number>', 'how many random points', integer('--points', { atLeast: 0 }), 3)
    .option('--seed <number>', 'seed of the points', integer('--seed', { atLeast: 0 }), 1)
    .option('--set <name=value>', 'value of a setting', settings)
    .option('--dim <name=size>', 'override a size of the model', dimension)
    .option('--columns <name=columns>', 'the columns that hold a vector: x=a,b,c', mapping)
    .option('--drop-missing', 'leave out rows with missing values')
    .option('--pedantic', 'warn of what has no error but looks wrong; of the rows too, with --data')
    .option(
      '--max-warnings <number>',
      'fail where there are more warnings',
      integer('--max-warnings', { atLeast: 0 }),
    )
    .option('--json <file>', 'write the result as JSON; - for standard output')
    .action(run);

async function run(path: string, options: CheckOptions): Promise<void> {
  const source = readSource(path);
  const { instantiate } = await import('../index.ts');
  const model = instantiate(source, { dims: options.dim ?? {} });
  const { dataToCheck } = await import('./check-data.ts');
  const data = await dataToCheck(model, options);
  const comparisons = await compareAll(source, model, data, options);
  const { limitWarnings, warningsOf, warningsText } = await import('./pedantic.ts');
  const warnings = options.pedantic ? await warningsOf(source, options) : [];
  const say = (text: string): unknown => options.json === '-' || process.stdout.write(`${text}\n`);
  say(report(path, model.layout, data, comparisons));
  if (options.pedantic) say(`${warningsText(warnings)}\n`);
  const { replayAll, replayText } = await import('./replay-steps.ts');
  const replay = await replayAll(source, options);
  if (options.json !== undefined) {
    const { checkJson } = await import('./check-json.ts');
    await writeOut(options.json, [checkJson({ path, model, data, comparisons, warnings, replay })]);
  }
  say(await judge(source, comparisons));
  say(replayText(replay));
  limitWarnings(source, warnings.length, options);
}

async function compareAll(
  source: Source,
  model: Model,
  data: Data,
  { dim: dims = {}, points, seed }: CheckOptions,
): Promise<Comparison[]> {
  const { objectiveOracle } = await import('../oracle/index.ts');
  const { distributions: densities } = await import('../model/index.ts');
  const { asWritten } = await import('../compile.ts');
  const { parseModel } = await import('../syntax/index.ts');
  const { compareAt } = await import('./compare.ts');
  const { probesOf } = await import('./probes.ts');
  const truth = {
    oracle: objectiveOracle(parseModel(source), { densities, dims, data }),
    asWritten: asWritten(source, { dims }),
  };
  return probesOf(model, points, seed).map((probe) => compareAt(probe, model, data, truth));
}

function report(
  path: string,
  layout: Layout,
  data: Data,
  comparisons: readonly Comparison[],
): string {
  const of = layout.columns.length === 0 ? '' : `, ${counted(data.rows, 'row')}`;
  const head = `${path}: ${counted(layout.size, 'number')} to fit${of}${selection(layout.size, comparisons)}`;
  const header = ['point', 'J', 'error of J', 'error of ∇J', 'largest at'];
  const rows = comparisons.map((c) => [
    c.name,
    c.objective.toPrecision(6),
    show(c.objectiveError),
    show(c.gradientError),
    elementName(layout, c.worst),
  ]);
  return `${head}\n\n${printTable(header, rows)}\n${comparisons.map(remark).join('')}`;
}

/** A line for a point that says nothing, or where more cannot be asked for, with the reason. */
function remark({ name, unknown, errorAsWritten }: Comparison): string {
  if (unknown !== undefined) return `\nnothing to compare at ${name}: ${unknown}\n`;
  if (errorAsWritten === undefined) return '';
  const loss =
    errorAsWritten === Infinity ? 'is not finite' : `is off by ${errorAsWritten.toExponential(1)}`;
  return `\ndigits are lost at ${name}: in floats, J or ∇J as it is written ${loss} there\n`;
}

const selection = (size: number, [first]: readonly Comparison[]): string =>
  first && first.partials < size
    ? `; ${first.partials} partials at each point, picked at random`
    : '';

const show = (error: number | null): string => (error === null ? '-' : error.toExponential(1));

/** The parameter that an element of θ belongs to, with its position there. */
export function elementName({ parameters }: Layout, k: number): string {
  const parameter = parameters.find(({ offset, size }) => k >= offset && k < offset + size);
  if (!parameter) return '-';
  return parameter.size === 1 ? parameter.name : `${parameter.name}[${k - parameter.offset + 1}]`;
}

/** That all agree; throws where they do not. */
async function judge(source: Source, comparisons: readonly Comparison[]): Promise<string> {
  const { largestError, tolerance } = await import('./compare.ts');
  const [start] = comparisons;
  if (start && !Number.isFinite(start.objective)) {
    const message = `J is ${start.objective} at the start of ${source.name}`;
    const help = 'give start values, `param w: real = 1`, at which every term is finite';
    throw new FluxionError([diagnostic('notFiniteAtStart', message, { help })]);
  }
  const exact = comparisons.filter((c) => c.errorAsWritten === undefined);
  const isCompared = comparisons.some(({ gradientError }) => gradientError !== null);
  invariant(isCompared, `∇J of ${source.name} could be compared at no point`);
  const worst = Math.max(0, ...exact.map(largestError));
  const lost = exact.find((c) => largestError(c) === Infinity);
  invariant(!lost, `J or ∇J of ${source.name} is not finite at ${lost?.name}, where the truth is`);
  invariant(worst <= tolerance, `J or ∇J of ${source.name} is off by ${worst.toExponential(1)}`);
  return `J and ∇J agree with the oracle to ${worst.toExponential(1)}`;
}
