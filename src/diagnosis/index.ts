export { diagnoseModel, type DiagnoseOptions } from './diagnose.ts';
export type { Given } from './subject.ts';
