import { borderRules } from './border-rules.ts';
import { complementRules } from './complement-rules.ts';
import { exponentialRules, probabilityRules } from './exponential-rules.ts';
import { logSumExpRules } from './log-sum-exp-rules.ts';
import { hoistingPickRules, pickRules } from './pick-rules.ts';
import { rangeRules } from './range-rules.ts';
import { saddlePointRules } from './saddle-point-rules.ts';
import { leftOutRules } from './left-out-rules.ts';
import { squareRules } from './square-rules.ts';
import { scaledRules } from './scaled-rules.ts';
import type { StructuralRule } from './structural-rule.ts';
import { exactFactor, mergeRowSums, readableFactor, sumRules } from './sum-rules.ts';

export type { StructuralRule } from './structural-rule.ts';

/** What only the form that is read has. */
export const readableStructuralRules: readonly StructuralRule[] = [readableFactor];

/** What both forms have. */
export const structuralRules: readonly StructuralRule[] = [
  ...sumRules,
  ...pickRules,
  ...squareRules,
  ...exponentialRules,
  ...logSumExpRules,
];

/** What comes last: what is computed once for all rows, and quotients that over- or underflow in parts. */
export const hoistingStructuralRules: readonly StructuralRule[] = [
  ...hoistingPickRules,
  ...rangeRules,
];

/** What only the form that is computed has. */
export const digitStructuralRules: readonly StructuralRule[] = [
  exactFactor,
  ...borderRules,
  ...probabilityRules,
  ...scaledRules,
  ...leftOutRules,
  ...saddlePointRules,
  ...complementRules,
  mergeRowSums,
];
