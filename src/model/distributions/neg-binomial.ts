import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** Mean μ, size φ: the variance is μ + μ²/φ. */
export const negBinomial: Distribution = {
  name: 'neg_binomial',
  parameters: [positive('mu'), positive('phi')],
  support: { kind: 'count' },
  density: 'gamma(y + phi)/(gamma(phi)*factorial(y)) * (phi/(mu + phi))^phi * (mu/(mu + phi))^y',
  sampler: 'sampleNegBinomial',
  form: 'element',
};
