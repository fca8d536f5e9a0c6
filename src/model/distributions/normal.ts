import type { Distribution } from './distribution.ts';
import { positive, real } from './parameters.ts';

/** Mean μ, standard deviation σ. */
export const normal: Distribution = {
  name: 'normal',
  parameters: [real('mu'), positive('sigma')],
  support: { kind: 'real' },
  density: '1/sqrt(2*pi*sigma^2) * exp(-(y - mu)^2/(2*sigma^2))',
  sampler: 'sampleNormal',
  form: 'element',
};
