export { solve } from './solve.ts';
export * from './closed-form.ts';
export {
  estimate,
  type Element,
  type Estimates,
  type Fault,
  type Prepare,
  type Values,
} from './estimate.ts';
export { because, faultDiagnostics, unsolvedDiagnostics } from './diagnostics.ts';
