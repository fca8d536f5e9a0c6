import type { Distribution } from './distribution.ts';
import { positive } from './parameters.ts';

/** The negative binomial by mean μ and size φ: the variance is μ + μ²/φ. */
export const negBinomial2: Distribution = {
  name: 'neg_binomial_2',
  parameters: [positive('mu'), positive('phi')],
  support: { kind: 'count' },
  density: 'gamma(y + phi)/(gamma(phi)*factorial(y)) * (phi/(mu + phi))^phi * (mu/(mu + phi))^y',
  sampler: 'sampleNegBinomial',
  form: 'element',
};
