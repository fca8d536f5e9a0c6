import type { Rule } from '../rule.ts';

/** Hyperbolic functions and their logarithms, whose exponentials overflow long before them. */
export const hyperbolicRules: readonly Rule[] = [
  {
    name: 'hyperbolic tangent',
    pattern: '(exp(a) - exp(-a))*(exp(a) + exp(-a))^(-1)',
    replacement: 'tanh(a)',
  },
  { name: 'hyperbolic tangent', pattern: 'expm1(a)*sigmoid(-a)', replacement: 'tanh(a/2)' },
  {
    name: 'hyperbolic tangent',
    pattern: 'sinh(a)*cosh(a)^k',
    replacement: 'tanh(a)*cosh(a)^(k + 1)',
    assuming: { k: 'negative' },
  },
  { name: 'log of cosh', pattern: 'log(cosh(a))', replacement: 'logcosh(a)' },
  { name: 'log of sech', pattern: 'log(sech(a))', replacement: '-logcosh(a)' },
  {
    name: 'log of sinh',
    pattern: 'log(sinh(a))',
    replacement: 'a + log1mexp(-2*a) - log(2)',
    assuming: { a: 'positive' },
  },
  {
    name: 'log of tanh',
    pattern: 'log(tanh(a))',
    replacement: 'log1mexp(-2*a) - softplus(-2*a)',
    assuming: { a: 'positive' },
  },
];

/** 1 ± tanh z cancels far out. */
export const shiftedTanhRules: readonly Rule[] = [
  { name: 'shifted hyperbolic tangent', pattern: '1 + tanh(a)', replacement: '2*sigmoid(2*a)' },
  { name: 'shifted hyperbolic tangent', pattern: '1 - tanh(a)', replacement: '2*sigmoid(-2*a)' },
];

/** σ(z) − σ(−z) and 2σ(z) − 1 cancel where z is near 0. */
export const centeredRules: readonly Rule[] = [
  {
    name: 'difference of a logistic function and its opposite',
    pattern: 'sigmoid(a) - sigmoid(-a)',
    replacement: 'tanh(a/2)',
  },
  {
    name: 'difference of a logistic function and its opposite',
    pattern: 'b*sigmoid(a) - b*sigmoid(-a)',
    replacement: 'b*tanh(a/2)',
  },
  {
    name: 'centered logistic function',
    pattern: 'b - 2*b*sigmoid(a)',
    replacement: '-b*tanh(a/2)',
  },
  { name: 'centered logistic function', pattern: '1 - 2*sigmoid(a)', replacement: '-tanh(a/2)' },
];
