import { isData, isPrepared, prepareData } from './data.ts';
import type { PreparedData } from './data/builder.ts';
import { reuse } from './data/reuse.ts';
import { show } from './data/faults.ts';
import type { FitData, FitOptions } from './fit-options.ts';
import type { EpochReport, FitResult } from './fit-result.ts';
import { advance } from './fit-epoch.ts';
import { finish } from './fit-finish.ts';
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
  while (run.reason === undefined) tell(run, advance(run), options);
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
    const advanced = advance(run);
    tell(run, advanced, options);
    if (advanced) yield run.report;
  }
  return finish(run, run.reason, prepared);
}

function open<P extends Params>(model: Model<P>, data: FitData, options: FitOptions) {
  const settings = readSettings(options);
  const prepared = prepare(model, data, options);
  const split = separate(model, prepared, options, settings);
  return { run: begin(model, split, options, settings), prepared };
}

/** Calls back after an epoch, and ends the run where that is the answer. */
function tell(run: Run, advanced: boolean, { onEpoch }: FitOptions): void {
  if (advanced && onEpoch?.(run.report) === 'stop') run.reason ??= 'callback';
}

/** The data as the kernels take them; what was prepared is used as it is, but for settings that are given. */
function prepare({ layout }: Model, data: FitData, options: FitOptions): PreparedData {
  if (typeof data !== 'object' || data === null) {
    const needed = 'the data must be columns by name, rows, or what `prepareData` gives';
    return fail('wrongFitOption', `${needed}, and are ${show(data)}`);
  }
  if (isPrepared(data)) return { ...data, data: reuse(layout, data.data, options.hypers) };
  if (isData(data)) return { data: reuse(layout, data, options.hypers), levels: {}, dropped: 0 };
  return prepareData(layout, data, options);
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
  return { training: data, validation: prepare(model, validation, coded).data };
}
