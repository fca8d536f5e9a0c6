import type { Rule } from '../rule.ts';

/** A negative binomial count by its mean. */
export const devianceRules: readonly Rule[] = [
  {
    name: 'deviance by the mean',
    pattern: 'binomialDeviance(a, exp(b), c - b)',
    replacement: 'sizedDeviance(a, exp(b), c)',
  },
  {
    name: 'deviance by the mean',
    pattern: 'binomialDeviance(a, b, c - log(b))',
    replacement: 'sizedDeviance(a, b, c)',
    assuming: { a: 'nonNegative', b: 'positive' },
  },
];

/** Differences of gamma functions, which cancel for large arguments, as functions that do not. */
export const gammaRules: readonly Rule[] = [
  {
    name: 'log of a beta function',
    pattern: 'lgamma(a) + lgamma(b) - lgamma(a + b)',
    replacement: 'lbeta(a, b)',
    assuming: { a: 'positive', b: 'positive' },
  },
  {
    // The left side is defined where a + c and b + d are positive.
    name: 'ratio of beta functions',
    pattern: 'lbeta(a + c, b + d) - lbeta(a, b)',
    replacement: 'lrising(a, c) + lrising(b, d) - lrising(a + b, c + d)',
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
    name: 'share',
    pattern: 'a^(-1)*(1 + b*a^(-1))^(-1)',
    replacement: '(a + b)^(-1)',
    assuming: { a: 'positive', b: 'nonNegative' },
  },
  {
    name: 'share',
    pattern: 'a^(-2)*(1 + b*a^(-1))^(-1)',
    replacement: 'a^(-1)*(a + b)^(-1)',
    assuming: { a: 'positive', b: 'nonNegative' },
  },
  {
    name: 'complement of a share',
    pattern: '1 - a*(a + b)^(-1)',
    replacement: 'b*(a + b)^(-1)',
    assuming: { a: 'positive', b: 'positive' },
  },
  {
    name: 'log of a share',
    pattern: 'log(a*(a + b)^(-1))',
    replacement: '-log1p(b/a)',
    assuming: { a: 'positive', b: 'positive' },
  },
];
