import { present } from '../../base/invariant.ts';
import type { Buffer, Kernels } from '../../lower/loops.ts';
import type { Layout } from '../../runtime/model.ts';
import { Names } from './identifier.ts';
import { kernelNames, printKernel, type PrintedKernel } from './kernel.ts';
import { bufferKey, type Bindings, type Language } from './scope.ts';
import { usesOf } from './uses.ts';

/** The kernels of a module as text, and what they stand on. */
export interface PrintedKernels {
  /** Functions of `fluxion/runtime`, in alphabetical order. */
  readonly helpers: readonly string[];
  /** Declarations of the arrays that the functions share. */
  readonly scratch: readonly string[];
  readonly functions: readonly PrintedKernel[];
}

/** What every module has at its top. */
export const moduleNames = [
  ...['Data', 'Layout', 'Model', 'Params', 'Predictions', 'Random', 'Rows', 'layout', 'starts'],
  ...kernelNames,
  ...['start', 'startVector', 'constrain', 'toParams', 'unconstrain', 'toTheta'],
];

/** Prints all kernels of a module, in one space of names. */
export function printKernels(
  { kernels, scratch }: Kernels,
  layout: Layout,
  language: Language,
): PrintedKernels {
  const helpers = [...new Set(kernels.flatMap(({ body }) => [...usesOf(body).helpers]))].sort();
  const top = new Names([...moduleNames, ...helpers]);
  const bindings: Bindings = new Map(scratch.map((b) => [bufferKey(b), top.claim(b.name)]));
  // A kernel calls no other function of the module, and may use its name.
  const names = new Names([...helpers, ...bindings.values()]);
  return {
    helpers,
    scratch: scratch.map((buffer) => printScratch(buffer, bindings)),
    functions: kernels
      .toSorted((a, b) => kernelNames.indexOf(a.name) - kernelNames.indexOf(b.name))
      .map((k) => printKernel(k, { language, layout, names, scratch: bindings })),
  };
}

const arrays: { readonly [K in Buffer['element']]: string } = {
  float64: 'Float64Array',
  int32: 'Int32Array',
};

function printScratch(buffer: Buffer, bindings: Bindings): string {
  const name = present(bindings.get(bufferKey(buffer)));
  const length = present(buffer.length, `scratch ${buffer.name} has no length`);
  return `const ${name} = new ${arrays[buffer.element]}(${length});`;
}
