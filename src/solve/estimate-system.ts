import { volume } from '../base/shape.ts';
import { present } from '../base/invariant.ts';
import type { Parameter } from '../model/index.ts';
import { factorize, nullDirections, solveSystem, type Factorization } from './cholesky.ts';
import type { LinearSolution } from './closed-form.ts';
import type { Element, Estimates, Fault, Prepare, Values } from './estimate.ts';

/** Corrections that are tried; with a matrix of full rank two or three settle. */
const mostCorrections = 10;

/**
 * Solves the normal equations. What is left of the equations at the solution is computed from the residuals of
 * the rows, and solved for again: the matrix of sums has lost digits that they have (N. Higham, Accuracy and
 * Stability of Numerical Algorithms, 2002, chapter 12).
 */
export function estimateSystem(
  { parameters, equations }: LinearSolution,
  prepare: Prepare,
  given: Values,
): Estimates {
  const evaluate = prepare([
    ...equations.map((e) => e.residual),
    ...equations.flatMap((e) => e.coefficients),
  ]);
  const at = (beta: Float64Array): Float64Array[] =>
    evaluate(new Map([...given, ...split(parameters, beta)]));
  const start = new Float64Array(parameters.reduce((n, p) => n + sizeOf(p), 0));
  const computed = at(start);
  const count = equations.length;
  const factors = factorize(assemble(parameters, computed.slice(count)));
  const faults = faultsOf(parameters, factors);
  const residual = (beta: Float64Array): number[] =>
    at(beta)
      .slice(0, count)
      .flatMap((part) => [...part]);
  const beta = faults.length > 0 ? start : refine(factors, residual, start);
  return { values: split(parameters, beta), faults };
}

const sizeOf = ({ shape }: Parameter): number => volume(shape);

/** The numbers of each parameter in turn. */
export function split(
  parameters: readonly Parameter[],
  beta: Float64Array,
): Map<Parameter, Float64Array> {
  let from = 0;
  return new Map(
    parameters.map((p) => {
      const to = from + sizeOf(p);
      const part = beta.slice(from, to);
      from = to;
      return [p, part];
    }),
  );
}

/** The rows of the matrix from its blocks, each row-major. */
export function assemble(
  parameters: readonly Parameter[],
  blocks: readonly (readonly number[] | Float64Array)[],
): Float64Array[] {
  const sizes = parameters.map(sizeOf);
  return sizes.flatMap((height, i) =>
    Array.from({ length: height }, (_, row) =>
      Float64Array.from(
        sizes.flatMap((width, j) => [
          ...present(blocks[i * sizes.length + j]).slice(row * width, (row + 1) * width),
        ]),
      ),
    ),
  );
}

/** β − A⁻¹·residual(β), again while the correction gets smaller. */
function refine(
  factors: Factorization,
  residual: (beta: Float64Array) => readonly number[],
  start: Float64Array,
): Float64Array {
  let beta = start;
  let last = Infinity;
  for (let k = 0; k < mostCorrections; k++) {
    const step = solveSystem(factors, residual(beta));
    const size = step.reduce((s, x, i) => Math.max(s, Math.abs(x / present(factors.scale[i]))), 0);
    if (Number.isNaN(size)) return beta.fill(NaN);
    if (!(size < last / 2)) break;
    beta = beta.map((x, i) => x - present(step[i]));
    last = size;
  }
  return beta;
}

function faultsOf(parameters: readonly Parameter[], factors: Factorization): Fault[] {
  const elements = parameters.flatMap((parameter) =>
    Array.from({ length: sizeOf(parameter) }, (_, index): Element => ({ parameter, index })),
  );
  if (factors.isIndefinite) return [{ kind: 'notMinimum', elements }];
  return nullDirections(factors).map((direction): Fault => {
    const largest = direction.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
    const moved = [...direction.keys()].filter(
      (i) => Math.abs(present(direction[i])) > negligible * largest,
    );
    return {
      kind: 'notIdentified',
      elements: moved.map((i) => present(elements[i])),
      by: moved.map((i) => present(direction[i])),
    };
  });
}

/** Smaller parts of a direction are rounding. */
const negligible = 1e-6;
