import type { Distribution } from './distribution.ts';
import { unit } from './parameters.ts';

/** Failures before the first success. */
export const geometric: Distribution = {
  name: 'geometric',
  parameters: [unit('p')],
  support: { kind: 'count' },
  density: 'p*(1 - p)^y',
  sampler: 'sampleGeometric',
  form: 'element',
};
