import type { Distribution } from './distribution.ts';
import { positive, real } from './parameters.ts';

/** ν degrees of freedom, location μ, scale σ. */
export const studentT: Distribution = {
  name: 'student_t',
  parameters: [positive('nu'), real('mu'), positive('sigma')],
  support: { kind: 'real' },
  density:
    'gamma((nu + 1)/2)/(gamma(nu/2)*sqrt(nu*pi)*sigma) * (1 + ((y - mu)/sigma)^2/nu)^(-(nu + 1)/2)',
  sampler: 'sampleStudentT',
  form: 'element',
};
