import type { Interval } from '../interval.ts';

/** Sets of numbers that an argument may have to lie in; `aboveFirst` are those above the first argument. */
export type RegionName =
  | 'positive'
  | 'nonNegative'
  | 'nonZero'
  | 'aboveMinusOne'
  | 'negative'
  | 'openUnit'
  | 'unit'
  | 'sine'
  | 'openSine'
  | 'atLeastOne'
  | 'secant'
  | 'beyondOne'
  | 'hyperbolicSecant'
  | 'count'
  | 'aboveFirst';

/** What each argument must lie in, null where it may be anything; it may follow from what is proved of them. */
export type Defined =
  readonly (RegionName | null)[] | ((args: readonly Interval[]) => readonly (RegionName | null)[]);

/** Whether a value is finite in 64-bit floats for all finite arguments, by its range and theirs. */
export type Finite = (value: Interval, args: readonly Interval[]) => boolean;

/** Unless a sum or a product overflows. */
export const always: Finite = () => true;
export const whereBounded: Finite = ({ hi }) => hi < Infinity;

/** All that is known of one elementwise function. */
export interface ElementwiseRule {
  /** Number of arguments; `Infinity` for a sum of any number of terms. */
  readonly arity: number;
  /** f(−a) = f(a), or f(−a) = −f(a): a minus in the argument is dropped or taken outside. */
  readonly parity?: 'even' | 'odd';
  /** f(−a) as text over its value `f`, where it is neither. */
  readonly reflection?: string;
  /** Where it is defined; everywhere if absent. Poles that recur, those of `tan` and of Γ below 0, are not looked for. */
  readonly defined?: Defined;
  /** Where it is sure to be finite; nowhere if absent. */
  readonly finite?: Finite;
  /** What it is as text over `a`, `b`, `c` in plainer functions; absent for those that everything knows. */
  readonly definition?: string;
  /** The inverse of an increasing function, as text over its value `a`. */
  readonly inverse?: string;
  /** What a model has for it, where rewrites and derivatives put it in; absent: its own name. */
  readonly phrase?: string;
  /** Its value in floating point; used by the interpreter. */
  readonly value: (...args: number[]) => number;
  /** What follows for its value from what is proved of its arguments, which lie in its domain. */
  readonly range: (args: readonly Interval[]) => Interval;
  /**
   * ∂f/∂a, ∂f/∂b, … as text over the arguments `a`, `b`, `c` and the function's own value `f`;
   * `'0'` where the function is piecewise constant in that argument.
   */
  readonly partials: readonly string[];
  /**
   * The formula that generated code computes its value by, over `a`, `b`, `c` in functions that the platform or the
   * runtime has; for a truth value, the condition itself.
   */
  readonly code: string;
  /** The name that `code` needs from `fluxion/runtime`. */
  readonly helper?: string;
  /** Written by the compiler alone: no function of the language. */
  readonly internal?: true;
  /** The value is a condition: 1 where it holds, else 0. */
  readonly condition?: true;
  /** Text over `a`, `b`, `c` in plainer functions that generated code computes it by. */
  readonly expand?: string;
  /**
   * Notation for LaTeX and for Unicode text: a pattern over `a`, `b`, `c` standing alone, or, without
   * them, the name that is set before the arguments. Absent: the function's own name.
   */
  readonly latex?: string;
  readonly unicode?: string;
  /** Floating-point operations, and calls of transcendental functions, for the cost in a header. */
  readonly flops: number;
  readonly transcendentals?: number;
}

/** A part of the table. */
export type ElementwiseRules = Record<string, ElementwiseRule>;
