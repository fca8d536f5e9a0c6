export { lower, type Lowered } from './lower.ts';
export type * from './loops.ts';
export type { Draw, Output, Program } from './program.ts';
