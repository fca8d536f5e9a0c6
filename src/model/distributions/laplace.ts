import type { Distribution } from './distribution.ts';
import { positive, real } from './parameters.ts';

/** Location μ, scale b. */
export const laplace: Distribution = {
  name: 'laplace',
  parameters: [real('mu'), positive('b')],
  support: { kind: 'real' },
  density: '1/(2*b) * exp(-abs(y - mu)/b)',
  sampler: 'sampleLaplace',
  form: 'element',
};
