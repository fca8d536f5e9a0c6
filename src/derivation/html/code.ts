import { element, type Content, type Markup } from './markup.ts';

/** A line of a listing, with its addresses. */
export interface ListedLine {
  readonly id: string;
  readonly content: Content;
  readonly links: readonly string[];
  /** What it computes, where that is known. */
  readonly what?: string;
}

/** Lines of code with their numbers; each number is the address of its line. */
export const listing = (label: string, lines: readonly ListedLine[]): Markup =>
  element(
    'ol',
    { class: 'listing', 'aria-label': label },
    lines.map(({ id, content, links, what }, k) =>
      element(
        'li',
        { id, 'data-links': links.join(' ') || undefined, title: what || undefined },
        element(
          'a',
          { class: 'at', href: `#${id}`, 'aria-label': `${label}, line ${k + 1}` },
          String(k + 1),
        ),
        element('code', {}, content),
      ),
    ),
  );
