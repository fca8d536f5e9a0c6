import type { Rule } from '../rule.ts';

/** Sums that lose digits where a term is near 1 or 0, as functions that do not. */
export const cancellationRules: readonly Rule[] = [
  { name: 'log1p', pattern: 'log(1 + a)', replacement: 'log1p(a)' },
  { name: 'log1p', pattern: 'xlogy(b, 1 + a)', replacement: 'xlog1py(b, a)' },
  {
    name: 'log of 1 − exp',
    pattern: 'log1p(-exp(a))',
    replacement: 'log1mexp(a)',
    assuming: { a: 'negative' },
  },
  {
    name: 'log of 1 − exp',
    pattern: 'log(-expm1(a))',
    replacement: 'log1mexp(a)',
    assuming: { a: 'negative' },
  },
  {
    name: 'log of 1 − exp',
    pattern: 'xlogy(b, -expm1(a))',
    replacement: 'where(b == 0, 0, b*log1mexp(a))',
    assuming: { a: 'nonPositive' },
  },
  {
    name: 'log of the complement of the logistic function',
    pattern: 'log1mexp(-softplus(a))',
    replacement: '-softplus(-a)',
  },
  {
    name: 'log of a complementary log-log probability',
    pattern: 'log1mexp(-exp(a))',
    replacement: 'logcexpexp(a)',
  },
  { name: 'expm1', pattern: 'exp(a) - 1', replacement: 'expm1(a)' },
  { name: 'log1p of expm1', pattern: 'log1p(expm1(a))', replacement: 'a' },
  { name: 'expm1 of log1p', pattern: 'expm1(log1p(a))', replacement: 'a' },
  {
    name: 'power less 1 by its exponent',
    pattern: '(b^a - 1)*a^(-1)',
    replacement: 'log(b)*exprel(a*log(b))',
    assuming: { b: 'positive' },
  },
  {
    name: 'power less 1 by its exponent',
    pattern: '(b^exp(a) - 1)*exp(-a)',
    replacement: 'log(b)*exprel(exp(a)*log(b))',
    assuming: { b: 'positive' },
  },
  {
    name: 'exponential less 1 by its exponent',
    pattern: 'expm1(a*b)*b^(-1)',
    replacement: 'a*exprel(a*b)',
  },
  { name: 'complement of the error function', pattern: '1 - erf(a)', replacement: 'erfc(a)' },
  { name: 'complement of the error function', pattern: '1 + erf(a)', replacement: 'erfc(-a)' },
  { name: 'complement of the error function', pattern: '2 - erfc(a)', replacement: 'erfc(-a)' },
  { name: 'Pythagoras', pattern: 'sin(a)^2 + cos(a)^2', replacement: '1' },
];
