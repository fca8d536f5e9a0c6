import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** ν degrees of freedom. */
export const chiSquare: Distribution = {
  name: 'chi_square',
  parameters: [positive('nu')],
  support: { kind: 'positive' },
  density: 'y^(nu/2 - 1) * exp(-y/2)/(2^(nu/2)*gamma(nu/2))',
  sampler: 'sampleChiSquare',
  form: 'element',
};
