import { complementRules } from './complement-rules.ts';
import { conditionRules } from './condition-rules.ts';
import { exponentialRules } from './exponential-rules.ts';
import { logSumExpRules } from './log-sum-exp-rules.ts';
import { pickRules } from './pick-rules.ts';
import { rangeRules } from './range-rules.ts';
import { risingSlopeRules } from './rising-slope-rules.ts';
import { saddlePointRules } from './saddle-point-rules.ts';
import { softmaxRules } from './softmax-rules.ts';
import { squareRules } from './square-rules.ts';
import type { StructuralRule } from './structural-rule.ts';
import { mergeRowSums, sumRules } from './sum-rules.ts';

export type { StructuralRule } from './structural-rule.ts';

/** What holds before differentiation and after it. */
export const structuralRules: readonly StructuralRule[] = [
  ...sumRules,
  ...pickRules,
  ...squareRules,
  ...exponentialRules,
  ...logSumExpRules,
];

/** What comes last. */
export const finalStructuralRules: readonly StructuralRule[] = [
  ...softmaxRules,
  ...saddlePointRules,
  ...risingSlopeRules,
  ...rangeRules,
  ...complementRules,
  ...conditionRules,
  mergeRowSums,
];
