export {
  simplify,
  RuleSet,
  type Condition,
  type RewriteListener,
  type RewriteStep,
} from './simplify.ts';
export { type Rule, assumptionRow, assumptions, type Assumption } from './rule.ts';
export { digitRules, hoistingRules, machineRules, readableRules } from './rules/index.ts';
export type { StructuralRule } from './structural/index.ts';
export { hoisting, machine, readable } from './rule-sets.ts';
