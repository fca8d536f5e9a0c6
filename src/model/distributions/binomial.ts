import type { Distribution } from './distribution.ts';
import { count, unit } from './parameters.ts';

/** Successes among n trials, each of probability p. */
export const binomial: Distribution = {
  name: 'binomial',
  parameters: [count('n'), unit('p')],
  support: { kind: 'count' },
  density: 'choose(n, y) * p^y * (1 - p)^(n - y)',
  sampler: 'sampleBinomial',
  form: 'element',
};
