import type { Rule } from '../rule.ts';
import {
  digitStructuralRules,
  hoistingStructuralRules,
  readableStructuralRules,
  structuralRules,
  type StructuralRule,
} from '../structural/index.ts';
import { algebraRules, caseRules, conditionRules, switchRules } from './algebra.ts';
import { cancellationRules } from './cancellation.ts';
import { centeredRules, hyperbolicRules, shiftedTanhRules } from './hyperbolic.ts';
import { choiceRules, logarithmRules } from './logarithm.ts';
import {
  crossEntropyRules,
  logisticRules,
  mergedRules,
  shareRules,
  unionRules,
} from './logistic.ts';
import { branchRules, removableRules, varyingPowerRules } from './removable.ts';
import { devianceRules, gammaRules } from './special.ts';
import { tailRules } from './tail.ts';

/** What both forms have: logarithms and exponentials that cancel, functions that do not overflow. */
const commonRules: readonly (Rule | StructuralRule)[] = [
  ...algebraRules,
  ...choiceRules,
  ...structuralRules,
  ...logisticRules,
  ...shareRules,
  ...gammaRules,
  ...hyperbolicRules,
  ...shiftedTanhRules,
  ...tailRules,
  ...logarithmRules,
  ...cancellationRules,
];

/** The form that is read: a loss and its gradient as a textbook has them. */
export const readableRules: readonly (Rule | StructuralRule)[] = [
  ...mergedRules,
  ...caseRules,
  ...commonRules,
  ...readableStructuralRules,
];

/** What only the form that is computed has: it keeps all digits, though a reader would not write it. */
export const digitRules: readonly (Rule | StructuralRule)[] = [
  ...conditionRules,
  ...centeredRules,
  ...unionRules,
  ...devianceRules,
  ...crossEntropyRules,
  ...varyingPowerRules,
  ...branchRules,
  ...digitStructuralRules,
];

/** The form that is computed and differentiated: a quotient is seen before its parts take other forms. */
export const machineRules: readonly (Rule | StructuralRule)[] = [
  ...removableRules,
  ...commonRules,
  ...digitRules,
];

/** What takes functions out of the loop over the rows, once nothing is to be differentiated any more. */
export const hoistingRules: readonly (Rule | StructuralRule)[] = [
  ...machineRules,
  ...caseRules,
  ...switchRules,
  ...hoistingStructuralRules,
];
