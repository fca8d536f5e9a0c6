import * as I from '../interval.ts';
import type { Interval } from '../interval.ts';
import {
  always,
  type Defined,
  type ElementwiseRule,
  type ElementwiseRules,
  type Finite,
} from './rule.ts';

const add: ElementwiseRule = {
  arity: Infinity,
  finite: always,
  value: (...args) => args.reduce((s, x) => s + x, 0),
  range: (args) => args.reduce((a, b) => I.addIntervals(a, b)),
  partials: [],
  code: 'a + b',
  phrase: 'a long sum',
  flops: 1,
};

/** aᵇ; roots and reciprocals are powers, so that a product has one form. */
/** aᵇ: a root of no negative number, a reciprocal of no 0. A whole number b ≥ 0 takes any base. */
export const powerDefined: Defined = ([, b = I.real]) => {
  if (I.isNonNegative(b)) return [b.integer ? null : 'nonNegative', null];
  return [b.integer ? 'nonZero' : 'positive', null];
};

/** A whole power of any number, or any power of a number that keeps from 0. */
const finitePower: Finite = (_value, [a = I.real, b = I.real]) => {
  if (b.lo !== b.hi) return false;
  if (b.lo > 0) return Number.isInteger(b.lo) || I.isNonNegative(a);
  return I.isNonZero(a);
};

const pow: ElementwiseRule = {
  arity: 2,
  defined: powerDefined,
  finite: finitePower,
  phrase: 'a power',
  value: (a, b) => (b === 0.5 ? Math.sqrt(a) : Math.pow(a, b)),
  range: ([a = I.real, b = I.real]) => powerRange(a, b),
  partials: ['where(b == 0, 0, b*a^(b-1))', 'where(a == 0, 0, f*log(a))'],
  code: 'pow(a, b)',
  flops: 1,
  transcendentals: 1,
};

function powerRange(a: Interval, b: Interval): Interval {
  if (b.lo !== b.hi) return variablePowerRange(a, b);
  const exponent = b.lo;
  const integer = a.integer && Number.isInteger(exponent) && exponent > 0;
  const raised = (r: Interval): Interval =>
    (exponent > 0 ? I.increasing : I.decreasing)((x) => Math.pow(x, exponent), I.nonNegative)([r]);
  // Where it is not whole, the base is in its domain only if it is not negative.
  if (!Number.isInteger(exponent)) return raised(I.intersect(a, I.nonNegative));
  if (exponent % 2 === 0) return { ...raised(I.absolute(a)), integer };
  if (I.isNonNegative(a)) return { ...raised(a), integer };
  if (I.isNonPositive(a)) return { ...I.negateInterval(raised(I.negateInterval(a))), integer };
  return exponent > 0 ? { ...I.increasing((x) => Math.pow(x, exponent))([a]), integer } : I.real;
}

function variablePowerRange(a: Interval, b: Interval): Interval {
  if (!I.isNonNegative(a)) return I.real;
  const shrinks = (a.hi <= 1 && I.isNonNegative(b)) || (a.lo >= 1 && I.isNonPositive(b));
  return I.intersect(
    I.isPositive(a) ? I.positive : I.nonNegative,
    I.interval(0, shrinks ? 1 : Infinity),
  );
}

/** a·b as it stands: no product that sorts its factors, for where another order over- or underflows. */
const times: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => a * b,
  range: ([a = I.real, b = I.real]) => I.multiplyIntervals(a, b),
  partials: ['b', 'a'],
  code: 'a * b',
  phrase: 'a product',
  latex: 'a \\cdot b',
  unicode: 'a·b',
  flops: 1,
};

/** a, held still: what does not change with it, though it is written with it, has no slope by it. */
const still: ElementwiseRule = {
  arity: 1,
  internal: true,
  finite: always,
  value: (a) => a,
  range: ([a = I.real]) => a,
  partials: ['0'],
  code: 'a',
  flops: 0,
};

/** a where it is not negative, as the argument of a density is in its domain; else no number. */
const nonNegative: ElementwiseRule = {
  arity: 1,
  internal: true,
  defined: ['nonNegative'],
  value: (a) => (a >= 0 ? a : NaN),
  range: ([a = I.real]) => I.intersect(a, I.nonNegative),
  partials: ['1'],
  code: '(a >= 0 ? a : 0 / 0)',
  flops: 1,
};

/** c ? a : b, the condition first. */
const where: ElementwiseRule = {
  arity: 3,
  finite: always,
  phrase: 'a choice',
  value: (c, a, b) => (c ? a : b),
  range: ([, a = I.real, b = I.real]) => I.unite(a, b),
  partials: ['0', 'where(a, 1, 0)', 'where(a, 0, 1)'],
  code: 'a ? b : c',
  flops: 1,
};

/** The larger of two numbers; at a tie the second one carries the derivative. */
const maximum: ElementwiseRule = {
  arity: 2,
  finite: always,
  phrase: 'a choice',
  value: Math.max,
  range: ([a = I.real, b = I.real]) => I.largest(a, b),
  partials: ['where(a > b, 1, 0)', 'where(a > b, 0, 1)'],
  code: 'max(a, b)',
  latex: '\\max',
  unicode: 'max',
  flops: 1,
};

const minimum: ElementwiseRule = {
  arity: 2,
  finite: always,
  phrase: 'a choice',
  value: Math.min,
  range: ([a = I.real, b = I.real]) => I.smallest(a, b),
  partials: ['where(a < b, 1, 0)', 'where(a < b, 0, 1)'],
  code: 'min(a, b)',
  latex: '\\min',
  unicode: 'min',
  flops: 1,
};

const abs: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  finite: always,
  value: Math.abs,
  range: ([a = I.real]) => I.absolute(a),
  partials: ['sign(a)'],
  code: 'abs(a)',
  latex: '\\left|a\\right|',
  unicode: '|a|',
  flops: 1,
};

const sign: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  value: Math.sign,
  range: ([a = I.real]) =>
    I.integers(
      I.isPositive(a) ? 1 : I.isNonNegative(a) ? 0 : -1,
      I.isNegative(a) ? -1 : I.isNonPositive(a) ? 0 : 1,
    ),
  partials: ['0'],
  code: 'sign(a)',
  latex: '\\operatorname{sign}',
  flops: 1,
};

const floor: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: Math.floor,
  range: I.steps(Math.floor),
  partials: ['0'],
  code: 'floor(a)',
  latex: '\\left\\lfloor a\\right\\rfloor',
  unicode: '⌊a⌋',
  flops: 1,
};

const ceil: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: Math.ceil,
  range: I.steps(Math.ceil),
  partials: ['0'],
  code: 'ceil(a)',
  latex: '\\left\\lceil a\\right\\rceil',
  unicode: '⌈a⌉',
  flops: 1,
};

const roundHalfAway = (a: number): number => Math.sign(a) * Math.floor(Math.abs(a) + 0.5);

/** The nearest whole number, halves away from zero. */
const round: ElementwiseRule = {
  arity: 1,
  finite: always,
  value: roundHalfAway,
  range: I.steps((x) => (Number.isFinite(x) ? roundHalfAway(x) : x)),
  partials: ['0'],
  code: '(sign(a) * floor(abs(a) + 0.5))',
  flops: 4,
};

/** a − b⌊a/b⌋, of the sign of b; a itself for b = 0. */
const mod: ElementwiseRule = {
  arity: 2,
  finite: always,
  value: (a, b) => (b === 0 ? a : a - b * Math.floor(a / b)),
  range: ([a = I.real, b = I.real]) => modRange(a, b),
  partials: ['1', '-floor(a/b)'],
  code: '(b == 0 ? a : a - b * floor(a / b))',
  latex: 'a \\bmod b',
  unicode: 'a mod b',
  flops: 4,
};

function modRange(a: Interval, b: Interval): Interval {
  const integer = a.integer && b.integer;
  if (I.isPositive(b)) return { ...I.interval(0, b.hi, ')'), integer };
  if (I.isNegative(b)) return { ...I.interval(b.lo, 0, '('), integer };
  return { ...I.real, integer };
}

const cbrt: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  value: Math.cbrt,
  range: I.increasing(Math.cbrt),
  partials: ['1/(3*f^2)'],
  code: 'cbrt(a)',
  latex: '\\sqrt[3]{a}',
  flops: 0,
  transcendentals: 1,
};

/** The real b-th root of a, of a negative number too where b is odd. */
/** The n-th root: of a negative number for odd n only, of 0 for n > 0 only. */
export const rootDefined: Defined = ([, n = I.point(2)]) => {
  const isOdd = n.lo === n.hi && Math.abs(n.lo % 2) === 1;
  if (I.isPositive(n)) return [isOdd ? null : 'nonNegative', 'nonZero'];
  return [isOdd ? 'nonZero' : 'positive', 'nonZero'];
};

const nthRoot: ElementwiseRule = {
  arity: 2,
  defined: rootDefined,
  value: (a, b) => (b % 2 === 0 ? Math.pow(a, 1 / b) : Math.sign(a) * Math.pow(Math.abs(a), 1 / b)),
  range: ([a = I.real]) =>
    I.isPositive(a) ? I.positive : I.isNonNegative(a) ? I.nonNegative : I.real,
  partials: ['f/(a*b)', '-f*log(abs(a))/b^2'],
  code: '(b == 2 * floor(b / 2) ? pow(a, 1 / b) : sign(a) * pow(abs(a), 1 / b))',
  expand: 'where(2*floor(b/2) == b, a^(1/b), sign(a)*abs(a)^(1/b))',
  latex: '\\sqrt[b]{a}',
  flops: 3,
  transcendentals: 1,
};

export const arithmetic = {
  add,
  pow,
  times,
  still,
  nonNegative,
  where,
  maximum,
  minimum,
  abs,
  sign,
  floor,
  ceil,
  round,
  mod,
  cbrt,
  nthRoot,
} satisfies ElementwiseRules;
