import { lower } from './lower/index.ts';
import { diagnoseModel, type Given } from './diagnosis/index.ts';
import { instantiate } from './emit/typescript/index.ts';
import type { Analysis, Compilation } from './compile.ts';
import type { Diagnostic } from './base/diagnostic.ts';

/**
 * What looks wrong with a model that has no errors: names that nothing uses, arguments that may leave
 * their domain, priors beyond a domain, parameters that nothing determines. With the rows that it is to be
 * fitted to, also what these rows do not determine. Warnings, in source order; each has a code of
 * `docs/diagnostics.md`.
 */
export function diagnose(
  analysis: Analysis & Partial<Pick<Compilation, 'kernels'>>,
  options: Partial<Given> = {},
): Diagnostic[] {
  const { tree, dims, program, kernels = lower(program) } = analysis;
  const compiled = instantiate(program, kernels);
  return diagnoseModel(tree, { dims, compiled, data: null, hypers: {}, ...options });
}
