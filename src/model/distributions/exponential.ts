import type { Distribution } from './distribution.ts';
import { nonNegative, positive } from './parameters.ts';

/** Rate λ. */
export const exponential: Distribution = {
  name: 'exponential',
  parameters: [positive('lambda')],
  support: nonNegative,
  density: 'lambda*exp(-lambda*y)',
  sampler: 'sampleExponential',
  form: 'element',
};
