import { Reporter } from '../../base/report.ts';
import { lineBreak, type Source } from '../../base/source.ts';
import { isKeyword, scan } from '../../syntax/index.ts';
import { element, type Content } from './markup.ts';

/** A stretch of code that looks unlike the rest, and its class on the page. */
interface Mark {
  readonly start: number;
  readonly end: number;
  readonly class: 'comment' | 'keyword' | 'literal';
}

/** The lines of a model with its words marked. */
export function highlightModel(source: Source): Content[] {
  const { text } = source;
  const tokens = scan(source, new Reporter(source), { start: 0, end: text.length });
  const words = tokens.flatMap(({ kind, text: word, span }, k): Mark[] => {
    const starts = k === 0 || tokens[k - 1]?.kind === 'newline';
    if (kind === 'number') return [{ ...span, class: 'literal' }];
    return kind === 'name' && starts && isKeyword(word) ? [{ ...span, class: 'keyword' }] : [];
  });
  const comments = [...text.matchAll(/#[^\r\n]*/g)].map(({ index, 0: found }): Mark => ({
    start: index,
    end: index + found.length,
    class: 'comment',
  }));
  return linesOf(text, [...words, ...comments]);
}

/** The lines of a TypeScript module with its words marked. */
export async function highlightTypeScript(text: string): Promise<Content[]> {
  const { ts } = await import('ts-morph');
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, undefined, text);
  const { SyntaxKind } = ts;
  const classOf = (kind: number): Mark['class'] | undefined => {
    if (kind === SyntaxKind.SingleLineCommentTrivia) return 'comment';
    if (kind === SyntaxKind.MultiLineCommentTrivia) return 'comment';
    if (kind === SyntaxKind.NumericLiteral) return 'literal';
    if (kind === SyntaxKind.StringLiteral) return 'literal';
    const isWord = kind >= SyntaxKind.FirstReservedWord && kind <= SyntaxKind.LastKeyword;
    return isWord ? 'keyword' : undefined;
  };
  const marks: Mark[] = [];
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const sort = classOf(kind);
    const [start, end] = [scanner.getTokenStart(), scanner.getTokenEnd()];
    if (sort) marks.push({ start, end, class: sort });
  }
  return linesOf(text, marks);
}

/** Cuts a text into lines; a mark over several lines is one in each. */
function linesOf(text: string, marks: readonly Mark[]): Content[] {
  const sorted = marks.toSorted((a, b) => a.start - b.start);
  let offset = 0;
  return text
    .replace(/(?:\r\n|\r|\n)$/, '')
    .split(lineBreak)
    .map((line) => {
      const [start, end] = [offset, offset + line.length];
      offset = end + (text.startsWith('\r\n', end) ? 2 : 1);
      const within = sorted.filter((mark) => mark.start < end && mark.end > start);
      return lineOf(text, start, end, within);
    });
}

function lineOf(text: string, start: number, end: number, marks: readonly Mark[]): Content {
  const parts: Content[] = [];
  let at = start;
  for (const mark of marks) {
    const [from, to] = [Math.max(start, mark.start), Math.min(end, mark.end)];
    parts.push(text.slice(at, from), element('span', { class: mark.class }, text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at, end)];
}
