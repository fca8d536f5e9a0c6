import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** Mean λ. */
export const poisson: Distribution = {
  name: 'poisson',
  parameters: [positive('lambda')],
  support: { kind: 'count' },
  density: 'lambda^y * exp(-lambda)/factorial(y)',
  sampler: 'samplePoisson',
  form: 'element',
};
