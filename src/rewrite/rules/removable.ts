import type { Rule } from '../rule.ts';

/** A function that is 0 with its argument u, by u; the functions on the right have no 0/0 of their own. */
const byArgument: readonly (readonly [title: string, of: string, quotient: string])[] = [
  ['exponential less 1', 'expm1', 'exprel(u)'],
  ['logarithm of 1 and its argument', 'log1p', 'log1prel(u)'],
  ['sine', 'sin', 'sinc(u)'],
  ['hyperbolic sine', 'sinh', 'exp(abs(u))*exprel(-2*abs(u))'],
  ['hyperbolic tangent', 'tanh', '2*sigmoid(2*abs(u))*exprel(-2*abs(u))'],
  ['inverse hyperbolic tangent', 'atanh', '(log1prel(u) + log1prel(-u))/2'],
];

/** Such a function by its argument, or by what that is a multiple of. */
const quotients: readonly Rule[] = byArgument.flatMap(([title, of, quotient]): Rule[] => {
  const [whole, multiple] = ['b', 'a*b'].map((u) => quotient.replace(/\bu\b/g, `(${u})`));
  return [
    {
      name: `${title} by its argument`,
      pattern: `${of}(b)*b^(-1)`,
      replacement: `${whole}`,
    },
    {
      name: `${title} by its argument`,
      pattern: `${of}(a*b)*b^(-1)`,
      replacement: `a*${multiple}`,
    },
    {
      name: `argument by its ${title}`,
      pattern: `b*${of}(b)^(-1)`,
      replacement: `(${whole})^(-1)`,
    },
    {
      name: `argument by its ${title}`,
      pattern: `b*${of}(a*b)^(-1)`,
      replacement: `(a*${multiple})^(-1)`,
    },
    {
      name: `square of a ${title} by its argument`,
      pattern: `${of}(b)^2*b^(-2)`,
      replacement: `(${whole})^2`,
    },
    {
      name: `square of a ${title} by its argument`,
      pattern: `${of}(a*b)^2*b^(-2)`,
      replacement: `(a*${multiple})^2`,
    },
  ];
});

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

/** The branches of a condition beneath a quotient or a logarithm, where differences of probabilities meet. */
export const branchRules: readonly Rule[] = [
  {
    name: 'cases by what may be 0',
    pattern: 'where(c, a, b)*d^k',
    replacement: 'where(c, a*d^k, b*d^k)',
    assuming: { a: 'varying', b: 'varying', d: 'mayVanish', k: 'negative' },
  },
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
