import { elementwise, type ElementwiseRules } from '../graph/index.ts';
import { domains, type DomainTable } from '../runtime/domain-syntax.ts';
import { distributions, type Distribution } from './distributions/index.ts';

/** What models can be written with: the tables, each of which another language may have more rows of. */
export interface Language {
  readonly functions: ElementwiseRules;
  readonly distributions: readonly Distribution[];
  readonly domains: DomainTable;
}

export const language: Language = { functions: elementwise, distributions, domains };
