import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile } from '../../../src/compile.ts';
import { headerLines, printDerivation, stepSections } from '../../../src/derivation/index.ts';
import { page } from '../../../src/page.ts';
import { outline } from '../../derivation/html/outline.ts';
import type { Produce } from '../../golden.ts';

/** The derivation of a model in each format, and the formulas at the head of its module. */
export const produce: Produce = async (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const compilation = compile(text, { name: `${basename(folder)}.fx` });
  const { derivation } = compilation;
  const documents = typeset.map(
    (format) => [`derivation.${endings[format]}`, printDerivation(derivation, format)] as const,
  );
  const sections = stepSections(derivation.trace, { minor: true });
  return new Map([
    ...documents,
    ['steps.txt', printDerivation({ ...derivation, sections }, 'text')],
    ['header.txt', `${headerLines(compilation).join('\n')}\n`],
    ['record.json', recordOf(printDerivation(derivation, 'json'))],
    ['page.txt', outline(await page(compilation, derivation))],
  ]);
};

/** The formats that are set from the sections alone. */
const typeset = ['text', 'markdown', 'latex'] as const;

const endings: { readonly [F in (typeof typeset)[number]]: string } = { text: 'txt', markdown: 'md', latex: 'tex' };

/** The record with each formula as text: how it is typeset is in the other files. */
const recordOf = (json: string): string =>
  `${JSON.stringify(
    JSON.parse(json, (_key, value: unknown) => (isFormula(value) ? value.text : value)),
    null,
    2,
  )}\n`;

const isFormula = (value: unknown): value is { readonly text: string } =>
  typeof value === 'object' && value !== null && 'tree' in value && 'text' in value;
