import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { analyse } from '../../../src/compile.ts';
import { derive, headerLines, printDerivation, stepSections } from '../../../src/derivation/index.ts';
import type { Produce } from '../../golden.ts';

/** The derivation of a model in each format, and the formulas at the head of its module. */
export const produce: Produce = (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const analysis = analyse(text, { name: `${basename(folder)}.fx` });
  const derivation = derive(analysis);
  const documents = typeset.map(
    (format) => [`derivation.${endings[format]}`, printDerivation(derivation, format)] as const,
  );
  const sections = stepSections(derivation.trace, { minor: true });
  return new Map([
    ...documents,
    ['steps.txt', printDerivation({ ...derivation, sections }, 'text')],
    ['header.txt', `${headerLines(analysis).join('\n')}\n`],
  ]);
};

/** The formats that are set from the sections alone. */
const typeset = ['text', 'markdown', 'latex'] as const;

const endings: { readonly [F in (typeof typeset)[number]]: string } = { text: 'txt', markdown: 'md', latex: 'tex' };
