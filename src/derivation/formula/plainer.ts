import type { ElementwiseName } from '../../graph/index.ts';
import {
  call,
  fraction,
  negate,
  number,
  one,
  plus,
  power,
  signOf,
  sum,
  termsOf,
  times,
} from './build.ts';
import { ratioOf, splitNumber } from './coefficient.ts';
import type { Formula, Term } from './formula.ts';
import { withoutOpposites } from './opposites.ts';

/** `isTurned`: the second argument is read before the first. */
type Rewrite = (a: Formula, b: Formula, isTurned: boolean) => Formula;

const square = (a: Formula): Formula => power(a, number(2));

/** Functions that keep digits in floating point, in the plain functions that paper has for them. */
export const plainer: { readonly [F in ElementwiseName]?: Rewrite } = {
  log1p: (a) => call('log', plus(one, a)),
  expm1: (a) => plus(call('exp', a), number(-1)),
  log1mexp: (a) => call('log', plus(one, negate(call('exp', a)))),
  logcexpexp: (a) => call('log', plus(one, negate(call('exp', negate(call('exp', a)))))),
  logsoftplus: (a) => call('log', call('log', plus(one, call('exp', a)))),
  exprel: (a) => fraction(plus(call('exp', a), number(-1)), a),
  log1prel: (a) => fraction(call('log', plus(one, a)), a),
  sinc: (a) => fraction(call('sin', a), a),
  tanhSlope: (a) => plus(one, negate(square(a))),
  logpow: (a, b) => call('log', power(a, b)),
  nonNegative: (a) => a,
  log1psq: (a) => call('log', plus(one, square(a))),
  log1psqSlope: (a) => quotientOf(2, a, plus(one, square(a))),
  logaddexp: (a, b) => call('log', plus(call('exp', a), call('exp', b))),
  xlogy: (a, b) => times(a, call('log', b)),
  xlog1py: (a, b) => times(a, call('log', plus(one, b))),
  logerfcDifference: (a, b) => call('log', plus(call('erfc', a), negate(call('erfc', b)))),
  lrising: (a, b, isTurned) =>
    call('log', fraction(call('gamma', added(a, b, isTurned)), call('gamma', a))),
  digammaDifference: (a, b, isTurned) =>
    plus(call('digamma', added(a, b, isTurned)), negate(call('digamma', a))),
  erfcShare: (a, b) =>
    fraction(call('exp', negate(square(a))), plus(call('erfc', a), negate(call('erfc', b)))),
};

/** a + b in reading order. */
const added = (a: Formula, b: Formula, isTurned: boolean): Formula =>
  isTurned ? cancelled(b, a) : cancelled(a, b);

/** a + b without what is in both with opposite signs, and the numbers as one. */
function cancelled(a: Formula, b: Formula): Formula {
  const kept = withoutOpposites(termsOf(plus(a, b)));
  const value = kept.reduce((sum, term) => sum + valueOf(term), 0);
  const others = kept.filter((term) => term.formula.kind !== 'number');
  return sum([...others, ...(value === 0 ? [] : termsOf(number(value)))]);
}

const valueOf = ({ negative, formula }: Term): number =>
  formula.kind === 'number' ? (negative ? -formula.value : formula.value) : 0;

/** c·a/b as one fraction, with one number above its bar and one below. */
function quotientOf(c: number, a: Formula, b: Formula): Formula {
  const { negative, formula } = signOf(a);
  const isFraction = formula.kind === 'fraction';
  const above = splitNumber(isFraction ? formula.numerator : formula);
  const below = splitNumber(isFraction ? formula.denominator : one);
  const { numerator, denominator } = ratioOf((c * above.value) / below.value);
  const quotient = fraction(
    times(number(numerator), ...above.others),
    times(number(denominator), ...below.others, b),
  );
  return negative ? negate(quotient) : quotient;
}
