import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { attribute, type Element } from './parse-page.ts';

type Node = DefaultTreeAdapterTypes.Node;

/**
 * What a page says, a line for each of its headings, paragraphs, equations and lines of code, with formulas
 * written in one line, and with what it is linked to.
 */
export const outline = (html: string): string =>
  `${linesOf(parse(html))
    .map((line) => line.trimEnd())
    .join('\n')}\n`;

const silent = ['script', 'style', 'svg', 'title', 'nav'];

/** Elements that are a line of their own, and what they begin with. */
const starts: Readonly<Record<string, string>> = {
  h1: '# ',
  h2: '\n## ',
  h3: '\n### ',
  p: '',
  li: '',
  dt: '',
  dd: '  ',
  tr: '',
};

function linesOf(node: Node): string[] {
  if (!('tagName' in node)) return childrenOf(node).flatMap(linesOf);
  if (silent.includes(node.tagName)) return [];
  const start = starts[node.tagName];
  const isEquation = attribute(node, 'class')?.split(' ').includes('equation');
  if (start === undefined && !isEquation) return childrenOf(node).flatMap(linesOf);
  return [`${isEquation ? '    ' : start}${inline(node)}${linksOf(node)}`];
}

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

function linksOf(element: Element): string {
  const links = attribute(element, 'data-links');
  return links === undefined ? '' : `  ← ${links}`;
}

const inline = (node: Node): string => {
  if ('value' in node) return node.value;
  const rule = 'tagName' in node ? mathRules[node.tagName] : undefined;
  const parts = childrenOf(node).map(inline);
  return rule ? rule(...parts) : parts.join(isWide(node) ? ' ' : '');
};

/** Sides of an equation, and a line number beside its line, have a gap between them. */
const isWide = (node: Node): boolean =>
  'tagName' in node &&
  (node.tagName === 'li' || /\b(?:equation|side|rule)\b/.test(attribute(node, 'class') ?? ''));

const grouped = (text: string): string => (text.length > 1 ? `(${text})` : text);

/** How two-dimensional formulas are written in one line. */
const mathRules: Readonly<Record<string, (...parts: string[]) => string>> = {
  mfrac: (a = '', b = '') => `${grouped(a)}/${grouped(b)}`,
  msub: (a, b = '') => `${a}_${grouped(b)}`,
  msup: (a, b = '') => `${a}^${grouped(b)}`,
  msubsup: (a, b = '', c = '') => `${a}_${grouped(b)}^${grouped(c)}`,
  munder: (a, b = '') => `${a}_${grouped(b)}`,
  mover: (a, b = '') => `${a}^${grouped(b)}`,
  munderover: (a, b = '', c = '') => `${a}_${grouped(b)}^${grouped(c)}`,
  msqrt: (...parts) => `√${grouped(parts.join(''))}`,
};
