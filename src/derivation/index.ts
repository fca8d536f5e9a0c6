export { derive, type Derivable } from './derive.ts';
export { headerLines } from './header.ts';
export { formatNames, printDerivation, type Format } from './print.ts';
export type * from './derivation.ts';
export type * from './trace/pass-step.ts';
export type { Formula } from './formula/formula.ts';
