export { derive, type Derivable } from './derive.ts';
export { headerLines } from './header.ts';
export { stepSections, type StepSections } from './trace/sections.ts';
export { formatNames, printDerivation, tellsReplay, type Format } from './print.ts';
export type * from './derivation.ts';
export type * from './trace/pass-step.ts';
export type * from './trace/traced.ts';
export type { Formula } from './formula/formula.ts';
