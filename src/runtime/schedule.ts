import { show } from './data/faults.ts';
import { fail } from './problem.ts';

/**
 * How a learning rate changes with the epochs; `warmUp` epochs of a linear rise may come before.
 */
export type Schedule = ScheduleShape & { readonly rate: number; readonly warmUp?: number };

type ScheduleShape =
  | { readonly kind: 'constant' }
  /** rate·factor^⌊epoch/every⌋ */
  | { readonly kind: 'step'; readonly factor: number; readonly every: number }
  /** rate·factor^epoch */
  | { readonly kind: 'exponential'; readonly factor: number }
  /** From rate to `final` along half a cosine over all epochs (Loshchilov & Hutter 2017). */
  | { readonly kind: 'cosine'; readonly final?: number }
  /**
   * rate/(1 + decay·epoch), whose sum is infinite and whose sum of squares is not (Robbins & Monro
   * 1951).
   */
  | { readonly kind: 'inverse'; readonly decay: number };

/**
 * A constant, a schedule, or a function of the epochs that are done, with a fraction for the part
 * of the one that is under way, and of the number of all.
 */
export type LearningRate = number | Schedule | ((epoch: number, epochs: number) => number);

type Rule<K extends Schedule['kind']> = (
  schedule: Extract<Schedule, { kind: K }>,
  epoch: number,
  epochs: number,
) => number;

const rules: { readonly [K in Schedule['kind']]: Rule<K> } = {
  constant: ({ rate }) => rate,
  step: ({ rate, factor, every }, epoch) => rate * Math.pow(factor, Math.floor(epoch / every)),
  exponential: ({ rate, factor }, epoch) => rate * Math.pow(factor, epoch),
  cosine: ({ rate, final = 0 }, epoch, epochs) =>
    final + ((rate - final) * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2,
  inverse: ({ rate, decay }, epoch) => rate / (1 + decay * epoch),
};

/** The learning rate of a step that is taken after so many epochs. */
export function rateAt(rate: LearningRate, epoch: number, epochs: number): number {
  if (typeof rate === 'number') return rate;
  if (typeof rate === 'function') return rate(epoch, epochs);
  const rule = rules[rate.kind] as Rule<Schedule['kind']>;
  const warmUp = rate.warmUp ?? 0;
  const rise = epoch < warmUp ? (epoch + 1) / (warmUp + 1) : 1;
  return rise * rule(rate, epoch, epochs);
}

/** What a schedule of each kind cannot be without, apart from its rate. */
const needed: { readonly [K in Schedule['kind']]: readonly string[] } = {
  constant: [],
  step: ['factor', 'every'],
  exponential: ['factor'],
  cosine: [],
  inverse: ['decay'],
};

/** Throws a `FluxionError` for a schedule that lacks a number or has one that cannot be used. */
export function checkSchedule({ kind, ...given }: Schedule): void {
  if (!Object.hasOwn(needed, kind)) {
    const kinds = Object.keys(needed).join(', ');
    fail('wrongFitOption', `the learning rate schedule must be one of ${kinds}`);
  }
  const numbers = new Map<string, unknown>(Object.entries(given));
  for (const name of new Set([...needed[kind], ...numbers.keys()])) {
    const value = numbers.get(name);
    if (Number.isFinite(value) && (value as number) >= 0) continue;
    const message = `\`${name}\` of the learning rate must be a number of at least 0`;
    fail('wrongFitOption', `${message}, and is ${show(value)}`);
  }
}
