import type { PreparedData } from './data/builder.ts';
import type { FitData, FitOptions } from './fit-options.ts';
import { takeData } from './take-data.ts';
import type { EpochReport, FitResult } from './fit-result.ts';
import { advance } from './fit-epoch.ts';
import { finish } from './fit-finish.ts';
import { settle } from './fit-end.ts';
import { begin, type Run } from './fit-run.ts';
import type { Model, Params } from './model.ts';
import { fail } from './problem.ts';
import { readSettings, type Settings } from './settings.ts';
import { splitData, type Split } from './split.ts';

/**
 * Fits a model to data: minimises J over θ. The data are a table of columns or rows, or prepared
 * data. Throws a `FluxionError` for data or options that cannot be used; whether and why the search
 * itself stopped is in the result.
 */
export function fit<P extends Params>(
  model: Model<P>,
  data: FitData = {},
  options: FitOptions = {},
): FitResult<P> {
  const { run, prepared } = open(model, data, options);
  while (run.reason === undefined) step(run, options);
  return finish(run, run.reason, prepared);
}

/** `fit` an epoch at a time: gives the report of each, and returns the result. */
export function* fitEpochs<P extends Params>(
  model: Model<P>,
  data: FitData = {},
  options: FitOptions = {},
): Generator<EpochReport, FitResult<P>, void> {
  const { run, prepared } = open(model, data, options);
  while (run.reason === undefined) {
    if (step(run, options)) yield run.report;
  }
  return finish(run, run.reason, prepared);
}

function open<P extends Params>(model: Model<P>, data: FitData, options: FitOptions) {
  const settings = readSettings(options);
  const prepared = takeData(model.layout, data, options);
  const split = separate(model, prepared, options, settings);
  const run = begin(model, split, options, settings);
  settle(run);
  return { run, prepared };
}

/** An epoch, after which the callback may end the run; false where the run ended without one. */
function step(run: Run, { onEpoch }: FitOptions): boolean {
  const advanced = advance(run);
  settle(run);
  if (advanced && onEpoch?.(run.report) === 'stop') run.reason ??= 'callback';
  return advanced;
}

/** The rows to fit, and those to judge the fit by. */
function separate(
  model: Model,
  { data, levels }: PreparedData,
  { validation, ...options }: FitOptions,
  { seed }: Settings,
): Split {
  if (validation === undefined) return { training: data, validation: undefined };
  if (typeof validation === 'number') {
    if (validation > 0 && validation < 1 && data.rows > 1) {
      return splitData(model.layout, data, validation, seed);
    }
    const message = `\`validation\` must be a part between 0 and 1 of two rows or more`;
    return fail('wrongFitOption', `${message}, and is ${validation} of ${data.rows}`);
  }
  const coded = { ...options, levels: { ...options.levels, ...levels } };
  return { training: data, validation: takeData(model.layout, validation, coded).data };
}
