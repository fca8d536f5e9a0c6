import type { Reporter } from '../base/report.ts';
import type { Token } from './token.ts';

const partners: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
]);

const opens = (token: Token): boolean => token.kind === 'operator' && '(['.includes(token.text);

const closes = (token: Token): boolean => token.kind === 'operator' && partners.has(token.text);

/** The statements of a text, and whether their brackets match and no token is invalid. */
export interface Line {
  readonly list: readonly Token[];
  readonly sound: boolean;
}

/** Follows the brackets of one statement and reports those that do not match. */
class Brackets {
  readonly #reporter: Reporter;
  readonly #open: Token[] = [];
  sound = true;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  get areOpen(): boolean {
    return this.#open.length > 0;
  }

  take(token: Token): void {
    if (opens(token)) this.#open.push(token);
    else if (closes(token)) this.#close(token);
    else if (token.kind === 'invalid') this.sound = false;
  }

  #close(token: Token): void {
    const open = this.#open.pop();
    if (open?.text === partners.get(token.text)) return;
    const closed = open ? `\`${open.text}\`` : 'nothing';
    const message = `\`${token.text}\` closes ${closed}`;
    this.#reporter.report('unmatchedBracket', message, token.span);
    this.sound = false;
  }

  /** The statement ends: a bracket that is still open is reported where it opens. */
  finish(): void {
    const open = this.#open.at(-1);
    if (!open) return;
    const help = 'close it where its expression ends, before the next statement';
    this.#reporter.report('unclosedBracket', `\`${open.text}\` is never closed`, open.span, help);
    this.sound = false;
  }
}

/** The tokens of a text as one expression; line breaks count as spaces. */
export function readExpression(tokens: readonly Token[], reporter: Reporter): Line {
  const list = tokens.filter((token) => token.kind !== 'newline');
  const brackets = new Brackets(reporter);
  for (const token of list) brackets.take(token);
  brackets.finish();
  return { list, sound: brackets.sound };
}

/** The statements of a text: one a line, a line going on while a bracket is open. */
export function readLines(
  tokens: readonly Token[],
  reporter: Reporter,
  startsStatement: (line: readonly Token[]) => boolean,
): Line[] {
  const lines: Line[] = [];
  let list: Token[] = [];
  let brackets = new Brackets(reporter);
  const finish = (): void => {
    brackets.finish();
    if (list.length > 0) lines.push({ list, sound: brackets.sound });
    list = [];
    brackets = new Brackets(reporter);
  };
  for (const row of rowsOf(tokens)) {
    if (!brackets.areOpen || startsStatement(row)) finish();
    for (const token of row) {
      brackets.take(token);
      list.push(token);
    }
  }
  finish();
  return lines;
}

/** Tokens between line breaks. */
function rowsOf(tokens: readonly Token[]): Token[][] {
  const rows: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'newline') rows.push([]);
    else rows.at(-1)?.push(token);
  }
  return rows;
}

/** Closing brackets of a row beyond those that open in it. */
export const closesMoreThanItOpens = (row: readonly Token[]): boolean =>
  row.filter(closes).length > row.filter(opens).length;
