import { FluxionError } from '../base/diagnostic.ts';
import { diagnostic } from '../base/report.ts';

/** In order of preference where a header holds as many of one as of another. */
const delimiters = [',', ';', '\t'] as const;

export type Delimiter = (typeof delimiters)[number];

/** How a table is written. */
export interface Dialect {
  /** The sign between fields. */
  readonly delimiter: Delimiter;
  /** Whether there is one column: an empty line is a row of it, whose value is missing. */
  readonly isSingle: boolean;
}

/** How a table is written that begins so; fails on what is not UTF-8 text. */
export function detectDialect(name: string, head: Buffer): Dialect {
  if (!isText(head)) {
    throw new FluxionError([
      diagnostic('notText', `${name} is not UTF-8 text`, {
        help: 'save the table as CSV in UTF-8',
      }),
    ]);
  }
  const header = unquoted(firstLine(head.toString('utf8')));
  const delimiter = mostFrequent(header);
  return { delimiter, isSingle: !header.includes(delimiter) };
}

/** UTF-8 without NUL; a character that the end of the head cuts in two is let pass. */
function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const firstLine = (text: string): string => text.trimStart().split(/[\r\n]/, 1)[0] ?? '';

const unquoted = (line: string): string => line.replace(/"[^"]*"/g, '');

function mostFrequent(line: string): Delimiter {
  const count = (sign: string): number => line.split(sign).length - 1;
  return delimiters.reduce((best, each) => (count(each) > count(best) ? each : best));
}
