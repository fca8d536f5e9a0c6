import { gradient } from '../../src/calculus/index.ts';
import { innerShape, type Graph, type Node, type Symbol } from '../../src/graph/index.ts';
import { typescriptWidths } from '../../src/emit/typescript/index.ts';
import { lower, type Lowered, type Program } from '../../src/lower/index.ts';
import { compileKernel, type Call } from './run-kernel.ts';

export const symbol = (
  g: Graph,
  name: string,
  shape: Node['shape'],
  role: Symbol['role'],
  kind: Symbol['domain'] = { kind: 'real' },
): Symbol => g.symbol(name, role, shape, kind);

/** The loops of a program as a module has them. */
export const lowered = (program: Program): Lowered => lower(program, { widths: typescriptWidths });

/** A program for an objective, its gradient taken by the reverse sweep. */
export function programOf(
  g: Graph,
  objective: Node,
  theta: readonly Symbol[],
  rest: Partial<Program> = {},
): Program {
  let size = 0;
  const parameters = theta.map((t) => {
    const shape = innerShape(t);
    const length = shape.reduce((n, s) => n * s, 1);
    const offset = size;
    size += length;
    return { name: t.name, shape, domain: t.domain, offset, size: length };
  });
  return {
    name: 'model',
    graph: g,
    layout: { size, parameters, columns: [], hypers: [], outputs: [] },
    starts: new Map(),
    theta,
    objective,
    gradient: gradient(g, objective, theta),
    logLikelihood: null,
    logPrior: null,
    outputs: [],
    draws: [],
    names: new Map(),
    ...rest,
  };
}

/** Runs a kernel of the program by name. */
export function run(
  program: Program,
  name: string,
  call: Partial<Call>,
): { value: number; gradient: Float64Array } {
  const kernels = lowered(program);
  const kernel = kernels.kernels.find((k) => k.name === name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  const gradientArray = call.gradient ?? new Float64Array(program.layout.size).fill(NaN);
  const value = compileKernel(
    kernel,
    kernels,
  )({
    theta: new Float64Array(),
    data: {},
    rows: { from: 0, to: 0, order: null },
    outputs: {},
    random: Math.random,
    ...call,
    gradient: gradientArray,
  });
  return { value, gradient: gradientArray };
}
