import * as special from '../../runtime/special.ts';
import * as I from '../interval.ts';
import type { Interval } from '../interval.ts';
import { always, type ElementwiseRule, type ElementwiseRules } from './rule.ts';

const sinh: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  inverse: 'asinh(a)',
  value: Math.sinh,
  range: I.increasing(Math.sinh),
  partials: ['cosh(a)'],
  code: 'sinh(a)',
  latex: '\\sinh',
  flops: 0,
  transcendentals: 1,
};

const cosh: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  value: Math.cosh,
  range: ([a = I.real]) => I.increasing(Math.cosh, I.interval(1, Infinity))([I.absolute(a)]),
  partials: ['sinh(a)'],
  code: 'cosh(a)',
  latex: '\\cosh',
  flops: 0,
  transcendentals: 1,
};

const tanh: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  inverse: 'atanh(a)',
  value: Math.tanh,
  range: I.increasing(Math.tanh, I.interval(-1, 1, '()')),
  partials: ['tanhSlope(f, a)'],
  code: 'tanh(a)',
  latex: '\\tanh',
  flops: 0,
  transcendentals: 1,
};

/** 1 − a² = 1/cosh²(b) for a = tanh b, as a function of b. */
const tanhSlope: ElementwiseRule = {
  arity: 2,
  internal: true,
  phrase: '`tanh`',
  finite: always,
  value: special.tanhSlope,
  range: () => I.interval(0, 1, '('),
  partials: ['0', '-2*tanh(b)*f'],
  code: 'tanhSlope(a, b)',
  helper: 'tanhSlope',
  latex: '\\left(1 - a^2\\right)',
  unicode: '(1 − a²)',
  flops: 2,
};

/** The range of an odd function that decreases on each side of its pole at 0. */
function aroundPole(f: (x: number) => number, onto: Interval, a: Interval): Interval {
  const image = I.decreasing(f, onto);
  if (I.isPositive(a)) return image([a]);
  return I.isNegative(a) ? I.negateInterval(image([I.negateInterval(a)])) : I.real;
}

const hyperbolicCotangent = (a: number): number => 1 / Math.tanh(a);
const hyperbolicSecant = (a: number): number => 1 / Math.cosh(a);
const hyperbolicCosecant = (a: number): number => 1 / Math.sinh(a);

const coth: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['nonZero'],
  value: hyperbolicCotangent,
  range: ([a = I.real]) => aroundPole(hyperbolicCotangent, I.interval(1, Infinity, '('), a),
  // Not 1 − f², which cancels where f is near ±1.
  partials: ['-csch(a)^2'],
  code: '(1 / tanh(a))',
  expand: '1/tanh(a)',
  latex: '\\coth',
  flops: 1,
  transcendentals: 1,
};

const sech: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  finite: always,
  value: hyperbolicSecant,
  range: ([a = I.real]) => I.decreasing(hyperbolicSecant, I.interval(0, 1, '('))([I.absolute(a)]),
  partials: ['-f*tanh(a)'],
  code: '(1 / cosh(a))',
  expand: '1/cosh(a)',
  latex: '\\operatorname{sech}',
  flops: 1,
  transcendentals: 1,
};

const csch: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['nonZero'],
  value: hyperbolicCosecant,
  range: ([a = I.real]) => aroundPole(hyperbolicCosecant, I.positive, a),
  partials: ['-f*coth(a)'],
  code: '(1 / sinh(a))',
  expand: '1/sinh(a)',
  latex: '\\operatorname{csch}',
  flops: 1,
  transcendentals: 1,
};

/** log cosh a, also where cosh a overflows. */
const logcosh: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  finite: always,
  phrase: '`cosh`',
  value: special.logcosh,
  range: ([a = I.real]) => I.increasing(special.logcosh, I.nonNegative)([I.absolute(a)]),
  partials: ['tanh(a)'],
  code: 'logcosh(a)',
  helper: 'logcosh',
  latex: '\\log\\cosh',
  unicode: 'log cosh',
  flops: 4,
  transcendentals: 2,
};

const asinh: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  finite: always,
  inverse: 'sinh(a)',
  value: Math.asinh,
  range: I.increasing(Math.asinh),
  partials: ['1/sqrt(a^2 + 1)'],
  code: 'asinh(a)',
  latex: '\\operatorname{arsinh}',
  flops: 0,
  transcendentals: 1,
};

const acosh: ElementwiseRule = {
  arity: 1,
  defined: ['atLeastOne'],
  value: Math.acosh,
  range: I.increasing(Math.acosh, I.nonNegative),
  partials: ['1/(sqrt(a - 1)*sqrt(a + 1))'],
  code: 'acosh(a)',
  latex: '\\operatorname{arcosh}',
  flops: 0,
  transcendentals: 1,
};

const atanh: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['openSine'],
  value: Math.atanh,
  range: I.increasing(Math.atanh),
  partials: ['1/((1 - a)*(1 + a))'],
  code: 'atanh(a)',
  latex: '\\operatorname{artanh}',
  flops: 0,
  transcendentals: 1,
};

// artanh(1/a) loses precision near ±1.
const inverseCotangent = (a: number): number =>
  0.5 * Math.sign(a) * Math.log1p(2 / (Math.abs(a) - 1));

const acoth: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['beyondOne'],
  value: inverseCotangent,
  range: ([a = I.real]) => aroundPole(inverseCotangent, I.positive, a),
  partials: ['1/((1 - a)*(1 + a))'],
  code: '(0.5 * sign(a) * log1p(2 / (abs(a) - 1)))',
  latex: '\\operatorname{arcoth}',
  flops: 6,
  transcendentals: 1,
};

// arcosh(1/a) loses precision near 1.
const inverseSecant = (a: number): number => 2 * Math.asinh(Math.sqrt((1 - a) / (2 * a)));

const asech: ElementwiseRule = {
  arity: 1,
  defined: ['hyperbolicSecant'],
  value: inverseSecant,
  range: I.decreasing(inverseSecant, I.nonNegative),
  partials: ['-1/(a*sqrt((1 - a)*(1 + a)))'],
  code: '(2 * asinh(sqrt((1 - a) / (2 * a))))',
  latex: '\\operatorname{arsech}',
  flops: 5,
  transcendentals: 1,
};

const inverseCosecant = (a: number): number => Math.asinh(1 / a);

const acsch: ElementwiseRule = {
  arity: 1,
  parity: 'odd',
  defined: ['nonZero'],
  value: inverseCosecant,
  range: ([a = I.real]) => aroundPole(inverseCosecant, I.positive, a),
  partials: ['-1/(abs(a)*sqrt(a^2 + 1))'],
  code: 'asinh(1 / a)',
  expand: 'asinh(1/a)',
  latex: '\\operatorname{arcsch}',
  flops: 1,
  transcendentals: 1,
};

export const hyperbolic = {
  sinh,
  cosh,
  tanh,
  tanhSlope,
  coth,
  sech,
  csch,
  logcosh,
  asinh,
  acosh,
  atanh,
  acoth,
  asech,
  acsch,
} satisfies ElementwiseRules;
