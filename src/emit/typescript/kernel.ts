import type { Kernel } from '../../lower/loops.ts';
import { usedParameters } from './given.ts';
import { openKernel, type Taking } from './prelude.ts';
import { printedIn, type PrintedStatement } from './printed.ts';
import { Scope, type ModuleScope } from './scope.ts';
import { printStatements } from './statement.ts';
import { usesOf } from './uses.ts';

export type KernelName = Kernel['name'];

/** A kernel as a function of the module. */
export interface PrintedKernel {
  readonly name: KernelName;
  readonly parameters: readonly string[];
  /** Those of the parameters that the body does not name. */
  readonly unused: readonly string[];
  readonly lines: readonly string[];
  /** The statements of the body, in order. */
  readonly statements: readonly PrintedStatement[];
}

const parameters: { readonly [K in KernelName]: readonly string[] } = {
  objective: ['theta', 'data', 'rows'],
  objectiveAndGradient: ['theta', 'data', 'rows', 'gradient'],
  logLikelihood: ['theta', 'data'],
  logPrior: ['theta', 'data'],
  predict: ['theta', 'data', 'rows'],
  sample: ['theta', 'data', 'random'],
};

/** The functions that a module may have, in the order in which it has them. */
export const kernelNames = Object.keys(parameters) as readonly KernelName[];

/** Prints a kernel: what it takes from its parameters, its statements, and what it hands back. */
export function printKernel(kernel: Kernel, module: ModuleScope): PrintedKernel {
  const own = parameters[kernel.name];
  const names = module.names.inner();
  own.forEach((name) => names.claim(name));
  const uses = usesOf(kernel.body);
  const { bindings, opening, closing } = openKernel(uses, names, module);
  const scope = new Scope(module.language, names, bindings);
  const body = printStatements(kernel.body, scope);
  const used = usedParameters(uses, module.layout);
  return {
    name: kernel.name,
    parameters: own,
    unused: own.filter((name) => !used.has(name)),
    lines: joinSections([...opening.map(linesOf), body, linesOf(closing)]),
    statements: [...opening.flat(), ...printedIn(kernel.body, scope), ...closing],
  };
}

const linesOf = (takings: readonly Taking[]): string[] => takings.map(({ line }) => line);

const joinSections = (sections: readonly (readonly string[])[]): string[] =>
  sections.filter((s) => s.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
