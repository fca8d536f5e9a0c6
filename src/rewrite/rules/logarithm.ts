import type { Rule } from '../rule.ts';

/** A binary label picks one of two probabilities: their sum is none that needs adding. */
export const choiceRules: readonly Rule[] = [
  {
    name: 'log of a choice',
    pattern: 'log(b*a + (1 - b)*c)',
    replacement: 'xlogy(b, a) + xlogy(1 - b, c)',
    assuming: { b: 'binary' },
  },
];

/** Logarithms and exponentials of products, powers and each other: what turns a density into a loss. */
export const logarithmRules: readonly Rule[] = [
  { name: 'log of exp', pattern: 'log(exp(a))', replacement: 'a' },
  { name: 'exp of log', pattern: 'exp(log(a))', replacement: 'a', assuming: { a: 'nonNegative' } },
  {
    name: 'log of a product',
    pattern: 'log(a*b)',
    replacement: 'log(a) + log(b)',
    assuming: { a: ['positive', 'varying'] },
  },
  {
    name: 'log of a product',
    pattern: 'log(a*b)',
    replacement: 'log(a) + log(b)',
    assuming: { a: ['nonNegative', 'varying'] },
  },
  {
    name: 'log of a power of numbers',
    pattern: 'log(a^k*b^k)',
    replacement: 'k*log(a*b)',
    minor: true,
    assuming: { a: 'positive', b: 'positive' },
  },
  {
    name: 'log of an odd power',
    pattern: 'log(a^k)',
    replacement: 'k*log(a)',
    assuming: { k: 'odd' },
  },
  {
    name: 'log of a power',
    pattern: 'log(a^b)',
    replacement: 'b*log(a)',
    assuming: { a: 'positive' },
  },
  {
    name: 'log of an even power',
    pattern: 'log(a^k)',
    replacement: 'k*log(abs(a))',
    assuming: { k: 'even' },
  },
  {
    // A probability of 0 that is not asked for (0⁰ = 1) adds 0 to the log-likelihood.
    name: 'log of a power that may be 0⁰',
    pattern: 'log(a^b)',
    replacement: 'xlogy(b, a)',
    assuming: { a: 'nonNegative' },
  },
  {
    name: 'log of a power of any sign',
    pattern: 'log(a^b)',
    replacement: 'logpow(a, b)',
    assuming: { b: 'varying' },
  },
  {
    name: 'an argument in its domain',
    pattern: 'nonNegative(a)',
    replacement: 'a',
    assuming: { a: 'nonNegative' },
  },
  {
    name: 'an argument in its domain',
    pattern: 'nonNegative(a*b)',
    replacement: 'a*nonNegative(b)',
    assuming: { a: ['positive', 'varying'] },
  },
  {
    name: 'x·log y of a positive y',
    pattern: 'xlogy(a, b)',
    replacement: 'a*log(b)',
    assuming: { b: 'positive' },
  },
  {
    name: 'x·log y of a product',
    pattern: 'xlogy(a, b*c)',
    replacement: 'a*log(b) + xlogy(a, c)',
    assuming: { b: ['positive', 'varying'], c: 'nonNegative' },
  },
  {
    name: 'a term that its factor switches off',
    pattern: 'b*log(a)',
    replacement: 'xlogy(b, a)',
    assuming: { a: 'maybeZero', b: 'mayVanish' },
  },
  {
    name: 'a term that its factor switches off',
    pattern: 'b*(c + log(a))',
    replacement: 'xlogy(b, a) + b*c',
    assuming: { a: 'maybeZero', b: 'mayVanish' },
  },
  {
    name: 'a term that its factor switches off',
    pattern: 'b*log1p(a)',
    replacement: 'xlog1py(b, a)',
    assuming: { a: 'maybeMinusOne', b: 'mayVanish' },
  },
  {
    // The left side is defined where a > b.
    name: 'log of a difference of exponentials',
    pattern: 'log(exp(a) - exp(b))',
    replacement: 'a + log1mexp(b - a)',
  },
  { name: 'log of cases', pattern: 'log(where(c, a, b))', replacement: 'where(c, log(a), log(b))' },
  {
    name: 'product of exponentials',
    pattern: 'exp(a)*exp(b)',
    replacement: 'exp(a + b)',
    minor: true,
  },
  { name: 'power of an exponential', pattern: 'exp(a)^b', replacement: 'exp(a*b)', minor: true },
  {
    name: 'share of two exponentials',
    pattern: 'logaddexp(a, b) - a',
    replacement: 'softplus(b - a)',
  },
  {
    name: 'share of two exponentials',
    pattern: 'logaddexp(a, b) - b',
    replacement: 'softplus(a - b)',
  },
  { name: 'log of 1 + exp', pattern: 'logaddexp(a, 0)', replacement: 'softplus(a)' },
  { name: 'log of 1 + exp', pattern: 'logaddexp(0, a)', replacement: 'softplus(a)' },
  {
    name: 'log of a sum of exponentials',
    pattern: 'log(sum(exp(a)))',
    replacement: 'logsumexp(a)',
  },
  {
    name: 'softmax',
    pattern: 'exp(b)*sum(exp(a))^(-1)',
    replacement: 'exp(b - logsumexp(a))',
  },
];
