import type { Check } from '../subject.ts';
import { categories } from './categories.ts';
import { domains } from './domains.ts';
import { identification } from './identification.ts';
import { priors } from './priors.ts';
import { scales } from './scales.ts';
import { separation } from './separation.ts';
import { unused } from './unused.ts';

/** Every check; a new one is one entry. */
export const checks: readonly Check[] = [
  unused,
  domains,
  priors,
  identification,
  categories,
  scales,
  separation,
];
