import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluxionError } from '../../../src/base/diagnostic.ts';
import { parseModel } from '../../../src/syntax/index.ts';
import type { Produce } from '../../golden.ts';

/** What the parser says about a model that is wrong. */
export const produce: Produce = (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  return new Map([['diagnostics.txt', `${diagnosticsOf(text)}\n`]]);
};

function diagnosticsOf(text: string): string {
  try {
    parseModel({ name: 'model.fx', text });
    return 'no error';
  } catch (error) {
    if (error instanceof FluxionError) return error.message;
    throw error;
  }
}
