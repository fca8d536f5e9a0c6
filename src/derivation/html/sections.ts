import type { Block } from '../derivation.ts';
import { equationsMarkup } from './equations.ts';
import { element, nothing, type Content, type Markup } from './markup.ts';
import { sentenceMarkup } from './mathml.ts';
import type { Chapter } from './outline.ts';
import type { Setting } from './setting.ts';
import { variablesMarkup } from './variables.ts';

/** A chapter that folds, with what is drawn at its start. */
export function chapterMarkup(chapter: Chapter, setting: Setting, drawing = nothing): Markup {
  const { section, number, id } = chapter;
  const blocks = section.blocks.map((block) => blockMarkup(block, chapter, setting));
  return folding(id, number, section.title, [drawing, ...blocks]);
}

/** A section under a numbered heading by which it folds. */
export const folding = (id: string, number: number, title: string, content: Content): Markup =>
  element(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    element('details', { open: true }, element('summary', {}, heading(id, number, title)), content),
  );

const heading = (id: string, number: number, title: string): Markup =>
  element(
    'h2',
    { id: `${id}-title` },
    element('span', { class: 'count' }, String(number)),
    ' ',
    title,
  );

type Setters = {
  readonly [K in Block['kind']]: (
    block: Extract<Block, { kind: K }>,
    chapter: Chapter,
    setting: Setting,
  ) => Markup;
};

const setters: Setters = {
  text: ({ sentence }, _chapter, { math }) => element('p', {}, sentenceMarkup(sentence, math)),
  equations: equationsMarkup,
  graph: variablesMarkup,
};

const blockMarkup = (block: Block, chapter: Chapter, setting: Setting): Markup =>
  (setters[block.kind] as Setters['text'])(block as never, chapter, setting);
