import type { Oracle, OracleOptions } from '../../src/oracle/index.ts';
import { programOracle } from '../../src/oracle/oracle.ts';
import { makeProgram, type Program } from '../../src/oracle/program.ts';
import * as R from '../../src/oracle/real/index.ts';
import type { Precision, Real } from '../../src/oracle/real/index.ts';
import type { Term } from '../../src/oracle/term.ts';
import type { Value } from '../../src/oracle/value.ts';
import type { Tree } from '../../src/syntax/index.ts';

/** How much each intermediate result is off, relatively: 2⁻⁴⁰. */
const bits = 40;

/**
 * The oracle of a model in which every intermediate result is off by ±2⁻⁴⁰ of itself, always by the
 * same sign at the same place. It stays a smooth function of θ, so that it has a gradient. What J and
 * ∇J then differ by is what a computation of the formula as it is written makes of rounding: its
 * condition.
 */
export function disturbedOracle(tree: Tree, options: OracleOptions, seed: number): Oracle {
  const { densities, dims = {} } = options;
  const program = makeProgram(tree, { densities, dims });
  return programOracle(disturbedProgram(program, seed), options);
}

function disturbedProgram(program: Program, seed: number): Program {
  const disturb = disturber(seed);
  return {
    ...program,
    likelihoods: program.likelihoods.map(disturb),
    losses: program.losses.map(disturb),
    penalties: program.penalties.map(disturb),
    priors: program.priors.map(disturb),
  };
}

/** Puts a disturbed term in the place of each, shared ones once. */
function disturber(seed: number): (term: Term) => Term {
  const made = new Map<Term, Term>();
  const disturb = (term: Term): Term => {
    const known = made.get(term);
    if (known) return known;
    const args = term.args.map(disturb);
    const salt = seed + 7 * made.size;
    const disturbed: Term = {
      ...term,
      args,
      apply: (p, input, ...values) => off(p, term.apply(p, input, ...values), salt),
    };
    made.set(term, disturbed);
    return disturbed;
  };
  return disturb;
}

const off = (p: Precision, value: Value, salt: number): Value => ({
  ...value,
  numbers: value.numbers.map((x, k) => (isExact(p, x) ? x : offBy(p, x, sign(salt + 3 * k)))),
});

/** Whole numbers are indices, exponents and truth values: floating point has them exactly. */
const isExact = (p: Precision, x: Real): boolean =>
  !R.isFinite(x) || R.compare(x, R.floor(p, x)) === 0;

const offBy = (p: Precision, x: Real, by: number): Real => {
  const part = R.scaled(x, -bits);
  return by > 0 ? R.add(p, x, part) : R.subtract(p, x, part);
};

const sign = (k: number): number => (Math.sin(12.9898 * k) > 0 ? 1 : -1);

/** How far results are off for each unit of relative rounding: the largest of some tries. */
export const sensitivity = (truth: Real, disturbed: readonly Real[]): number =>
  Math.max(...disturbed.map((x) => Math.abs(R.toNumber(R.subtract(exact, x, truth))))) * 2 ** bits;

const exact = R.Precision.ofDigits(64);
