import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { analyse } from '../../../src/compile.ts';
import { derive, headerLines, printDerivation } from '../../../src/derivation/index.ts';
import type { Produce } from '../../golden.ts';

/** The derivation of a model, and the formulas at the head of its module. */
export const produce: Produce = (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const analysis = analyse(text, { name: `${basename(folder)}.fx` });
  return new Map([
    ['derivation.txt', printDerivation(derive(analysis), 'text')],
    ['header.txt', `${headerLines(analysis).join('\n')}\n`],
  ]);
};
