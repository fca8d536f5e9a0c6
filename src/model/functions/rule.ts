import type { Defined } from '../../graph/index.ts';
import type { Rule } from '../context.ts';

/** A function of the language. */
export interface FunctionRule {
  /** How it is called, for a diagnostic. */
  readonly signature: string;
  readonly arity: { readonly min: number; readonly max: number };
  readonly apply: Rule;
  /** Where it is defined; everywhere if absent. */
  readonly defined?: Defined;
}

/** A function of a fixed number of arguments, or of some range of numbers. */
export const functionRule = (
  signature: string,
  [min, max]: readonly [number, number],
  apply: Rule,
  defined?: Defined,
): FunctionRule => ({ signature, arity: { min, max }, apply, ...(defined && { defined }) });
