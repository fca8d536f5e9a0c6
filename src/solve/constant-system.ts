import { symbolsOf } from '../graph/index.ts';
import { factorize, solveSystem } from './cholesky.ts';
import type { LinearEquation, NatureKind } from './closed-form.ts';
import type { Outcome } from './collect.ts';
import { assemble, split } from './estimate-system.ts';
import { isInside } from './estimate.ts';
import { kindOfMatrix, numbersOf } from './nature.ts';

/** The kind of the stationary point of a system that no data stand in; null where data do. */
export function constantSystem(equations: readonly LinearEquation[]): Outcome<NatureKind> | null {
  const nodes = equations.flatMap((e) => [...e.coefficients, e.constant]);
  if (symbolsOf(nodes).length > 0) return null;
  const parameters = equations.map((e) => e.parameter);
  const matrix = assemble(
    parameters,
    equations.flatMap((e) => e.coefficients.map(numbersOf)),
  );
  const kind = kindOfMatrix(matrix);
  if (!kind) return { reason: { kind: 'dependent' } };
  const right = equations.flatMap((e) => numbersOf(e.constant).map((x) => -x));
  const values = split(parameters, solved(matrix, right));
  const areInside = parameters.every((p) => values.get(p)?.every((x) => isInside(p, x)));
  return areInside ? { solved: kind } : { reason: { kind: 'outside' } };
}

/** A⁻¹·b for a symmetric A of full rank, as (A·A)⁻¹·A·b: A itself need not be definite. */
function solved(matrix: readonly Float64Array[], b: readonly number[]): Float64Array {
  const times = (x: ArrayLike<number>): Float64Array =>
    Float64Array.from(matrix, (row) => row.reduce((sum, a, k) => sum + a * (x[k] ?? 0), 0));
  return solveSystem(factorize(matrix.map(times)), times(b));
}
