import type { Rule } from '../rule.ts';

/** Differences of gamma functions, which cancel for large arguments, as functions that do not. */
export const gammaRules: readonly Rule[] = [
  {
    name: 'log of a beta function',
    pattern: 'lgamma(a) + lgamma(b) - lgamma(a + b)',
    replacement: 'lbeta(a, b)',
    assuming: { a: 'positive', b: 'positive' },
  },
  {
    name: 'log of a rising factorial',
    pattern: 'lgamma(a + b) - lgamma(a)',
    replacement: 'lrising(a, b)',
    assuming: { a: 'positive', b: 'nonNegative' },
  },
  {
    name: 'log of a falling factorial',
    pattern: 'lgamma(a) - lgamma(a - b)',
    replacement: 'lrising(a - b, b)',
    assuming: { a: 'positive', b: 'nonNegative' },
  },
  {
    name: 'difference of digammas',
    pattern: 'digamma(a + b) - digamma(a)',
    replacement: 'digammaDifference(a, b)',
    assuming: { a: 'positive', b: 'nonNegative' },
  },
  {
    name: 'log of a share',
    pattern: 'log(a*(a + b)^(-1))',
    replacement: '-log1p(b/a)',
    assuming: { a: 'positive', b: 'positive' },
  },
];

/**
 * b·log a − a − log b! is a difference of numbers as large as b; Loader's saddle-point form adds small ones
 * (C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000).
 */
export const saddlePointRules: readonly Rule[] = [
  {
    name: 'saddle-point form of a gamma density',
    pattern: 'a*log(c) + (a - 1)*log(b) - b*c - lgamma(a)',
    replacement: 'log(a)/2 - devianceTerm(a, b*c) - stirlingError(a) - log(b) - log(2*pi)/2',
    assuming: { a: 'positive', b: 'positive', c: 'positive' },
  },
  {
    name: 'saddle-point form of a χ² density',
    pattern: '(a - 1)*log(b) - a*log(2) - b/2 - lgamma(a)',
    replacement: 'log(a)/2 - devianceTerm(a, b/2) - stirlingError(a) - log(b) - log(2*pi)/2',
    assuming: { a: 'positive', b: 'positive' },
  },
  {
    name: 'saddle-point form of an inverse gamma density',
    pattern: 'a*log(c) - (a + 1)*log(b) - c*b^(-1) - lgamma(a)',
    replacement: 'log(a)/2 - devianceTerm(a, c/b) - stirlingError(a) - log(b) - log(2*pi)/2',
    assuming: { a: 'positive', b: 'positive', c: 'positive' },
  },
  {
    name: 'saddle-point form of a Poisson probability',
    pattern: 'b*log(a) - a - lgamma(1 + b)',
    replacement: 'where(b == 0, -a, -devianceTerm(b, a) - stirlingError(b) - log(2*pi*b)/2)',
    assuming: { a: 'positive', b: ['nonNegative', 'integer'] },
  },
  {
    name: 'saddle-point form of a Poisson probability',
    pattern: 'b*c - exp(c) - lgamma(1 + b)',
    replacement:
      'where(b == 0, -exp(c), -devianceTerm(b, exp(c)) - stirlingError(b) - log(2*pi*b)/2)',
    assuming: { b: ['nonNegative', 'integer'] },
  },
];
