import * as special from '../../runtime/special.ts';
import * as I from '../interval.ts';
import type { Interval } from '../interval.ts';
import { always, type ElementwiseRule, type ElementwiseRules } from './rule.ts';

const oneToOne = I.interval(-1, 1);
const quarter = 1.5707963;
const half = 3.1415926;
const liesIn = (r: Interval, lo: number, hi: number): boolean => r.lo >= lo && r.hi <= hi;

const sin: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  value: Math.sin,
  range: ([a = I.real]) =>
    liesIn(a, -quarter, quarter) ? I.increasing(Math.sin, oneToOne)([a]) : oneToOne,
  partials: ['cos(a)'],
  code: 'sin(a)',
  latex: '\\sin',
  flops: 0,
  transcendentals: 1,
};

/** sin(a)/a, and 1 at 0. */
const sinc: ElementwiseRule = {
  arity: 1,
  phrase: '`sin`',
  finite: always,
  parity: 'even',
  value: special.sinc,
  range: () => I.interval(-0.2173, 1),
  partials: ['sincMoment(1, a)'],
  code: 'sinc(a)',
  helper: 'sinc',
  latex: '\\frac{\\sin a}{a}',
  unicode: 'sin(a)/a',
  flops: 1,
  transcendentals: 1,
};

/** The a-th derivative of sinc at b. */
const sincMoment: ElementwiseRule = {
  arity: 2,
  internal: true,
  defined: ['count', null],
  phrase: '`sin`',
  finite: always,
  value: special.sincMoment,
  range: () => oneToOne,
  partials: ['0', 'sincMoment(a + 1, b)'],
  code: 'sincMoment(a, b)',
  helper: 'sincMoment',
  latex: '\\operatorname{sinc}^{(a)}\\left(b\\right)',
  unicode: 'sinc⁽a⁾(b)',
  flops: 12,
  transcendentals: 2,
};

const cos: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  finite: always,
  value: Math.cos,
  range: ([a = I.real]) =>
    liesIn(a, -half, half) ? I.decreasing(Math.cos, oneToOne)([I.absolute(a)]) : oneToOne,
  partials: ['-sin(a)'],
  code: 'cos(a)',
  latex: '\\cos',
  flops: 0,
  transcendentals: 1,
};

const tan: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  value: Math.tan,
  range: ([a = I.real]) => (liesIn(a, -quarter, quarter) ? I.increasing(Math.tan)([a]) : I.real),
  partials: ['1 + f^2'],
  code: 'tan(a)',
  latex: '\\tan',
  flops: 0,
  transcendentals: 1,
};

const cotangent = (a: number): number => 1 / Math.tan(a);

const cot: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['nonZero'],
  value: cotangent,
  range: ([a = I.real]) => (liesIn(a, 0, half) ? I.decreasing(cotangent)([a]) : I.real),
  partials: ['-(1 + f^2)'],
  code: '(1 / tan(a))',
  expand: '1/tan(a)',
  latex: '\\cot',
  flops: 1,
  transcendentals: 1,
};

const atLeastOne = I.interval(1, Infinity);

const sec: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  value: (a) => 1 / Math.cos(a),
  range: ([a = I.real]) => (liesIn(a, -quarter, quarter) ? atLeastOne : I.real),
  partials: ['f*tan(a)'],
  code: '(1 / cos(a))',
  expand: '1/cos(a)',
  latex: '\\sec',
  flops: 1,
  transcendentals: 1,
};

const csc: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['nonZero'],
  value: (a) => 1 / Math.sin(a),
  range: ([a = I.real]) => (liesIn(a, 0, half) ? atLeastOne : I.real),
  partials: ['-f*cot(a)'],
  code: '(1 / sin(a))',
  expand: '1/sin(a)',
  latex: '\\csc',
  flops: 1,
  transcendentals: 1,
};

// (1 − a)(1 + a) and (a − 1)(a + 1) keep their precision near ±1, where 1 − a² cancels.

const asin: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['sine'],
  value: Math.asin,
  range: I.increasing(Math.asin, I.interval(-1.571, 1.571)),
  partials: ['1/sqrt((1 - a)*(1 + a))'],
  code: 'asin(a)',
  latex: '\\arcsin',
  flops: 0,
  transcendentals: 1,
};

const acos: ElementwiseRule = {
  arity: 1,
  defined: ['sine'],
  value: Math.acos,
  range: I.decreasing(Math.acos, I.interval(0, 3.142)),
  partials: ['-1/sqrt((1 - a)*(1 + a))'],
  code: 'acos(a)',
  latex: '\\arccos',
  flops: 0,
  transcendentals: 1,
};

const atan: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  inverse: 'tan(a)',
  value: Math.atan,
  range: I.increasing(Math.atan),
  partials: ['1/(1 + a^2)'],
  code: 'atan(a)',
  latex: '\\arctan',
  flops: 0,
  transcendentals: 1,
};

/** The angle of the point (b, a). */
const atan2: ElementwiseRule = {
  arity: 2,
  value: Math.atan2,
  range: ([a = I.real]) => I.interval(I.isNonNegative(a) ? 0 : -3.142, 3.142),
  partials: ['b/(a^2 + b^2)', '-a/(a^2 + b^2)'],
  code: 'atan2(a, b)',
  flops: 0,
  transcendentals: 1,
};

const arccotangent = (a: number): number => Math.atan(1 / a);

/** arctan(1/a). */
const acot: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  value: arccotangent,
  range: ([a = I.real]) =>
    I.isNonNegative(a) ? I.decreasing(arccotangent, I.nonNegative)([a]) : I.interval(-1.571, 1.571),
  partials: ['-1/(1 + a^2)'],
  code: 'atan(1 / a)',
  expand: 'atan(1/a)',
  latex: '\\operatorname{arccot}',
  unicode: 'acot',
  flops: 1,
  transcendentals: 1,
};

const asec: ElementwiseRule = {
  arity: 1,
  defined: ['secant'],
  // arccos(1/a) loses precision near ±1.
  value: (a) => 2 * Math.atan(Math.sqrt((a - 1) / (a + 1))),
  range: ([a = I.real]) => I.interval(0, I.isPositive(a) ? 1.571 : 3.142),
  partials: ['1/(abs(a)*sqrt((a - 1)*(a + 1)))'],
  code: '(2 * atan(sqrt((a - 1) / (a + 1))))',
  latex: '\\operatorname{arcsec}',
  flops: 5,
  transcendentals: 1,
};

const acsc: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['secant'],
  // arcsin(1/a) loses precision near ±1.
  value: (a) => Math.sign(a) * Math.atan(1 / Math.sqrt((a - 1) * (a + 1))),
  range: ([a = I.real]) =>
    I.isPositive(a)
      ? I.interval(0, 1.571, '(')
      : I.isNegative(a)
        ? I.interval(-1.571, 0, ')')
        : I.interval(-1.571, 1.571),
  partials: ['-1/(abs(a)*sqrt((a - 1)*(a + 1)))'],
  code: '(sign(a) * atan(1 / sqrt((a - 1) * (a + 1))))',
  latex: '\\operatorname{arccsc}',
  flops: 6,
  transcendentals: 1,
};

export const trigonometric = {
  sin,
  sinc,
  sincMoment,
  cos,
  tan,
  cot,
  sec,
  csc,
  asin,
  acos,
  atan,
  atan2,
  acot,
  asec,
  acsc,
} satisfies ElementwiseRules;
