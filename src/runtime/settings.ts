import { suggest } from '../base/suggest.ts';
import { show } from './data/faults.ts';
import type { FitOptions } from './fit-options.ts';
import type { Optimizer } from './optimizer.ts';
import { optimizers } from './optimizers/index.ts';
import { fail } from './problem.ts';
import { checkSchedule, rateAt, type LearningRate } from './schedule.ts';

/** The options with all defaults filled in and checked. */
export interface Settings {
  readonly optimizer: Optimizer;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: LearningRate;
  readonly seed: number;
  readonly gradientTolerance: number;
  readonly changeTolerance: number;
  readonly patience: number;
}

/** The options as they are checked: that there are validation rows matters, and not which. */
export type Unread = Omit<FitOptions, 'validation'> & { readonly validation?: unknown };

/** Throws a `FluxionError` for an option that cannot be used. */
export function readSettings(options: Unread): Settings {
  refuseStrangers(options);
  const batchSize = whole('batchSize', options.batchSize ?? Infinity, 1);
  const optimizer = readOptimizer(options.optimizer ?? (batchSize < Infinity ? 'adam' : 'lbfgs'));
  if (optimizer.fullBatch && batchSize < Infinity) {
    fail(
      'batchesForFullBatch',
      `the optimizer ${optimizer.name} needs all rows in every step`,
      'leave out the batch size, or take `adam`',
    );
  }
  return {
    optimizer,
    batchSize,
    epochs: whole('epochs', options.epochs ?? 1000, 0),
    learningRate: readLearningRate(options.learningRate ?? optimizer.learningRate),
    seed: readSeed(options.seed ?? 1),
    gradientTolerance: tolerance(
      'gradientTolerance',
      options.gradientTolerance ?? (optimizer.fullBatch ? 0 : 1e-9),
    ),
    changeTolerance: tolerance('changeTolerance', options.changeTolerance ?? 0),
    patience: readPatience(options),
  };
}

const names: { readonly [K in keyof Required<FitOptions>]: true } = {
  optimizer: true,
  epochs: true,
  batchSize: true,
  learningRate: true,
  seed: true,
  start: true,
  gradientTolerance: true,
  changeTolerance: true,
  validation: true,
  patience: true,
  onEpoch: true,
  resume: true,
  hypers: true,
  columns: true,
  levels: true,
  dropMissing: true,
};

/** An option of another name is a slip of the pen, and the fit would not be the one that is meant. */
function refuseStrangers(options: Unread): void {
  const stranger = Object.keys(options).find((name) => !Object.hasOwn(names, name));
  if (stranger !== undefined) {
    const near = suggest(stranger, Object.keys(names));
    fail(
      'wrongFitOption',
      `there is no option \`${stranger}\``,
      near && `did you mean \`${near}\`?`,
    );
  }
  const { onEpoch } = options;
  if (onEpoch !== undefined && typeof onEpoch !== 'function')
    refuse('onEpoch', 'a function', onEpoch);
}

const refuse = (name: string, needed: string, value: unknown): never =>
  fail('wrongFitOption', `\`${name}\` must be ${needed}, and is ${show(value)}`);

function readOptimizer(optimizer: unknown): Optimizer {
  if (typeof optimizer === 'string') return optimizerOf(optimizer);
  if (isOptimizer(optimizer)) return optimizer;
  return fail(
    'unknownOptimizer',
    `${show(optimizer)} is no optimizer`,
    'give a name, or `optimizers.adam()`',
  );
}

function optimizerOf(name: string): Optimizer {
  const known = Object.keys(optimizers);
  const found = known.find((each): each is keyof typeof optimizers => each === name);
  if (found !== undefined) return optimizers[found]();
  const near = suggest(name, known);
  const help = near === undefined ? `there are ${known.join(', ')}` : `did you mean \`${near}\`?`;
  return fail('unknownOptimizer', `there is no optimizer \`${name}\``, help);
}

const isOptimizer = (value: unknown): value is Optimizer =>
  typeof value === 'object' &&
  value !== null &&
  ['init', 'step'].every((name) => typeof Reflect.get(value, name) === 'function');

function readLearningRate(rate: LearningRate): LearningRate {
  if (typeof rate === 'object') checkSchedule(rate);
  const first: unknown = typeof rate === 'string' ? rate : rateAt(rate, 0, 1);
  if (typeof first === 'number' && first > 0 && first < Infinity) return rate;
  return refuse('learningRate', 'a number greater than 0', first);
}

function whole(name: string, value: number, least: number): number {
  if ((Number.isSafeInteger(value) || value === Infinity) && value >= least) return value;
  return refuse(name, `a whole number of at least ${least}`, value);
}

const readSeed = (seed: number): number =>
  Number.isSafeInteger(seed) ? seed : refuse('seed', 'a whole number', seed);

function tolerance(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  return refuse(name, 'a number of at least 0', value);
}

function readPatience({ patience, validation }: Unread): number {
  if (patience === undefined) return Infinity;
  if (validation !== undefined) return whole('patience', patience, 1);
  return fail('wrongFitOption', '`patience` waits for `validation` rows, and there are none');
}
