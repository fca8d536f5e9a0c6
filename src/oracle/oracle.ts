import { present } from '../base/invariant.ts';
import type { Data, Params } from '../runtime/model.ts';
import type { Tree } from '../syntax/tree.ts';
import type { DensityText } from './density.ts';
import { gradientAt, type Slope } from './gradient.ts';
import { FixedInputs } from './inputs.ts';
import { Level } from './level.ts';
import type { Worth } from './objective.ts';
import { makeProgram, type Parameter, type Program, type ProgramOptions } from './program.ts';
import * as R from './real/index.ts';
import type { Real } from './real/index.ts';

export interface OracleOptions extends Pick<ProgramOptions, 'functions' | 'domains'> {
  /** The distributions that the model may use, as text. */
  readonly densities: readonly DensityText[];
  /** Sizes in place of those that the model declares. */
  readonly dims?: Readonly<Record<string, number>>;
  /** Columns and hyper-parameters; left out for a model without data. */
  readonly data?: Data;
  /** Decimal digits that a computation starts with; it takes more where they do not do. 64 by default. */
  readonly digits?: number;
}

/**
 * The objective of a model evaluated as it is written, in as many digits as it takes, and its gradient
 * by difference quotients: what compiled models are held against. It knows no rule of differentiation
 * and none of simplification. Meant for up to some hundred rows.
 */
export interface Oracle {
  readonly parameters: readonly Parameter[];
  /** J at the unconstrained θ. */
  objective(theta: ArrayLike<number>): Real;
  /** Σ w·log p over the rows; null where the model has no likelihood. */
  logLikelihood(theta: ArrayLike<number>): Real | null;
  /** log p of the parameters; null where the model has no prior. */
  logPrior(theta: ArrayLike<number>): Real | null;
  /** All three, at parameters in their own space. */
  at(params: Params): Worth;
  /** ∂J/∂θₖ for the coordinates k, all by default, to at least 15 digits where there is a derivative. */
  gradient(theta: ArrayLike<number>, coordinates?: readonly number[]): Slope[];
}

/** Digits beyond which nothing more is gained in 64-bit results: e⁻⁸⁰⁰ beside 1 has 350. */
const mostDigits = 1000;

/** Makes the oracle of a model that was found to be sound. */
export function objectiveOracle(tree: Tree, options: OracleOptions): Oracle {
  const { dims = {} } = options;
  return programOracle(makeProgram(tree, { ...options, dims }), options);
}

/** The oracle of a program, over data. */
export function programOracle(
  program: Program,
  { data, digits = 64 }: Pick<OracleOptions, 'data' | 'digits'>,
): Oracle {
  const fixed = new FixedInputs(program, data ?? { rows: 0, totalWeight: 0 });
  const rows = program.columns.length > 0 && data ? data.rows : null;
  const levels = levelsFrom(digits).map((each) => new Level(each, program, fixed, rows));
  const around = (theta: ArrayLike<number>) => levels.map((level) => lazy(() => level.at(theta)));
  const worthAt = (theta: ArrayLike<number>, part: keyof Worth): Real | null =>
    settled(around(theta).map((place) => () => place().worth[part])).value;
  return {
    parameters: program.parameters,
    objective: (theta) => present(worthAt(theta, 'objective')),
    logLikelihood: (theta) => worthAt(theta, 'logLikelihood'),
    logPrior: (theta) => worthAt(theta, 'logPrior'),
    at: (params) => worthOfParams(levels, params),
    gradient: (theta, coordinates = Array.from(theta, (_, k) => k)) => {
      const places = around(theta);
      const { index } = settled(places.map((place) => () => place().worth.objective));
      return gradientAt(places, index, coordinates);
    },
  };
}

function worthOfParams(levels: readonly Level[], params: Params): Worth {
  const worths = levels.map((level) => lazy(() => level.atParams(params)));
  const part = (name: keyof Worth): Real | null =>
    settled(worths.map((worth) => () => worth()[name])).value;
  return {
    objective: present(part('objective')),
    logLikelihood: part('logLikelihood'),
    logPrior: part('logPrior'),
  };
}

function levelsFrom(digits: number): number[] {
  const levels = [digits];
  while (present(levels.at(-1)) < mostDigits) {
    levels.push(Math.min(mostDigits, Math.ceil(2.5 * present(levels.at(-1)))));
  }
  return levels;
}

const lazy = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

/** The first of values of rising precision that agrees with the next one in most of its digits. */
function settled(values: readonly (() => Real | null)[]): { value: Real | null; index: number } {
  const last = values.length - 1;
  for (const [index, value] of values.entries()) {
    const found = value();
    if (index === last || !found) return { value: found, index };
    if (isSettled(found, present(values[index + 1])())) return { value: found, index };
  }
  return { value: null, index: last };
}

/**
 * Three quarters of the bits are those of the finer value. Infinities and zeros may be numbers that a
 * precision cannot hold: they are never trusted.
 */
function isSettled(coarse: Real, fine: Real | null): boolean {
  if (!fine || !R.isFinite(fine) || R.isZero(fine) || !R.isFinite(coarse)) return false;
  const p = new R.Precision(R.bitLength(fine.mantissa));
  const difference = R.subtract(p, R.rounded(p, coarse), fine);
  const least = R.magnitude(fine) - 0.75 * R.bitLength(coarse.mantissa);
  return R.isZero(difference) || R.magnitude(difference) < least;
}
