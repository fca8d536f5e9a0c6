import type { Rule } from '../rule.ts';
import { finalStructuralRules, structuralRules, type StructuralRule } from '../structural/index.ts';
import { algebraRules, caseRules } from './algebra.ts';
import { cancellationRules } from './cancellation.ts';
import { centeredRules, hyperbolicRules, shiftedTanhRules } from './hyperbolic.ts';
import { choiceRules, logarithmRules } from './logarithm.ts';
import { labelRules, logisticRules, shareRules, unionRules } from './logistic.ts';
import { gammaRules } from './special.ts';
import { tailRules } from './tail.ts';

/** What holds before differentiation and after it: shorter, stabler forms of the same value. */
export const stableRules: readonly (Rule | StructuralRule)[] = [
  ...algebraRules,
  ...choiceRules,
  ...structuralRules,
  ...caseRules,
  ...logisticRules,
  ...shareRules,
  ...gammaRules,
  ...hyperbolicRules,
  ...shiftedTanhRules,
  ...tailRules,
  ...logarithmRules,
  ...cancellationRules,
];

/** What comes last, before loops are made: forms that keep all digits though a reader would not write them. */
export const finalRules: readonly (Rule | StructuralRule)[] = [
  ...centeredRules,
  ...unionRules,
  ...labelRules,
  ...finalStructuralRules,
];
