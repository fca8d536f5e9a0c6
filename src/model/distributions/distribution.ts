import type { Domain } from '../../runtime/domain.ts';

/** A parameter of a distribution, in the order in which it is written. */
export interface DistributionParameter {
  readonly name: string;
  readonly domain: Domain;
  /** A vector, such as the probabilities of categories; else a number. */
  readonly vector?: true;
}

/** Where a distribution has its mass. The number of categories is the length of its probabilities. */
export type Support = Exclude<Domain, { kind: 'category' }> | { readonly kind: 'category' };

/** All that is known of one distribution. */
export interface Distribution {
  readonly name: string;
  readonly parameters: readonly DistributionParameter[];
  readonly support: Support;
  /** The textbook pdf or pmf over `y` and the parameters, as an expression of the language. */
  readonly density: string;
  /** Where the support depends on the parameters: the condition for a density that is not 0. */
  readonly within?: string;
  /** The function of `fluxion/runtime` that draws from it. */
  readonly sampler: string;
  /** Its arguments as expressions over the parameters; the parameters themselves by default. */
  readonly sampled?: readonly string[];
  /** `element`: it draws a number; `vector`: it fills a vector. */
  readonly form: 'element' | 'vector';
}
