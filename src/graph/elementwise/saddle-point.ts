import * as special from '../../runtime/special.ts';
import * as I from '../interval.ts';
import type { ElementwiseRule, ElementwiseRules } from './rule.ts';

/*
 * What is left of log-probabilities where their large terms cancel (C. Loader, Fast and Accurate
 * Computation of Binomial Probabilities, 2000).
 */

/** a·log(a/b) + b − a, half the unit deviance of a Poisson count a with mean b. */
const devianceTerm: ElementwiseRule = {
  arity: 2,
  defined: ['positive', 'positive'],
  phrase: '`log`',
  value: special.devianceTerm,
  range: () => I.nonNegative,
  partials: ['log(a/b)', '(b - a)/b'],
  code: 'devianceTerm(a, b)',
  helper: 'devianceTerm',
  flops: 8,
  transcendentals: 1,
};

/** The same with the mean by its logarithm: a·log a − a·b + eᵇ − a. */
const devianceTermLog: ElementwiseRule = {
  arity: 2,
  defined: ['positive'],
  phrase: '`log`',
  value: special.devianceTermLog,
  range: () => I.nonNegative,
  partials: ['log(a) - b', 'exp(b) - a'],
  code: 'devianceTermLog(a, b)',
  helper: 'devianceTermLog',
  flops: 8,
  transcendentals: 2,
};

/** What log a! has more than a·log a − a. */
const factorialError: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  phrase: '`lgamma`',
  value: special.factorialError,
  range: I.increasing(special.factorialError, I.nonNegative),
  partials: ['stirlingErrorSlope(a) + 1/(2*a)'],
  code: 'factorialError(a)',
  helper: 'factorialError',
  flops: 20,
  transcendentals: 1,
};

/** What log C(a + b, a) has more than a·log((a + b)/a) + b·log((a + b)/b). */
const chooseError: ElementwiseRule = {
  arity: 2,
  defined: ['positive', 'positive'],
  phrase: '`lgamma`',
  value: special.chooseError,
  range: () => I.real,
  partials: [
    'stirlingErrorSlope(a + b) + 1/(2*(a + b)) - stirlingErrorSlope(a) - 1/(2*a)',
    'stirlingErrorSlope(a + b) + 1/(2*(a + b)) - stirlingErrorSlope(b) - 1/(2*b)',
  ],
  code: 'chooseError(a, b)',
  helper: 'chooseError',
  flops: 40,
  transcendentals: 2,
};

/** What log Γ(a) has more than Stirling's (a − ½)·log a − a + ½·log 2π. */
const stirlingError: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  phrase: '`lgamma`',
  value: special.stirlingError,
  range: I.decreasing(special.stirlingError, I.positive),
  partials: ['stirlingErrorSlope(a)'],
  code: 'stirlingError(a)',
  helper: 'stirlingError',
  flops: 20,
};

/** digamma(a) − log a + 1/(2a). */
const stirlingErrorSlope: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  phrase: '`digamma`',
  value: special.stirlingErrorSlope,
  range: I.increasing(special.stirlingErrorSlope, I.negative),
  partials: ['polygamma(1, a) - 1/a - 1/(2*a^2)'],
  code: 'stirlingErrorSlope(a)',
  helper: 'stirlingErrorSlope',
  flops: 20,
};

export const saddlePoint = {
  devianceTerm,
  devianceTermLog,
  factorialError,
  chooseError,
  stirlingError,
  stirlingErrorSlope,
} satisfies ElementwiseRules;
