import type { Distribution } from './distribution.ts';
import { positive, real } from './parameters.ts';

/** Location μ, scale s. */
export const logistic: Distribution = {
  name: 'logistic',
  parameters: [real('mu'), positive('s')],
  support: { kind: 'real' },
  density: 'exp(-(y - mu)/s)/(s*(1 + exp(-(y - mu)/s))^2)',
  sampler: 'sampleLogistic',
  form: 'element',
};
