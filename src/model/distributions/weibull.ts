import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** Shape k, scale λ. */
export const weibull: Distribution = {
  name: 'weibull',
  parameters: [positive('k'), positive('lambda')],
  support: { kind: 'positive' },
  density: 'k/lambda * (y/lambda)^(k - 1) * exp(-(y/lambda)^k)',
  sampler: 'sampleWeibull',
  form: 'element',
};
