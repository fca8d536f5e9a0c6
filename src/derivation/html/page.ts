import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { lineBreak, type Source } from '../../base/source.ts';
import { readTemplate } from '../../templates/index.ts';
import type { Derived } from '../derive.ts';
import type { Trace } from '../trace/traced.ts';
import { listing } from './code.ts';
import { graphMarkup } from './graph.ts';
import { highlightModel, highlightTypeScript } from './highlight.ts';
import { openLayouter } from './layout.ts';
import { codeLineId, linksOf, modelLineId, type Links } from './links.ts';
import { element, htmlOf, nothing, trusted, type Content, type Markup } from './markup.ts';
import { openMathSetter } from './mathml.ts';
import { outlineOf, type Chapter } from './outline.ts';
import type { GeneratedCode, PageData } from './page-data.ts';
import { chapterMarkup } from './sections.ts';
import { equationsReplayed, stepsReplayed } from './replayed.ts';
import { stepsId, stepsMarkup, stepsTitle } from './steps.ts';

/** A derivation as one page of HTML that needs nothing else: no network, no other file. */
export async function printPage(data: PageData): Promise<string> {
  const { derivation, source, code } = data;
  const { computation, trace, replay } = derivation;
  const math = await openMathSetter();
  const chapters = outlineOf(derivation);
  const links = linksOf(source, computation, chapters, stepsOf(derivation));
  const setting = { math, layOut: await openLayouter(), links };
  const drawing = graphMarkup(computation, chapters, setting);
  const drawn = chapters.find(({ section }) => section.id === 'definitions') ?? chapters.at(-1);
  const title = titleOf(source.name);
  const main = element(
    'main',
    {},
    chapters.map((chapter) =>
      chapterMarkup(chapter, setting, chapter === drawn ? drawing : nothing),
    ),
    stepsMarkup(trace, replay, chapters.length + 1, setting),
  );
  const body = [
    headerMarkup(
      title,
      abstractOf(source.text),
      `${equationsReplayed(derivation)} ${stepsReplayed(replay)}`.trim(),
    ),
    contentsMarkup(contentsOf(chapters, trace), code !== null),
    modelMarkup(data),
    main,
    code ? await codeMarkup(code, links) : nothing,
    trail,
  ];
  return `<!doctype html>\n${htmlOf(documentMarkup(title, source, body))}\n`;
}

function documentMarkup(title: string, { text }: Source, body: Content): Markup {
  const lines = text.trimEnd().split(lineBreak).length;
  const style = `${readTemplate('derivation.css')}:root { --lines: ${lines}; }\n`;
  const script = readTemplate('derivation.js');
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  return element(
    'html',
    { lang: 'en' },
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element('meta', { name: 'generator', content: 'fluxion' }),
      element('title', {}, `${title}: derivation`),
      element('style', {}, trusted(style)),
    ),
    element('body', {}, body, element('script', {}, trusted(script))),
  );
}

/** A source that a policy allows by what it is. */
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The ids of the steps that the page shows. */
const stepsOf = ({ trace }: Derived): ReadonlySet<string> =>
  new Set(trace.passes.flatMap(({ steps }) => steps.map(({ id }) => id)));

/** `linear-regression.fx` as `Linear regression`. */
function titleOf(path: string): string {
  const words = basename(path, extname(path)).replace(/[-_]+/g, ' ').trim();
  return words === '' ? 'Model' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The comment that a model begins with. */
function abstractOf(text: string): string {
  const [comment = ''] = /^(?:[ \t]*#[^\r\n]*(?:\r\n|\r|\n|$))+/.exec(text.trimStart()) ?? [];
  return comment
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*#+\s?/, '').trim())
    .join(' ')
    .trim();
}

const headerMarkup = (title: string, abstract: string, facts: string): Markup =>
  element(
    'header',
    {},
    element('p', { class: 'kind' }, 'Derivation'),
    element('h1', {}, title),
    abstract === '' ? nothing : element('p', { class: 'abstract' }, abstract),
    facts === '' ? nothing : element('p', { class: 'facts' }, facts),
    element(
      'div',
      { class: 'tools', hidden: true },
      element('button', { type: 'button', id: 'fold' }, 'Fold all'),
      element('button', { type: 'button', id: 'theme' }, 'Theme: system'),
    ),
  );

/** Addresses and titles of the sections. */
const contentsOf = (chapters: readonly Chapter[], { passes }: Trace): [string, string][] => [
  ...chapters.map(({ id, section }): [string, string] => [id, section.title]),
  ...(passes.some(({ steps }) => steps.length > 0)
    ? [[stepsId, stepsTitle] as [string, string]]
    : []),
];

const contentsMarkup = (contents: readonly [string, string][], hasCode: boolean): Markup =>
  element(
    'nav',
    { 'aria-label': 'Contents' },
    element(
      'ol',
      {},
      contents.map(([id, title]) => element('li', {}, element('a', { href: `#${id}` }, title))),
    ),
    element(
      'ul',
      {},
      element('li', {}, element('a', { href: '#model' }, 'Model source')),
      hasCode ? element('li', {}, element('a', { href: '#code' }, 'Generated code')) : nothing,
    ),
  );

function modelMarkup({ source }: PageData): Markup {
  const lines = highlightModel(source).map((content, k) => ({
    id: modelLineId(k + 1),
    content,
    links: [],
  }));
  return pane('model', 'Model', basename(source.name), listing('Model', lines));
}

async function codeMarkup(code: GeneratedCode, links: Links): Promise<Markup> {
  const contents = await highlightTypeScript(code.lines.map(({ text }) => text).join('\n'));
  const lines = code.lines.map((line, k) => ({
    id: codeLineId(k + 1),
    content: contents[k] ?? '',
    links: links.ofCode(line),
    what: line.what.join('; '),
  }));
  return pane('code', 'Generated code', code.name, listing('Generated code', lines));
}

const pane = (id: string, title: string, file: string, content: Content): Markup =>
  element(
    'section',
    { id, class: 'pane', 'aria-labelledby': `${id}-title` },
    element('h2', { id: `${id}-title` }, title, ' ', element('small', {}, file)),
    content,
  );

/** Where the script lists what is linked to what was chosen. */
const trail = element('aside', {
  id: 'trail',
  hidden: true,
  'aria-live': 'polite',
  'aria-label': 'Linked',
});
