import * as I from '../interval.ts';
import {
  log1pexp,
  logit as logitOf,
  logsoftplus as logsoftplusOf,
  sigmoid as sigmoidOf,
} from '../../runtime/special.ts';
import { always, type ElementwiseRule, type ElementwiseRules } from './rule.ts';

/** 1/(1 + e⁻ᵃ), the logistic function σ. */
const sigmoid: ElementwiseRule = {
  arity: 1,
  finite: always,
  inverse: 'logit(a)',
  reflection: '1 - f',
  value: sigmoidOf,
  range: I.increasing(sigmoidOf, I.openUnit),
  partials: ['f*(1 - f)'],
  code: 'sigmoid(a)',
  helper: 'sigmoid',
  // One exponential for the value, its complement and softplus.
  expand: 'where(a >= 0, 1, exp(-abs(a)))/(1 + exp(-abs(a)))',
  flops: 2,
  transcendentals: 1,
};

/** log(a/(1 − a)), the inverse of the sigmoid. */
const logit: ElementwiseRule = {
  arity: 1,
  defined: ['openUnit'],
  inverse: 'sigmoid(a)',
  value: logitOf,
  range: I.increasing(logitOf),
  partials: ['1/(a*(1 - a))'],
  code: 'logit(a)',
  helper: 'logit',
  flops: 2,
  transcendentals: 2,
};

/** log(1 + eᵃ). */
const softplus: ElementwiseRule = {
  arity: 1,
  finite: always,
  inverse: 'log(expm1(a))',
  value: log1pexp,
  range: I.increasing(log1pexp, I.positive),
  partials: ['sigmoid(a)'],
  code: 'log1pexp(a)',
  helper: 'log1pexp',
  expand: 'maximum(a, 0) + log1p(exp(-abs(a)))',
  flops: 2,
  transcendentals: 2,
};

/** max(a, 0). */
const relu: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: (a) => Math.max(a, 0),
  range: ([a = I.real]) => I.largest(a, I.point(0)),
  partials: ['where(a > 0, 1, 0)'],
  code: 'max(a, 0)',
  expand: 'maximum(a, 0)',
  flops: 1,
};

/** log log(1 + eᵃ), also where eᵃ underflows: then it is a. */
const logsoftplus: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: logsoftplusOf,
  range: I.increasing(logsoftplusOf),
  // σ(a)/log(1 + eᵃ)
  partials: ['exp(-softplus(-a) - logsoftplus(a))'],
  code: 'logsoftplus(a)',
  helper: 'logsoftplus',
  expand: 'where(a < -40, a, log(softplus(a)))',
  latex: '\\log \\log\\left(1 + e^{a}\\right)',
  unicode: 'log log(1 + exp(a))',
  flops: 2,
  transcendentals: 3,
};

export const logistic = {
  sigmoid,
  logit,
  softplus,
  logsoftplus,
  relu,
} satisfies ElementwiseRules;
