import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** 1/y is gamma with shape α and rate β: y has the scale β. */
export const invGamma: Distribution = {
  name: 'inv_gamma',
  parameters: [positive('alpha'), positive('beta')],
  support: { kind: 'positive' },
  density: 'beta^alpha/gamma(alpha) * y^(-alpha - 1) * exp(-beta/y)',
  sampler: 'sampleInvGamma',
  form: 'element',
};
