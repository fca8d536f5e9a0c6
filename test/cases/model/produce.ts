import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluxionError } from '../../../src/base/diagnostic.ts';
import { buildModel, type ModelOptions } from '../../../src/model/index.ts';
import { parseModel } from '../../../src/syntax/index.ts';
import type { Produce } from '../../golden.ts';

/** What is said about a model that can be read but means nothing; `case.json` has its options. */
export const produce: Produce = (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const file = join(folder, 'case.json');
  const options = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ModelOptions) : {};
  return new Map([['diagnostics.txt', `${diagnosticsOf(text, options)}\n`]]);
};

function diagnosticsOf(text: string, options: ModelOptions): string {
  const tree = parseModel({ name: 'model.fx', text });
  try {
    buildModel(tree, options);
    return 'no error';
  } catch (error) {
    if (error instanceof FluxionError) return error.message;
    throw error;
  }
}
