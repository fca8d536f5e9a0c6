import type { ValueOf } from './evaluator.ts';
import type { Program } from './program.ts';
import * as R from './real/index.ts';
import type { Precision, Real } from './real/index.ts';
import type { Term } from './term.ts';
import { numberOf } from './value.ts';

/** What a model is worth at a point. */
export interface Worth {
  /** J = (1/|B|) Σ w·(loss − log p) + penalty − (1/n)·log prior, over all rows. */
  readonly objective: Real;
  /** Σ w·log p over the rows; null where the model has no likelihood. */
  readonly logLikelihood: Real | null;
  /** log p of the parameters; null where the model has no prior. */
  readonly logPrior: Real | null;
}

/** Evaluates a program over some rows (null for a model without data). */
export function worthOf(
  p: Precision,
  program: Program,
  rows: number | null,
  valueOf: ValueOf,
): Worth {
  const once = (terms: readonly Term[]): Real => total(p, terms, valueOf, 0);
  const overRows = (terms: readonly Term[]): Real =>
    rows === null ? once(terms) : weighted(p, program, rows, valueOf, terms);
  const size = rows === null ? R.one(p) : totalWeight(p, program, rows, valueOf);
  const [likelihood, prior] = [overRows(program.likelihoods), once(program.priors)];
  const perRow = R.subtract(p, overRows(program.losses), likelihood);
  const averaged = R.divide(p, R.subtract(p, perRow, prior), size);
  return {
    objective: R.add(p, averaged, once(program.penalties)),
    logLikelihood: program.likelihoods.length === 0 ? null : likelihood,
    logPrior: program.priors.length === 0 ? null : prior,
  };
}

const total = (p: Precision, terms: readonly Term[], valueOf: ValueOf, row: number): Real =>
  terms.reduce((sum, term) => R.add(p, sum, numberOf(valueOf(term, row))), R.zero);

const places = (rows: number): number[] => [...Array(rows).keys()];

function weighted(
  p: Precision,
  { weight }: Program,
  rows: number,
  valueOf: ValueOf,
  terms: readonly Term[],
): Real {
  if (terms.length === 0) return R.zero;
  return places(rows).reduce((sum, row) => {
    const value = total(p, terms, valueOf, row);
    const scaled = weight ? R.multiply(p, numberOf(valueOf(weight, row)), value) : value;
    return R.add(p, sum, scaled);
  }, R.zero);
}

function totalWeight(p: Precision, { weight }: Program, rows: number, valueOf: ValueOf): Real {
  if (!weight) return R.fromInteger(p, BigInt(rows));
  const each = places(rows).map((row) => numberOf(valueOf(weight, row)));
  return each.reduce((sum, x) => R.add(p, sum, x), R.zero);
}
