import type { Kernels } from '../../lower/loops.ts';
// As generated modules import it.
import * as runtime from 'fluxion/runtime';
import type { Model } from '../../runtime/model.ts';
import { evaluate } from './evaluate.ts';
import type { PrintedKernel } from './kernel.ts';
import { printKernels } from './kernels.ts';
import type { ModelFacts } from './model-facts.ts';

/** What a model computes, apart from what the runtime does for every model. */
type Functions = Omit<Model, 'name' | 'layout' | 'start' | 'constrain' | 'unconstrain'>;

/**
 * The model of a program in this process: what its module exports as default, from the same statements.
 * Needs no files, no formatting and no TypeScript compiler.
 */
export function instantiate({ name, layout, starts }: ModelFacts, kernels: Kernels): Model {
  const { helpers, scratch, functions } = printKernels(kernels, layout, 'javascript');
  const body = [
    `'use strict';`,
    `const { ${helpers.join(', ')} } = runtime;`,
    ...scratch,
    `return {\n${functions.map(printMethod).join(',\n')}\n};`,
  ].join('\n');
  return {
    name,
    layout,
    ...(evaluate(body, { runtime }, name) as Functions),
    start: (seed) => runtime.startVector(layout, Object.fromEntries(starts), seed),
    constrain: (theta) => runtime.constrain(layout, theta),
    unconstrain: (params) => runtime.unconstrain(layout, params),
  };
}

const printMethod = ({ name, parameters, lines }: PrintedKernel): string =>
  `${name}(${parameters.join(', ')}) {\n${lines.join('\n')}\n}`;
