import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile, type Compilation } from '../../../src/compile.ts';
import { headerLines, printDerivation, stepSections } from '../../../src/derivation/index.ts';
import { page } from '../../../src/page.ts';
import { outline } from '../../derivation/html/outline.ts';
import type { Produce } from '../../golden.ts';

/** The files that the case asks for: the derivation in formats, and the formulas at the head of the module. */
export const produce: Produce = async (folder) => {
  const text = readFileSync(join(folder, 'model.fx'), 'utf8');
  const { files } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case;
  const compilation = compile(text, { name: `${basename(folder)}.fx` });
  const made = files.map(async (file) => [file, await printers[file](compilation)] as const);
  return new Map(await Promise.all(made));
};

interface Case {
  readonly files: readonly (keyof typeof printers)[];
}

const printers = {
  'derivation.txt': ({ derivation }) => printDerivation(derivation, 'text'),
  'derivation.md': ({ derivation }) => printDerivation(derivation, 'markdown'),
  'derivation.tex': ({ derivation }) => printDerivation(derivation, 'latex'),
  'header.txt': (compilation) => `${headerLines(compilation).join('\n')}\n`,
  'page.txt': async (compilation) => outline(await page(compilation, compilation.derivation)),
  'record.json': ({ derivation }) => recordOf(printDerivation(derivation, 'json')),
  'steps.txt': ({ derivation }) => {
    const sections = stepSections(derivation.trace, { minor: true, isProved: () => true });
    return printDerivation({ ...derivation, sections }, 'text');
  },
} satisfies Readonly<Record<string, (compilation: Compilation) => string | Promise<string>>>;

/** The record with each formula as text: how it is typeset is in the other files. */
const recordOf = (json: string): string =>
  `${JSON.stringify(
    JSON.parse(json, (_key, value: unknown) => (isFormula(value) ? value.text : value)),
    null,
    2,
  )}\n`;

const isFormula = (value: unknown): value is { readonly text: string } =>
  typeof value === 'object' && value !== null && 'tree' in value && 'text' in value;
