import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** Shape α, rate β. */
export const gamma: Distribution = {
  name: 'gamma',
  parameters: [positive('alpha'), positive('beta')],
  support: { kind: 'positive' },
  density: 'beta^alpha/gamma(alpha) * y^(alpha - 1) * exp(-beta*y)',
  sampler: 'sampleGamma',
  form: 'element',
};
