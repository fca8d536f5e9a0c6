import type { Distribution } from './distribution.ts';
import { positive, real } from './parameters.ts';

/** Location μ, scale σ. */
export const cauchy: Distribution = {
  name: 'cauchy',
  parameters: [real('mu'), positive('sigma')],
  support: { kind: 'real' },
  density: '1/(pi*sigma*(1 + ((y - mu)/sigma)^2))',
  sampler: 'sampleCauchy',
  form: 'element',
};
