import type { Distribution } from './distribution.ts';
import { unit } from './parameters.ts';

/** 1 with probability p, else 0. */
export const bernoulli: Distribution = {
  name: 'bernoulli',
  parameters: [unit('p')],
  support: { kind: 'binary' },
  density: 'p^y * (1 - p)^(1 - y)',
  sampler: 'sampleBernoulli',
  form: 'element',
};
