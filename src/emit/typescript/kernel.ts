import type { Kernel } from '../../lower/loops.ts';
import type { Layout } from '../../runtime/model.ts';
import type { Names } from './identifier.ts';
import { bindParameters } from './prelude.ts';
import { Scope, type Bindings, type Language } from './scope.ts';
import { printStatements } from './statement.ts';
import { usesOf } from './uses.ts';

export type KernelName = Kernel['name'];

/** What the functions of one module share. */
export interface ModuleScope {
  readonly language: Language;
  readonly layout: Layout;
  readonly names: Names;
  /** Names of the scratch arrays. */
  readonly scratch: Bindings;
}

/** A kernel as a function of the module. */
export interface PrintedKernel {
  readonly name: KernelName;
  readonly parameters: readonly string[];
  /** Those of the parameters that the body does not name. */
  readonly unused: readonly string[];
  readonly lines: readonly string[];
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
  const prelude = bindParameters(usesOf(kernel.body), module.layout, names, module.scratch);
  const scope = new Scope(module.language, names, prelude.bindings);
  const sections = [prelude.lines, printStatements(kernel.body, scope), prelude.closing];
  return {
    name: kernel.name,
    parameters: own,
    unused: own.filter((name) => !prelude.parameters.has(name)),
    lines: joinSections(sections),
  };
}

const joinSections = (sections: readonly (readonly string[])[]): string[] =>
  sections.filter((s) => s.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
