import type { Derivation } from './derivation.ts';
import { printJson } from './json/print-json.ts';
import { printLatex } from './latex/document.ts';
import { printMarkdown } from './markdown/document.ts';
import { printText } from './text/lines.ts';

interface View {
  readonly print: (derivation: Derivation) => string;
  /** It says to how many digits the steps were replayed. */
  readonly tellsReplay?: true;
}

/** The views of a derivation. */
const formats = {
  text: { print: printText },
  markdown: { print: printMarkdown },
  latex: { print: printLatex },
  json: { print: printJson, tellsReplay: true },
} satisfies Record<string, View>;

export type Format = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly Format[];

const viewOf = (format: Format): View => formats[format];

/** A derivation in a format. */
export const printDerivation = (derivation: Derivation, format: Format): string =>
  viewOf(format).print(derivation);

export const tellsReplay = (format: Format): boolean => viewOf(format).tellsReplay ?? false;
