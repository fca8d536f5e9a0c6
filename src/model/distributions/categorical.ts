import type { Distribution } from './distribution.ts';

/** A category, by the vector θ of the categories' probabilities. */
export const categorical: Distribution = {
  name: 'categorical',
  parameters: [{ name: 'theta', domain: { kind: 'unit' }, vector: true }],
  support: { kind: 'category' },
  density: 'theta[y]',
  sampler: 'sampleCategorical',
  form: 'element',
};
