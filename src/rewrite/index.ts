export {
  simplify,
  RuleSet,
  type Condition,
  type RewriteListener,
  type RewriteStep,
} from './simplify.ts';
export { type Rule, assumptionRow, assumptions, type Assumption } from './rule.ts';
export { finalRules, stableRules } from './rules/index.ts';
export type { StructuralRule } from './structural/index.ts';
export { final, stable } from './rule-sets.ts';
