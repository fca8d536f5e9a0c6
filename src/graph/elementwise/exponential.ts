import * as I from '../interval.ts';
import {
  exprel as exprelOf,
  exprelMoment as exprelMomentOf,
  log1mexp as log1mexpOf,
  log1pmx as log1pmxOf,
  log1prel as log1prelOf,
  log1prelMoment as log1prelMomentOf,
  log1psq as log1psqOf,
  logcexpexp as logcexpexpOf,
  logpow as logpowOf,
} from '../../runtime/special.ts';
import { always, whereBounded, type ElementwiseRule, type ElementwiseRules } from './rule.ts';

const exp: ElementwiseRule = {
  arity: 1,
  finite: whereBounded,
  inverse: 'log(a)',
  value: Math.exp,
  range: I.increasing(Math.exp, I.positive),
  partials: ['f'],
  code: 'exp(a)',
  latex: '\\exp',
  flops: 0,
  transcendentals: 1,
};

const expm1: ElementwiseRule = {
  arity: 1,
  finite: whereBounded,
  inverse: 'log1p(a)',
  phrase: '`exp`',
  value: Math.expm1,
  range: I.increasing(Math.expm1, I.interval(-1, Infinity, '(')),
  // Not f + 1, which cancels where f is near −1.
  partials: ['exp(a)'],
  code: 'expm1(a)',
  flops: 0,
  transcendentals: 1,
};

const log: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  inverse: 'exp(a)',
  value: Math.log,
  range: I.increasing(Math.log),
  partials: ['1/a'],
  code: 'log(a)',
  latex: '\\log',
  flops: 0,
  transcendentals: 1,
};

const log1p: ElementwiseRule = {
  arity: 1,
  defined: ['aboveMinusOne'],
  inverse: 'expm1(a)',
  phrase: '`log`',
  value: Math.log1p,
  range: I.increasing(Math.log1p),
  partials: ['1/(1 + a)'],
  code: 'log1p(a)',
  flops: 0,
  transcendentals: 1,
};

const log2: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  value: Math.log2,
  range: I.increasing(Math.log2),
  partials: ['1/(a*log(2))'],
  code: 'log2(a)',
  latex: '\\log_{2}',
  unicode: 'log₂',
  flops: 0,
  transcendentals: 1,
};

const log10: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  value: Math.log10,
  range: I.increasing(Math.log10),
  partials: ['1/(a*log(10))'],
  code: 'log10(a)',
  latex: '\\log_{10}',
  unicode: 'log₁₀',
  flops: 0,
  transcendentals: 1,
};

/** log(1 − eᵃ) for a < 0. */
const log1mexp: ElementwiseRule = {
  arity: 1,
  defined: ['negative'],
  phrase: '`log`',
  value: log1mexpOf,
  range: I.decreasing(log1mexpOf, I.negative),
  // −eᵃ/(1 − eᵃ)
  partials: ['-1/expm1(-a)'],
  code: 'log1mexp(a)',
  helper: 'log1mexp',
  latex: '\\log\\left(1 - e^{a}\\right)',
  unicode: 'log(1 − exp(a))',
  flops: 1,
  transcendentals: 2,
};

/** log(1 − exp(−eᵃ)), the logarithm of the inverse of the complementary log-log link. */
const logcexpexp: ElementwiseRule = {
  arity: 1,
  phrase: '`log`',
  value: logcexpexpOf,
  range: I.increasing(logcexpexpOf, I.negative),
  // eᵃ/(exp(eᵃ) − 1)
  partials: ['1/exprel(exp(a))'],
  code: 'logcexpexp(a)',
  helper: 'logcexpexp',
  // One exponential for the value, its partial and that of the complement.
  expand: 'where(a < -40, a, log1mexp(-exp(a)))',
  latex: '\\log\\left(1 - e^{-e^{a}}\\right)',
  unicode: 'log(1 − exp(−exp(a)))',
  flops: 2,
  transcendentals: 3,
};

/** (eᵃ − 1)/a, and 1 at 0. */
const exprel: ElementwiseRule = {
  arity: 1,
  phrase: '`exp`',
  value: exprelOf,
  range: I.increasing(exprelOf, I.positive),
  partials: ['exprelMoment(1, a)'],
  code: 'exprel(a)',
  helper: 'exprel',
  latex: '\\frac{e^{a} - 1}{a}',
  unicode: '(exp(a) − 1)/a',
  flops: 2,
  transcendentals: 1,
};

/** The a-th derivative of exprel at b: ∫₀¹ sᵃ·eᵇˢ ds. */
const exprelMoment: ElementwiseRule = {
  arity: 2,
  internal: true,
  defined: ['count', null],
  phrase: '`exp`',
  value: exprelMomentOf,
  range: () => I.positive,
  partials: ['0', 'exprelMoment(a + 1, b)'],
  code: 'exprelMoment(a, b)',
  helper: 'exprelMoment',
  latex: '\\operatorname{exprel}^{(a)}\\left(b\\right)',
  unicode: 'exprel⁽a⁾(b)',
  flops: 6,
  transcendentals: 1,
};

/** log(1 + a)/a, and 1 at 0. */
const log1prel: ElementwiseRule = {
  arity: 1,
  defined: ['aboveMinusOne'],
  phrase: '`log`',
  value: log1prelOf,
  range: I.decreasing(log1prelOf, I.positive),
  partials: ['log1prelMoment(1, a)'],
  code: 'log1prel(a)',
  helper: 'log1prel',
  latex: '\\frac{\\log\\left(1 + a\\right)}{a}',
  unicode: 'log(1 + a)/a',
  flops: 2,
  transcendentals: 1,
};

/** The a-th derivative of log1prel at b. */
const log1prelMoment: ElementwiseRule = {
  arity: 2,
  internal: true,
  defined: ['count', 'aboveMinusOne'],
  phrase: '`log`',
  value: log1prelMomentOf,
  range: () => I.real,
  partials: ['0', 'log1prelMoment(a + 1, b)'],
  code: 'log1prelMoment(a, b)',
  helper: 'log1prelMoment',
  latex: '\\operatorname{log1prel}^{(a)}\\left(b\\right)',
  unicode: 'log1prel⁽a⁾(b)',
  flops: 12,
  transcendentals: 1,
};

/** log(1 + a) − a, without cancellation near 0. */
const log1pmx: ElementwiseRule = {
  arity: 1,
  defined: ['aboveMinusOne'],
  phrase: '`log`',
  value: log1pmxOf,
  range: ([a = I.real]) => (I.isNonZero(a) ? I.negative : I.nonPositive),
  partials: ['-a/(1 + a)'],
  code: 'log1pmx(a)',
  helper: 'log1pmx',
  flops: 2,
  transcendentals: 1,
};

/** log(1 + a²), also where a² overflows. */
const log1psq: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  finite: always,
  phrase: '`log`',
  value: log1psqOf,
  range: ([a = I.real]) => (I.isNonZero(a) ? I.positive : I.nonNegative),
  partials: ['log1psqSlope(a)'],
  code: 'log1psq(a)',
  helper: 'log1psq',
  latex: '\\log\\left(1 + a^2\\right)',
  unicode: 'log(1 + a²)',
  flops: 2,
  transcendentals: 1,
};

/** 2a/(1 + a²), also where a² overflows. */
const log1psqSlope: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  phrase: '`log`',
  value: (a) => 2 / (a + 1 / a),
  range: () => I.interval(-1, 1),
  partials: ['2*(1 - a^2)/(1 + a^2)^2'],
  code: '(2 / (a + 1 / a))',
  latex: '\\frac{2a}{1 + a^2}',
  unicode: '2·a/(1 + a²)',
  flops: 3,
};

/** log(eᵃ + eᵇ). */
const logaddexp: ElementwiseRule = {
  arity: 2,
  finite: always,
  phrase: '`log`',
  value: (a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))),
  // max(a, b) + log 1 … log 2
  range: ([a = I.real, b = I.real]) =>
    I.addIntervals(I.largest(a, b), I.interval(0, 0.6931471805599454, '(')),
  partials: ['sigmoid(a - b)', 'sigmoid(b - a)'],
  code: '(max(a, b) + log1p(exp(-abs(a - b))))',
  // One exponential for the value and both partials.
  expand: 'maximum(a, b) + log1p(exp(-abs(a - b)))',
  latex: '\\log\\left(e^{a} + e^{b}\\right)',
  unicode: 'log(exp(a) + exp(b))',
  flops: 4,
  transcendentals: 2,
};

const timesLog = (a: number, log: number): number => (a === 0 ? 0 : a * log);

/** a·log b, and 0 for a = 0 whatever b is. */
const xlogy: ElementwiseRule = {
  arity: 2,
  defined: [null, 'positive'],
  phrase: '`log`',
  value: (a, b) => timesLog(a, Math.log(b)),
  range: ([a = I.real, b = I.real]) => I.multiplyIntervals(a, I.increasing(Math.log)([b])),
  partials: ['log(b)', 'where(a == 0, 0, a/b)'],
  code: '(a == 0 ? 0 : a * log(b))',
  latex: 'a \\log b',
  unicode: 'a·log b',
  flops: 2,
  transcendentals: 1,
};

/** log(aᵇ), also where the power over- or underflows. */
const logpow: ElementwiseRule = {
  arity: 2,
  internal: true,
  defined: ['positive', null],
  phrase: '`log`',
  value: logpowOf,
  range: ([a = I.real, b = I.real]) =>
    I.multiplyIntervals(b, I.increasing(Math.log)([I.absolute(a)])),
  partials: ['where(b == 0, 0, b/a)', 'log(abs(a))'],
  code: 'logpow(a, b)',
  helper: 'logpow',
  latex: '\\log a^{b}',
  unicode: 'log aᵇ',
  flops: 2,
  transcendentals: 1,
};

/** a·log(1 + b), and 0 for a = 0 whatever b is. */
const xlog1py: ElementwiseRule = {
  arity: 2,
  defined: ['count', 'aboveMinusOne'],
  phrase: '`log`',
  value: (a, b) => timesLog(a, Math.log1p(b)),
  range: ([a = I.real, b = I.real]) => I.multiplyIntervals(a, I.increasing(Math.log1p)([b])),
  partials: ['log1p(b)', 'where(a == 0, 0, a/(1 + b))'],
  code: '(a == 0 ? 0 : a * log1p(b))',
  latex: 'a \\log\\left(1 + b\\right)',
  unicode: 'a·log(1 + b)',
  flops: 3,
  transcendentals: 1,
};

export const exponential = {
  exp,
  expm1,
  log,
  log1p,
  log2,
  log10,
  log1mexp,
  logcexpexp,
  exprel,
  exprelMoment,
  log1prel,
  log1prelMoment,
  log1pmx,
  log1psq,
  log1psqSlope,
  logaddexp,
  xlogy,
  xlog1py,
  logpow,
} satisfies ElementwiseRules;
