import { isData, prepareData } from './data.ts';
import type { PreparedData } from './data/builder.ts';
import type { Columns, TableRows } from './data/reader.ts';
import { readSettings, type FitOptions, type Settings } from './fit-options.ts';
import type { EpochReport, FitResult } from './fit-result.ts';
import { advance } from './fit-epoch.ts';
import { finish } from './fit-finish.ts';
import { begin, type Run } from './fit-run.ts';
import type { Data, Model } from './model.ts';
import { fail } from './problem.ts';
import { splitData, type Split } from './split.ts';

/**
 * Fits a model to data: minimises J over θ. The data are a table of columns or rows, or prepared
 * data. Throws a `FluxionError` for data or options that cannot be used; whether and why the search
 * itself stopped is in the result.
 */
export function fit(
  model: Model,
  data: Data | Columns | TableRows = {},
  options: FitOptions = {},
): FitResult {
  const { run, prepared } = open(model, data, options);
  while (run.reason === undefined) tell(run, advance(run), options);
  return finish(run, run.reason, prepared);
}

/** `fit` an epoch at a time: gives the report of each, and returns the result. */
export function* fitEpochs(
  model: Model,
  data: Data | Columns | TableRows = {},
  options: FitOptions = {},
): Generator<EpochReport, FitResult, void> {
  const { run, prepared } = open(model, data, options);
  while (run.reason === undefined) {
    const advanced = advance(run);
    tell(run, advanced, options);
    if (advanced) yield run.report;
  }
  return finish(run, run.reason, prepared);
}

function open(model: Model, data: Data | Columns | TableRows, options: FitOptions) {
  const settings = readSettings(options);
  const prepared = prepare(model, data, options);
  const split = separate(model, prepared, options, settings);
  return { run: begin(model, split, options, settings), prepared };
}

/** Calls back after an epoch, and ends the run where that is the answer. */
function tell(run: Run, advanced: boolean, { onEpoch }: FitOptions): void {
  if (advanced && onEpoch?.(run.report) === 'stop') run.reason ??= 'callback';
}

const prepare = (
  model: Model,
  data: Data | Columns | TableRows,
  options: FitOptions,
): PreparedData =>
  isData(data) ? { data, levels: {}, dropped: 0 } : prepareData(model.layout, data, options);

/** The rows to fit, and those to judge the fit by. */
function separate(
  { layout }: Model,
  { data, levels }: PreparedData,
  { validation, ...options }: FitOptions,
  { seed }: Settings,
): Split {
  if (validation === undefined) return { training: data, validation: undefined };
  if (typeof validation === 'number') {
    if (validation > 0 && validation < 1 && data.rows > 1) {
      return splitData(layout, data, validation, seed);
    }
    const message = `\`validation\` must be a part between 0 and 1 of two rows or more`;
    return fail('wrongFitOption', `${message}, and is ${validation} of ${data.rows}`);
  }
  const judged = isData(validation)
    ? validation
    : prepareData(layout, validation, { ...options, levels: { ...options.levels, ...levels } })
        .data;
  return { training: data, validation: judged };
}
