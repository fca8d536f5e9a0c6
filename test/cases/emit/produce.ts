import { join } from 'node:path';
import { emitModule } from '../../../src/emit/typescript/index.ts';
import type { EmitCase } from '../../emit/case.ts';
import type { Produce } from '../../golden.ts';

/** The module of the kernels that `case.ts` of a folder holds. */
export const produce: Produce = async (folder) => {
  const { emitCase } = (await import(join(folder, 'case.ts'))) as { emitCase: EmitCase };
  const { facts, kernels, header } = emitCase;
  return new Map([[`${facts.name}.ts`, await emitModule(facts, kernels, header)]]);
};
