import type { Rule } from '../rule.ts';

/** A function that is 0 with its argument, over that argument or what the argument is a multiple of. */
const quotients: readonly Rule[] = (
  [
    ['exponential less 1', 'expm1', 'exprel'],
    ['logarithm of 1 and its argument', 'log1p', 'log1prel'],
    ['sine', 'sin', 'sinc'],
  ] as const
).flatMap(([title, of, quotient]): Rule[] => [
  {
    name: `${title} by its argument`,
    pattern: `${of}(b)*b^(-1)`,
    replacement: `${quotient}(b)`,
  },
  {
    name: `${title} by its argument`,
    pattern: `${of}(a*b)*b^(-1)`,
    replacement: `a*${quotient}(a*b)`,
  },
  {
    name: `square of a ${title} by its argument`,
    pattern: `${of}(b)^2*b^(-2)`,
    replacement: `${quotient}(b)^2`,
  },
  {
    name: `square of a ${title} by its argument`,
    pattern: `${of}(a*b)^2*b^(-2)`,
    replacement: `a^2*${quotient}(a*b)^2`,
  },
]);

/** Quotients whose limit is finite where numerator and denominator are 0. */
export const removableRules: readonly Rule[] = [
  ...quotients,
  {
    name: 'logarithm of 1 and its argument by its argument',
    pattern: '(c + k*b^(-1))*log1p(a*b)',
    replacement: 'c*log1p(a*b) + k*a*log1prel(a*b)',
  },
  {
    name: 'logarithm by what its argument is beyond 1',
    pattern: 'log(a)*(a - 1)^(-1)',
    replacement: 'log1prel(a - 1)',
  },
  {
    name: 'logarithm by what its argument is beyond 1',
    pattern: 'log(a)*(1 - a)^(-1)',
    replacement: '-log1prel(a - 1)',
  },
  { name: 'complement of a cosine', pattern: '1 - cos(a)', replacement: '2*sin(a/2)^2' },
  {
    name: 'root less 1',
    pattern: '(1 + a)^(1/2) - 1',
    replacement: 'a*(1 + (1 + a)^(1/2))^(-1)',
  },
  {
    name: 'hyperbolic sine by its argument',
    pattern: 'sinh(a)*a^(-1)',
    replacement: 'exp(-a)*exprel(2*a)',
    assuming: { a: 'nonNegative' },
  },
];

/** Powers whose exponent varies, as the exponentials that they are: their slopes keep the quotient in the exponent. */
export const varyingPowerRules: readonly Rule[] = [
  {
    name: 'power near 1',
    pattern: '(1 + a)^b',
    replacement: 'exp(b*log1p(a))',
    assuming: { a: 'varying', b: ['varying', 'fraction'] },
  },
  {
    name: 'power of the logistic function',
    pattern: 'sigmoid(a)^b',
    replacement: 'exp(-b*softplus(-a))',
    assuming: { b: ['varying', 'fraction'] },
  },
];

/** The branches of a condition beneath a logarithm, where differences of probabilities meet. */
export const branchRules: readonly Rule[] = [
  {
    name: 'constant and cases',
    pattern: 'k + where(c, a, b)',
    replacement: 'where(c, k + a, k + b)',
    assuming: { a: 'varying', b: 'varying' },
  },
  {
    name: 'constant and cases',
    pattern: 'k - where(c, a, b)',
    replacement: 'where(c, k - a, k - b)',
    assuming: { b: 'varying' },
  },
  {
    name: 'log1p of cases',
    pattern: 'log1p(where(c, a, b))',
    replacement: 'where(c, log1p(a), log1p(b))',
  },
  {
    name: 'log of a sum with cases',
    pattern: 'log(where(c, a, b) + d)',
    replacement: 'where(c, log(a + d), log(b + d))',
  },
  {
    name: 'log of a sum with cases',
    pattern: 'log(d - where(c, a, b))',
    replacement: 'where(c, log(d - a), log(d - b))',
    assuming: { d: 'positive' },
  },
];
