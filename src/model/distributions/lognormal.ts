import type { Distribution } from './distribution.ts';
import { positive, real } from './parameters.ts';

/** log y is normal with mean μ and standard deviation σ. */
export const lognormal: Distribution = {
  name: 'lognormal',
  parameters: [real('mu'), positive('sigma')],
  support: { kind: 'positive' },
  density: '1/(y*sqrt(2*pi*sigma^2)) * exp(-(log(y) - mu)^2/(2*sigma^2))',
  sampler: 'sampleLognormal',
  form: 'element',
};
