import type { ModelFacts } from '../../src/emit/typescript/index.ts';
import type { Kernels } from '../../src/lower/loops.ts';

/** A module to print: its kernels are written by hand. */
export interface EmitCase {
  readonly facts: ModelFacts;
  readonly header: readonly string[];
  readonly kernels: Kernels;
}
