import type { Rule } from '../rule.ts';

/** Logarithms of tails and of what lies between two points, which underflow or cancel far out. */
export const tailRules: readonly Rule[] = [
  {
    name: 'log of the normal distribution function',
    pattern: 'log(erfc(a)/2)',
    replacement: 'lognormcdf(-sqrt(2)*a)',
  },
  { name: 'log of the error function', pattern: 'log(erfc(a))', replacement: 'logerfc(a)' },
  {
    name: 'log of a difference of logistic functions',
    pattern: 'log(sigmoid(a) - sigmoid(b))',
    replacement: 'log1mexp(b - a) - softplus(-a) - softplus(b)',
  },
];
