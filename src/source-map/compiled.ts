import type { PassStep } from '../derivation/index.ts';
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

export const stepsIn = ({ records }: Compiled): PassStep[] =>
  records.flatMap((record) => record.steps);
