import type { Rule } from '../rule.ts';

/** Logarithms of tails and of what lies between two points, which underflow or cancel far out. */
export const tailRules: readonly Rule[] = [
  {
    name: 'log of the normal distribution function',
    pattern: 'log(erfc(a)/2)',
    replacement: 'lognormcdf(-sqrt(2)*a)',
  },
  { name: 'log of the error function', pattern: 'log(erfc(a))', replacement: 'logerfc(a)' },
  ...['erfc(a) - erfc(b)', 'erf(b) - erf(a)'].flatMap((difference): Rule[] => [
    {
      name: 'log of a difference of error functions',
      pattern: `log(${difference})`,
      replacement: 'logerfcDifference(a, b)',
    },
    {
      name: 'log of a difference of error functions',
      pattern: `log(${difference.replaceAll('erf', 'c*erf')})`,
      replacement: 'log(c) + logerfcDifference(a, b)',
      assuming: { c: 'positive' },
    },
  ]),
  {
    name: 'log of a difference of logistic functions',
    pattern: 'log(sigmoid(a) - sigmoid(b))',
    replacement: 'log1mexp(b - a) - softplus(-a) - softplus(b)',
  },
  {
    name: 'complement of the square of a hyperbolic tangent',
    pattern: '(1 - tanh(a)^2)^k',
    replacement: 'cosh(a)^(-2*k)',
    assuming: { k: 'negative' },
  },
  {
    name: 'log of the complement of the square of a hyperbolic tangent',
    pattern: 'log1p(-tanh(a)^2)',
    replacement: '-2*logcosh(a)',
  },
  {
    name: 'complement of a centered square',
    pattern: '(1 - (2*sigmoid(a) - 1)^2)^k',
    replacement: '(4*sigmoid(a)*sigmoid(-a))^k',
    assuming: { k: 'negative' },
  },
  {
    name: 'log of the complement of a centered square',
    pattern: 'log1p(-(2*sigmoid(a) - 1)^2)',
    replacement: 'log(4) - softplus(a) - softplus(-a)',
  },
];
