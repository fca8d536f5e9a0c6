import { finalRules, stableRules } from './rules/index.ts';
import { RuleSet } from './simplify.ts';

/** The rules that hold always, and those that come last, made ready once. */
export const stable = new RuleSet(stableRules);
export const final = new RuleSet(finalRules);
