import { Interval, type ElementwiseRule } from '../../src/graph/index.ts';
import { language, type Distribution, type Language } from '../../src/model/index.ts';
import { domainOf, type OwnDomain } from '../../src/runtime/domain-syntax.ts';

/** exp(−a²). */
const bell: ElementwiseRule = {
  arity: 1,
  parity: 'even',
  finite: () => true,
  value: (a) => Math.exp(-a * a),
  range: () => Interval.interval(0, 1, '('),
  partials: ['-2*a*f'],
  definition: 'exp(-a^2)',
  code: 'exp(-a * a)',
  flops: 2,
  transcendentals: 1,
};

/** A normal distribution by its precision. */
const normalByPrecision: Distribution = {
  name: 'normal_by_precision',
  parameters: [
    { name: 'mu', domain: { kind: 'real' } },
    { name: 'tau', domain: { kind: 'positive' } },
  ],
  support: { kind: 'real' },
  density: 'sqrt(tau/(2*pi))*exp(-tau*(y - mu)^2/2)',
  sampler: 'sampleNormal',
  sampled: ['mu', '1/sqrt(tau)'],
  form: 'element',
};

/** The Cholesky factor of a correlation matrix of two: [1, 0; r, √(1 − r²)] for r = tanh θ. */
const correlationFactor: OwnDomain = {
  signature: 'correlation_factor',
  make: () => domainOf('correlation_factor', correlationFactor),
  roles: ['param'],
  ranks: [2],
  description: () => 'the Cholesky factor of a correlation matrix',
  bounds: () => ({ lower: -1, upper: 1, border: 'always' }),
  set: { unicode: 'C', latex: 'C' },
  transform: {
    rank: 2,
    free: () => [1],
    text: () => '[1, 0; tanh(t[1]), 1/cosh(t[1])]',
    prefix: 'theta_',
    words: '$x has the hyperbolic tangent of $t below its diagonal.',
    constrain: ([theta = NaN], block) => block.set([1, 0, Math.tanh(theta), 1 / Math.cosh(theta)]),
    unconstrain: (block, free) => free.set([Math.atanh(block[2] ?? NaN)]),
  },
  draw: (random) => {
    const r = 2 * random() - 1;
    return [1, 0, r, Math.sqrt(1 - r * r)];
  },
};

/** The language with one row more in each table. */
export const extended: Language = {
  functions: { ...language.functions, bell },
  distributions: [...language.distributions, normalByPrecision],
  domains: { ...language.domains, correlation_factor: correlationFactor },
};
