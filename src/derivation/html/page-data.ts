import type { Source, Span } from '../../base/source.ts';
import type { Derived } from '../derive.ts';

/** A line of generated code, and where it comes from. */
export interface CodeLine {
  readonly text: string;
  /** What its numbers are: `objective`, `gradient of w`, `part of objective, gradient of w`. */
  readonly what: readonly string[];
  /** The ids of the steps that led to it, the first first. */
  readonly steps: readonly string[];
  /** The texts of the model that it computes. */
  readonly spans: readonly Span[];
}

export interface GeneratedCode {
  readonly name: string;
  readonly lines: readonly CodeLine[];
}

/** All that a page shows. What is null has no place on it. */
export interface PageData {
  readonly derivation: Derived;
  readonly source: Source;
  readonly code: GeneratedCode | null;
}
