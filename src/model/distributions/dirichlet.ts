import type { Distribution } from './distribution.ts';

/** A point of the simplex; αₖ − 1 are prior counts of the categories. */
export const dirichlet: Distribution = {
  name: 'dirichlet',
  parameters: [{ name: 'alpha', domain: { kind: 'positive' }, vector: true }],
  support: { kind: 'simplex' },
  density: 'gamma(sum(alpha))/prod(gamma(alpha)) * prod(y .^ (alpha - 1))',
  sampler: 'sampleDirichlet',
  form: 'vector',
};
