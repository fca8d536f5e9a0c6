import { hoistingRules, machineRules, readableRules } from './rules/index.ts';
import { RuleSet } from './simplify.ts';

/** The rules of the form that is read, of the one that is computed, and of its gradient; made ready once. */
export const readable = new RuleSet(readableRules);
export const machine = new RuleSet(machineRules, readable);
export const hoisting = new RuleSet(hoistingRules, machine);
