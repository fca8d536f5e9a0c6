export { solve } from './solve.ts';
export {
  parametersOf,
  type ClosedForm,
  type Condition,
  type LinearSolution,
  type Nature,
  type NatureKind,
  type Reason,
  type Solution,
  type Step as SolutionStep,
  type Unsolved,
} from './closed-form.ts';
export type { StepKind as SolutionStepKind } from './closed-form.ts';
export {
  estimate,
  type Element,
  type Estimates,
  type Fault,
  type Prepare,
  type Values,
} from './estimate.ts';
export { because, faultDiagnostics, unsolvedDiagnostics } from './diagnostics.ts';
