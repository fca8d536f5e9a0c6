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

/** devianceTerm(a, (a + b)·σ(c)) + devianceTerm(b, (a + b)·σ(−c)): of a successes and b failures at the log odds c. */
const binomialDeviance: ElementwiseRule = {
  arity: 3,
  internal: true,
  defined: ['positive', 'positive'],
  phrase: '`log`',
  value: special.binomialDeviance,
  range: () => I.nonNegative,
  partials: [
    'softplus(-c) - log1p(b/a)',
    'softplus(c) - log1p(a/b)',
    'b*sigmoid(c) - a*sigmoid(-c)',
  ],
  code: 'binomialDeviance(a, b, c)',
  helper: 'binomialDeviance',
  flops: 20,
  transcendentals: 4,
};

/** binomialDeviance(a, b, c − log b): of a count a whose distribution has the size b and the mean eᶜ. */
const sizedDeviance: ElementwiseRule = {
  arity: 3,
  internal: true,
  defined: ['positive', 'positive'],
  phrase: '`log`',
  value: (a, b, c) => special.binomialDeviance(a, b, c - Math.log(b)),
  range: () => I.nonNegative,
  partials: [
    'softplus(log(b) - c) - log1p(b/a)',
    'sizedDevianceSlope(a, b, c)',
    'b*sigmoid(c - log(b)) - a*sigmoid(log(b) - c)',
  ],
  code: 'binomialDeviance(a, b, c - log(b))',
  helper: 'binomialDeviance',
  flops: 21,
  transcendentals: 5,
};

const residual = 'sigmoid(c - log(b)) - a*sigmoid(log(b) - c)/b';

/** −log(1 − r) − r for the residual r of a count of the size b and the log mean c, as 1 − r = (a + b)/(b + eᶜ). */
const sizedDevianceSlope: ElementwiseRule = {
  arity: 3,
  internal: true,
  defined: ['positive', 'positive'],
  phrase: '`log`',
  value: special.sizedDevianceSlope,
  range: () => I.nonNegative,
  partials: [
    `-(${residual})/(a + b)`,
    `(${residual})*(a/(a + b) - sigmoid(c - log(b)))/b`,
    `(${residual})*sigmoid(c - log(b))`,
  ],
  code: 'sizedDevianceSlope(a, b, c)',
  helper: 'sizedDevianceSlope',
  flops: 16,
  transcendentals: 4,
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
  partials: ['chooseErrorSlope(a, b)', 'chooseErrorSlope(b, a)'],
  code: 'chooseError(a, b)',
  helper: 'chooseError',
  flops: 40,
  transcendentals: 2,
};

/** ∂/∂a chooseError(a, b): digamma(a + b + 1) − log(a + b) − digamma(a + 1) + log a. */
const chooseErrorSlope: ElementwiseRule = {
  arity: 2,
  internal: true,
  defined: ['positive', 'positive'],
  phrase: '`digamma`',
  value: special.chooseErrorSlope,
  range: () => I.real,
  partials: [
    'polygamma(1, a + b + 1) - polygamma(1, a + 1) + b/(a*(a + b))',
    'polygamma(1, a + b + 1) - 1/(a + b)',
  ],
  code: 'chooseErrorSlope(a, b)',
  helper: 'chooseErrorSlope',
  flops: 40,
  transcendentals: 1,
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
  binomialDeviance,
  sizedDeviance,
  sizedDevianceSlope,
  factorialError,
  chooseError,
  chooseErrorSlope,
  stirlingError,
  stirlingErrorSlope,
} satisfies ElementwiseRules;
