import type { PassStep, Traceable } from '../derivation/index.ts';
import type { Lowered, Output, Program } from '../lower/index.ts';
import type { ModelGraph } from '../model/index.ts';

/** A model that was compiled as far as its loops. */
export interface Compiled {
  readonly model: ModelGraph;
  readonly records: readonly {
    readonly steps: readonly PassStep[];
    /** With what the model gives names, as the pass left it. */
    readonly maths: { readonly definitions: readonly Output[] };
  }[];
  readonly program: Program;
  readonly kernels: Lowered;
}

/** A model that was compiled, with all that its derivation is told from. */
export type Explainable = Compiled & Traceable;

export const stepsIn = ({ records }: Compiled): PassStep[] =>
  records.flatMap((record) => record.steps);
