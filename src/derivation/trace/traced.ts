import type { Formula } from '../formula/formula.ts';
import type { PassStepKind } from './pass-step.ts';

/** A part of the model's text: offsets, and line and column from 1. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** `left = right`, or that `right` is one of the terms of `left`. */
export interface TracedEquation {
  readonly left: Formula;
  readonly sign: '=' | '∋';
  readonly right: Formula;
}

/** What a rule assumed, and how that was proved. */
export interface Discharge {
  readonly of: Formula;
  /** `> 0`, as it is read after the formula. */
  readonly says: string;
  readonly because: string;
}

/** One step of a pass, as a reader sees it. */
export interface TracedStep {
  readonly id: string;
  readonly pass: string;
  readonly kind: PassStepKind;
  readonly rule: string;
  /** What the rule says in general. */
  readonly sentence: readonly (string | Formula)[];
  /** What it says here. */
  readonly equations: readonly TracedEquation[];
  readonly assumptions: readonly Discharge[];
  /** It only tidies: folded until a reader asks. */
  readonly minor: boolean;
  readonly place: Place | null;
}

/** What one pass did and why it is there. */
export interface PassTrace {
  readonly name: string;
  readonly because: string;
  readonly steps: readonly TracedStep[];
}

/** What all passes did. */
export interface Trace {
  /** What stands for long parts of the formulas of steps. */
  readonly names: readonly TracedEquation[];
  readonly passes: readonly PassTrace[];
}

/** How the steps fared when both their sides were computed anew at random points. */
export interface ReplayReport {
  /** The digits to which the sides of each step agree, by its id; null for what is a definition. */
  readonly steps: ReadonlyMap<string, number | null>;
  /** How many steps were replayed, and the fewest digits of any. */
  readonly replayed: number;
  readonly digits: number;
}
