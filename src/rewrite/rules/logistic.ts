import type { Rule } from '../rule.ts';

/** The logistic function and its integral: forms of 1/(1 + e⁻ᶻ) and log(1 + eᶻ) that do not overflow. */
export const logisticRules: readonly Rule[] = [
  { name: 'softplus', pattern: 'log(1 + exp(a))', replacement: 'softplus(a)' },
  { name: 'softplus', pattern: 'log1p(exp(a))', replacement: 'softplus(a)' },
  {
    name: 'logistic function',
    pattern: '(1 + exp(a))^k',
    replacement: 'sigmoid(-a)^(-k)',
    assuming: { k: 'negative' },
  },
  { name: 'logistic function', pattern: 'exp(a)*sigmoid(-a)', replacement: 'sigmoid(a)' },
  { name: 'logistic function', pattern: 'exp(-a)*sigmoid(a)', replacement: 'sigmoid(-a)' },
  {
    name: 'logistic function',
    pattern: 'exp(a)*sigmoid(-a)^k',
    replacement: 'sigmoid(a)*sigmoid(-a)^(k - 1)',
    assuming: { k: ['positive', 'integer'] },
  },
  {
    name: 'logistic function',
    pattern: 'exp(-a)*sigmoid(a)^k',
    replacement: 'sigmoid(-a)*sigmoid(a)^(k - 1)',
    assuming: { k: ['positive', 'integer'] },
  },
  {
    name: 'complement of the logistic function',
    pattern: '1 - sigmoid(a)',
    replacement: 'sigmoid(-a)',
  },
  {
    name: 'complement of the logistic function',
    pattern: 'b - b*sigmoid(a)',
    replacement: 'b*sigmoid(-a)',
  },
  {
    name: 'log of the logistic function',
    pattern: 'log(sigmoid(a))',
    replacement: '-softplus(-a)',
  },
  {
    name: 'log of the complement of the logistic function',
    pattern: 'log1p(-sigmoid(a))',
    replacement: '-softplus(a)',
  },
  { name: 'log of softplus', pattern: 'log(softplus(a))', replacement: 'logsoftplus(a)' },
  {
    name: 'exp of the log of softplus',
    pattern: 'exp(logsoftplus(a))',
    replacement: 'softplus(a)',
  },
  { name: 'logit of the logistic function', pattern: 'logit(sigmoid(a))', replacement: 'a' },
  {
    name: 'logistic function of a logit',
    pattern: 'sigmoid(logit(a))',
    replacement: 'a',
    assuming: { a: 'unit' },
  },
  { name: 'exp of softplus', pattern: 'exp(-softplus(a))', replacement: 'sigmoid(-a)' },
  { name: 'softplus of the opposite', pattern: 'softplus(a) - a', replacement: 'softplus(-a)' },
  { name: 'softplus of the opposite', pattern: 'a + softplus(-a)', replacement: 'softplus(a)' },
];

/** One of two independent events, of which neither may be likely, or both: 1 − (1 − σ(a))·(1 − σ(b)). */
export const unionRules: readonly Rule[] = [
  {
    name: 'one of two independent events',
    pattern: 'sigmoid(a) + sigmoid(-a)*sigmoid(b)',
    replacement: '-expm1(-softplus(a) - softplus(b))',
  },
  {
    name: 'log of one of two independent events',
    pattern: 'log(-expm1(-softplus(a) - softplus(b)))',
    replacement: 'log1mexp(-softplus(a) - softplus(b))',
  },
];

/** Shares of exponentials that overflow before their quotient. */
export const shareRules: readonly Rule[] = [
  {
    name: 'share of an exponential',
    pattern: 'exp(a)*(exp(a) + b)^k',
    replacement: 'sigmoid(a - log(b))*(exp(a) + b)^(k + 1)',
    assuming: { b: 'positive', k: ['negative', 'integer'] },
  },
];

/** The cross-entropy of a logit as a reader knows it; it cancels where the prediction is nearly certain and right. */
export const mergedRules: readonly Rule[] = [
  {
    name: 'binary cross-entropy of a logit',
    pattern: '(1 - b)*softplus(a) + b*softplus(-a)',
    replacement: 'softplus(a) - b*a',
  },
  {
    name: 'binomial cross-entropy of a logit',
    pattern: '(c - b)*softplus(a) + b*softplus(-a)',
    replacement: 'c*softplus(a) - b*a',
  },
];

/** The cross-entropy of a logit as two terms of which none is negative: their slopes cancel as little. */
export const crossEntropyRules: readonly Rule[] = [
  {
    name: 'both values of a logistic function',
    pattern: 'b*sigmoid(a) + b*sigmoid(-a)',
    replacement: 'b',
  },
  {
    name: 'cross-entropy of a binary label',
    pattern: '(1 - b)*softplus(a) + b*softplus(-a)',
    replacement: 'softplus((1 - 2*b)*a)',
    assuming: { b: 'binary', a: 'perRow' },
  },
  {
    name: 'two-sided cross-entropy',
    pattern: 'softplus(a) - b*a',
    replacement: '(1 - b)*softplus(a) + b*softplus(-a)',
    assuming: { a: 'varying' },
  },
  {
    name: 'two-sided cross-entropy of counts',
    pattern: 'c*softplus(a) - b*a',
    replacement: '(c - b)*softplus(a) + b*softplus(-a)',
    assuming: { a: 'varying' },
  },
];
