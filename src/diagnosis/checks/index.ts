import type { Check } from '../subject.ts';
import { domains } from './domains.ts';
import { priors } from './priors.ts';
import { unused } from './unused.ts';

/** Every check; a new one is one entry. */
export const checks: readonly Check[] = [unused, domains, priors];
