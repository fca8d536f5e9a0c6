import { arithmetic } from './elementwise/arithmetic.ts';
import { comparison } from './elementwise/comparison.ts';
import { exponential } from './elementwise/exponential.ts';
import { hyperbolic } from './elementwise/hyperbolic.ts';
import { logistic } from './elementwise/logistic.ts';
import type { ElementwiseRule } from './elementwise/rule.ts';
import { saddlePoint } from './elementwise/saddle-point.ts';
import { specialFunctions } from './elementwise/special.ts';
import { trigonometric } from './elementwise/trigonometric.ts';

export type { Defined, ElementwiseRule, ElementwiseRules, RegionName } from './elementwise/rule.ts';

/** The table: a new function is one row in one of its parts. */
export const elementwise = {
  ...arithmetic,
  ...exponential,
  ...trigonometric,
  ...hyperbolic,
  ...logistic,
  ...specialFunctions,
  ...saddlePoint,
  ...comparison,
} satisfies Record<string, ElementwiseRule>;

export type ElementwiseName = keyof typeof elementwise;

export const elementwiseRule = (name: ElementwiseName): ElementwiseRule => elementwise[name];
export const isElementwise = (name: string): name is ElementwiseName =>
  Object.hasOwn(elementwise, name);
