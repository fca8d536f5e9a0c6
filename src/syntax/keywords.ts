import { suggest, type Synonyms } from '../base/suggest.ts';

/** The words that start a statement; none of them can name anything. */
export const keywords = [
  'dim',
  'data',
  'param',
  'hyper',
  'density',
  'loss',
  'penalty',
  'output',
  'for',
] as const;

export type Keyword = (typeof keywords)[number];

const words: ReadonlySet<string> = new Set(keywords);

export const isKeyword = (text: string): text is Keyword => words.has(text);

/** Words that people bring from elsewhere, and what they mean by them. */
const synonyms: Synonyms = new Map([
  ['size', 'dim'],
  ['dimension', 'dim'],
  ['observed', 'data'],
  ['column', 'data'],
  ['parameter', 'param'],
  ['parameters', 'param'],
  ['constant', 'hyper'],
  ['const', 'hyper'],
  ['hyperparameter', 'hyper'],
  ['pdf', 'density'],
  ['distribution', 'density'],
  ['minimize', 'loss'],
  ['minimise', 'loss'],
  ['objective', 'loss'],
  ['cost', 'loss'],
  ['regularizer', 'penalty'],
  ['regulariser', 'penalty'],
  ['predict', 'output'],
  ['return', 'output'],
  ['if', 'c ? a : b'],
]);

/** The statement word that a word was most likely meant to be. */
export const suggestKeyword = (word: string): string | undefined =>
  suggest(word, keywords, synonyms);
