import type { Sentence } from '../derivation.ts';
import type { Formula } from '../formula/formula.ts';
import { atomsOf } from '../formula/parts.ts';
import { setLatex, setTerms } from '../latex/set.ts';
import { trusted, type Content, type Markup } from './markup.ts';

/** Sets formulas as MathML. */
export interface MathSetter {
  /** In a line of text. */
  readonly inline: (formula: Formula) => Markup;
  /** On a line of its own; a long sum or array may break between its parts. */
  readonly display: (formula: Formula) => Markup;
  /** A sign between two sides. */
  readonly sign: (tex: string) => Markup;
}

/** Text with formulas in its lines. */
export const sentenceMarkup = (sentence: Sentence, math: MathSetter): Content =>
  sentence.map((part) => (typeof part === 'string' ? part : math.inline(part)));

/** Opens the library that knows LaTeX, which is imported for a page alone. */
export async function openMathSetter(): Promise<MathSetter> {
  const { default: temml } = await import('temml');
  const known = new Map<string, Markup>();
  const render = (tex: string, displayMode: boolean): Markup => {
    const key = `${displayMode ? 'display' : 'inline'} ${tex}`;
    const options = { displayMode, throwOnError: true, strict: false };
    const markup =
      known.get(key) ?? clean(temml.renderToString(inOnePiece(tex), options), displayMode);
    known.set(key, markup);
    return markup;
  };
  return {
    inline: (formula) => render(setLatex(formula), false),
    display: (formula) => join(chunksOf(formula).map((tex) => render(tex, true))),
    sign: (tex) => render(tex, true),
  };
}

const join = (parts: readonly Markup[]): Markup =>
  trusted(parts.map((part) => part.html).join('<wbr>'));

/** Formulas with more atoms may break. */
const mostAtoms = 10;

/** The parts between which a line may break: the terms of a sum, the items of an array. */
function chunksOf(formula: Formula): string[] {
  if (atomsOf(formula) <= mostAtoms) return [setLatex(formula)];
  if (formula.kind === 'array') return itemsOf(formula.items);
  if (formula.kind !== 'sum') return [setLatex(formula)];
  // An empty group makes the sign before a term a binary one.
  return formula.terms.map((term, k) =>
    k === 0 ? setTerms([term]) : `{} ${setTerms([term], false)}`,
  );
}

const itemsOf = (items: readonly Formula[]): string[] =>
  items.map((item, k) => {
    const [open, close] = [k === 0 ? '\\Bigl[' : '', k === items.length - 1 ? '\\Bigr]' : ', '];
    return open + setLatex(item) + close;
  });

/**
 * Layout is left to the page's own style sheet: no style attributes, which its policy forbids, and a
 * display formula is a part of a line that is set as large as one that stands alone.
 */
const clean = (mathml: string, displayMode: boolean): Markup =>
  trusted(
    mathml
      .replace(/^<math[^>]*>/, displayMode ? '<math displaystyle="true">' : '<math>')
      .replace(/ style="[^"]*"/g, '')
      .replace(/<mtext>([^<]+)<\/mtext>/gu, (whole, letters: string) => word(letters) ?? whole),
  );

/** A word that is set as text is one piece, whatever its letters. */
const inOnePiece = (tex: string): string => tex.replaceAll('\\mathit{', '\\textit{');

/** The italic letters of mathematics, from their places in Unicode. */
const italic: ReadonlyMap<string, string> = new Map([
  ['ℎ', 'h'],
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'].map(
    (letter, k): [string, string] => [String.fromCodePoint(0x1d434 + k), letter],
  ),
]);

/** A name of several letters is a word in italics, not a product of letters that are spaced as such. */
function word(letters: string): string | undefined {
  if (![...letters].some((letter) => italic.has(letter))) return undefined;
  const plain = [...letters].map((letter) => italic.get(letter) ?? letter).join('');
  return `<mi class="word">${plain}</mi>`;
}
