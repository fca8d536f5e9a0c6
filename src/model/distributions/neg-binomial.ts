import type { Distribution } from './distribution.ts';
import { positive, unit } from './parameters.ts';

/** Failures before the r-th success, each of probability p; r need not be whole. */
export const negBinomial: Distribution = {
  name: 'neg_binomial',
  parameters: [positive('r'), unit('p')],
  support: { kind: 'count' },
  density: 'gamma(y + r)/(gamma(r)*factorial(y)) * p^r * (1 - p)^y',
  sampler: 'sampleNegBinomial',
  // By mean and size.
  sampled: ['r*(1 - p)/p', 'r'],
  form: 'element',
};
