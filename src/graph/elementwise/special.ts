import * as special from '../../runtime/special.ts';
import * as I from '../interval.ts';
import type { Interval } from '../interval.ts';
import { always, type ElementwiseRule, type ElementwiseRules } from './rule.ts';

const erf: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  value: special.erf,
  range: I.increasing(special.erf, I.interval(-1, 1, '()')),
  partials: ['2/sqrt(pi)*exp(-a^2)'],
  code: 'erf(a)',
  helper: 'erf',
  flops: 20,
  transcendentals: 1,
};

const erfc: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: special.erfc,
  range: I.decreasing(special.erfc, I.interval(0, 2, '()')),
  partials: ['-2/sqrt(pi)*exp(-a^2)'],
  code: 'erfc(a)',
  helper: 'erfc',
  flops: 20,
  transcendentals: 1,
};

/** exp(a²)·erfc(a). */
const erfcx: ElementwiseRule = {
  arity: 1,
  phrase: '`erfc`',
  value: special.erfcx,
  range: I.decreasing(special.erfcx, I.positive),
  partials: ['2*a*f - 2/sqrt(pi)'],
  code: 'erfcx(a)',
  helper: 'erfcx',
  flops: 20,
  transcendentals: 1,
};

const logErfc = (a: number): number =>
  a > 0 ? Math.log(special.erfcx(a)) - a * a : Math.log(2 - Math.exp(-a * a) * special.erfcx(-a));

/** log erfc(a), also where erfc(a) underflows. */
const logerfc: ElementwiseRule = {
  arity: 1,
  phrase: '`erfc`',
  value: logErfc,
  range: I.decreasing(logErfc, I.interval(-Infinity, 0.6932)),
  partials: ['-2/(sqrt(pi)*erfcx(a))'],
  code: '(a > 0 ? log(erfcx(a)) - a * a : log(2 - exp(-a * a) * erfcx(-a)))',
  helper: 'erfcx',
  expand: 'where(a > 0, log(erfcx(a)) - a^2, log(erfc(a)))',
  latex: '\\log\\operatorname{erfc}',
  unicode: 'log erfc',
  flops: 22,
  transcendentals: 2,
};

/** log Φ(a), Φ the distribution function of the standard normal distribution: log(erfc(−a/√2)/2). */
const lognormcdf: ElementwiseRule = {
  arity: 1,
  phrase: '`erfc`',
  value: special.lognormcdf,
  range: I.increasing(special.lognormcdf, I.negative),
  // φ(a)/Φ(a)
  partials: ['sqrt(2/pi)/erfcx(-a/sqrt(2))'],
  code: 'lognormcdf(a)',
  helper: 'lognormcdf',
  latex: '\\log\\Phi',
  unicode: 'log Φ',
  flops: 22,
  transcendentals: 2,
};

/** log(erfc(a) − erfc(b)) for a < b: of the normal distribution between two points. */
const logerfcDifference: ElementwiseRule = {
  arity: 2,
  defined: [null, 'aboveFirst'],
  phrase: '`erfc`',
  value: special.logerfcDifference,
  range: () => I.interval(-Infinity, 0.6932),
  partials: ['-2/sqrt(pi)*erfcShare(a, b)', '-2/sqrt(pi)*erfcShare(b, a)'],
  code: 'logerfcDifference(a, b)',
  helper: 'logerfcDifference',
  latex:
    '\\log\\left(\\operatorname{erfc}\\left(a\\right) - \\operatorname{erfc}\\left(b\\right)\\right)',
  unicode: 'log(erfc(a) − erfc(b))',
  flops: 45,
  transcendentals: 4,
};

/** exp(−a²)/(erfc(a) − erfc(b)). */
const erfcShare: ElementwiseRule = {
  arity: 2,
  internal: true,
  defined: [null, 'aboveFirst'],
  phrase: '`erfc`',
  value: special.erfcShare,
  range: () => I.real,
  partials: ['f*(2/sqrt(pi)*f - 2*a)', '2/sqrt(pi)*f*erfcShare(b, a)'],
  code: 'erfcShare(a, b)',
  helper: 'erfcShare',
  latex:
    '\\frac{e^{-a^2}}{\\operatorname{erfc}\\left(a\\right) - \\operatorname{erfc}\\left(b\\right)}',
  unicode: 'exp(−a²)/(erfc(a) − erfc(b))',
  flops: 45,
  transcendentals: 4,
};

// The minimum of log Γ on the positive numbers is −0.12148… at 1.4616….
const lgammaRange = (a: Interval): Interval => {
  if (a.lo >= 2) return I.increasing(special.lgamma)([a]);
  return I.isNonNegative(a) ? I.interval(-0.12149, Infinity) : I.real;
};

/** log |Γ(a)|. */
const lgamma: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  value: special.lgamma,
  range: ([a = I.real]) => lgammaRange(a),
  partials: ['digamma(a)'],
  code: 'lgamma(a)',
  helper: 'lgamma',
  latex: '\\log\\Gamma',
  unicode: 'log Γ',
  flops: 20,
  transcendentals: 1,
};

/** (log Γ)′. */
const digamma: ElementwiseRule = {
  arity: 1,
  defined: ['positive'],
  value: special.digamma,
  range: ([a = I.real]) => (I.isNonNegative(a) ? I.increasing(special.digamma)([a]) : I.real),
  partials: ['polygamma(1, a)'],
  code: 'digamma(a)',
  helper: 'digamma',
  latex: '\\psi',
  unicode: 'ψ',
  flops: 20,
  transcendentals: 1,
};

/** The a-th derivative of digamma at b, a ≥ 1 whole. */
const polygamma: ElementwiseRule = {
  arity: 2,
  defined: ['count', 'positive'],
  phrase: '`digamma`',
  value: special.polygamma,
  range: ([a = I.real, b = I.real]) => polygammaRange(a, b),
  partials: ['0', 'polygamma(a + 1, b)'],
  code: 'polygamma(a, b)',
  helper: 'polygamma',
  latex: '\\psi^{(a)}\\left(b\\right)',
  unicode: 'ψ⁽a⁾(b)',
  flops: 30,
};

// Its sign is (−1)ᵃ⁺¹ on the positive numbers.
function polygammaRange(order: Interval, b: Interval): Interval {
  const known = order.lo === order.hi && order.lo >= 1 && I.isPositive(b);
  if (!known) return I.real;
  return order.lo % 2 === 1 ? I.positive : I.negative;
}

/** digamma(a + b) − digamma(a), without cancellation for large a. */
const digammaDifference: ElementwiseRule = {
  arity: 2,
  defined: ['positive', 'positive'],
  phrase: '`digamma`',
  value: special.digammaDifference,
  range: ([a = I.real, b = I.real]) => (I.isPositive(a) ? signOf(b) : I.real),
  partials: ['polygamma(1, a + b) - polygamma(1, a)', 'polygamma(1, a + b)'],
  code: 'digammaDifference(a, b)',
  helper: 'digammaDifference',
  latex: '\\left(\\psi\\left(a + b\\right) - \\psi\\left(a\\right)\\right)',
  unicode: '(ψ(a + b) − ψ(a))',
  flops: 30,
  transcendentals: 1,
};

const signOf = (r: Interval): Interval => {
  if (I.isPositive(r)) return I.positive;
  return I.isNonNegative(r) ? I.nonNegative : I.real;
};

/** log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b). */
const lbeta: ElementwiseRule = {
  arity: 2,
  defined: ['positive', 'positive'],
  value: special.lbeta,
  range: ([a = I.real, b = I.real]) => (a.lo >= 1 && b.lo >= 1 ? I.nonPositive : I.real),
  partials: ['-digammaDifference(a, b)', '-digammaDifference(b, a)'],
  code: 'lbeta(a, b)',
  helper: 'lbeta',
  latex: '\\log B\\left(a, b\\right)',
  unicode: 'log B(a, b)',
  flops: 40,
  transcendentals: 2,
};

/** log of the rising factorial a(a + 1)…(a + b − 1) = log Γ(a + b) − log Γ(a). */
const lrising: ElementwiseRule = {
  arity: 2,
  defined: ['positive', 'positive'],
  phrase: '`lgamma`',
  value: special.lrising,
  range: ([a = I.real, b = I.real]) =>
    a.lo >= 1 && (b.integer || a.lo >= 2) && I.isNonNegative(b) ? I.nonNegative : I.real,
  partials: ['digammaDifference(a, b)', 'digamma(a + b)'],
  code: 'lrising(a, b)',
  helper: 'lrising',
  latex: '\\log\\frac{\\Gamma\\left(a + b\\right)}{\\Gamma\\left(a\\right)}',
  unicode: 'log(Γ(a + b)/Γ(a))',
  flops: 40,
  transcendentals: 2,
};

export const specialFunctions = {
  erf,
  erfc,
  erfcx,
  logerfc,
  lognormcdf,
  logerfcDifference,
  erfcShare,
  lgamma,
  digamma,
  polygamma,
  digammaDifference,
  lbeta,
  lrising,
} satisfies ElementwiseRules;
