import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { analyse } from '../../../src/compile.ts';
import { derive, formatNames, headerLines, printDerivation, type Format } from '../../../src/derivation/index.ts';
import type { Produce } from '../../golden.ts';

/** The derivation of a model in each format, and the formulas at the head of its module. */
export const produce: Produce = (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const analysis = analyse(text, { name: `${basename(folder)}.fx` });
  const derivation = derive(analysis);
  const documents = formatNames.map(
    (format) => [`derivation.${endings[format]}`, printDerivation(derivation, format)] as const,
  );
  return new Map([...documents, ['header.txt', `${headerLines(analysis).join('\n')}\n`]]);
};

const endings: { readonly [F in Format]: string } = { text: 'txt', markdown: 'md', latex: 'tex' };
