import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** A probability, with a − 1 and b − 1 as prior counts. */
export const beta: Distribution = {
  name: 'beta',
  parameters: [positive('a'), positive('b')],
  support: { kind: 'unit' },
  density: 'y^(a - 1) * (1 - y)^(b - 1)/beta(a, b)',
  sampler: 'sampleBeta',
  form: 'element',
};
