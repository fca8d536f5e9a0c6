import type { Derivation } from './derivation.ts';
import { printJson } from './json/print-json.ts';
import { printLatex } from './latex/document.ts';
import { printMarkdown } from './markdown/document.ts';
import { printText } from './text/lines.ts';

/** The views of a derivation. */
const formats = {
  text: printText,
  markdown: printMarkdown,
  latex: printLatex,
  json: printJson,
} satisfies Record<string, (derivation: Derivation) => string>;

export type Format = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly Format[];

/** A derivation in a format. */
export const printDerivation = (derivation: Derivation, format: Format): string =>
  formats[format](derivation);
