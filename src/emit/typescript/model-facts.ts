import type { Program } from '../../lower/program.ts';

/** What a module says of a program beside its kernels. */
export type ModelFacts = Pick<Program, 'name' | 'layout' | 'starts'>;
