import type { Distribution } from './distribution.ts';
import { real } from './parameters.ts';

/** Constant from a to b. */
export const uniform: Distribution = {
  name: 'uniform',
  parameters: [real('a'), real('b')],
  support: { kind: 'real' },
  density: '1/(b - a)',
  within: 'y >= a and y <= b',
  sampler: 'sampleUniform',
  form: 'element',
};
