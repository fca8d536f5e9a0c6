export { lower, type AfterPass, type Lowered, type LowerOptions } from './lower.ts';
export type * from './loops.ts';
export { graphPasses, kernelPasses, type KernelState } from './passes.ts';
export { printGraph, printKernelState } from './print.ts';
export type { Draw, Output, Program } from './program.ts';
export type { Widths } from './unroll-and-jam.ts';
