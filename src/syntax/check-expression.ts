import { reject } from './rejection.ts';
import { rejectReserved } from './reserved.ts';
import { isOperator, outsideBrackets, slice, spanOf, type Token, type Tokens } from './token.ts';

/** How deep brackets may be nested: the parser of mathjs is recursive and needs its stack. */
const deepestBrackets = 100;

/**
 * Rejects tokens that mathjs would read as something the language does not have. Returns where
 * the arrays written in rows `[a, b; c, d]` open.
 */
export function checkTokens(tokens: Tokens): ReadonlySet<number> {
  const open: Open[] = [];
  const arraysInRows = new Set<number>();
  tokens.list.forEach((token, index) => {
    const previous = tokens.list[index - 1];
    rejectReserved(token);
    if (token.kind === 'operator') checks.get(token.text)?.(token, previous, open.at(-1));
    const closed = trackBracket(tokens, index, open);
    if (!closed?.hasRows) return;
    checkRows(slice(tokens, closed.index + 1, index));
    arraysInRows.add(closed.index);
  });
  return arraysInRows;
}

/** An open bracket, and whether `;` separates rows in it. */
interface Open {
  readonly index: number;
  readonly isArray: boolean;
  hasRows: boolean;
}

type Check = (token: Token, previous: Token | undefined, open: Open | undefined) => void;

const checks: ReadonlyMap<string, Check> = new Map([
  ["'", checkQuote],
  [';', checkSemicolon],
  ['=', rejectAssignment],
  ['~', rejectTilde],
]);

function checkQuote(token: Token, previous: Token | undefined): void {
  if (endsOperand(previous)) return;
  const help = "a `'` after a matrix is its transpose; a category is a code 0, 1, …";
  reject('unsupportedSyntax', 'there is no text in a model', token.span, help);
}

function checkSemicolon(token: Token, _previous: Token | undefined, open: Open | undefined): void {
  if (open?.isArray) open.hasRows = true;
  else {
    const help =
      'a statement ends with its line; `;` separates the rows of a matrix `[a, b; c, d]`';
    reject('unsupportedSyntax', 'there is no `;` here', token.span, help);
  }
}

function rejectAssignment(token: Token): never {
  const help = 'give the part a name in a definition of its own; `==` compares';
  reject('chainedAssignment', 'there is no `=` inside an expression', token.span, help);
}

function rejectTilde(token: Token): never {
  const help = 'write `y ~ distribution(arguments)` as a statement of its own';
  reject('chainedAssignment', 'there is no `~` inside an expression', token.span, help);
}

/** Whether a value can end with this token, so that a bracket after it is a subscript. */
export const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind !== 'operator' || token.text === ')' || token.text === ']' || token.text === "'");

/** Keeps the open brackets; returns the one that a token closes. */
function trackBracket(tokens: Tokens, index: number, open: Open[]): Open | undefined {
  const token = tokens.list[index];
  if (isOperator(token, ')') || isOperator(token, ']')) return open.pop();
  if (!token || !(isOperator(token, '(') || isOperator(token, '['))) return undefined;
  if (open.length === deepestBrackets) rejectDepth(token);
  const isArray = token.text === '[' && !endsOperand(tokens.list[index - 1]);
  open.push({ index, isArray, hasRows: false });
  return undefined;
}

function rejectDepth(token: Token): never {
  const message = `brackets are nested more than ${deepestBrackets} deep`;
  reject('tooDeep', message, token.span, 'name a part of the expression in its own definition');
}

/** All rows of `[a, b; c, d]` have as many entries as the first. */
function checkRows(inside: Tokens): void {
  const ends = [...outsideBrackets(inside, ';'), inside.list.length];
  const rows = ends.map((end, k) => slice(inside, (ends[k - 1] ?? -1) + 1, end));
  const lengths = rows.map((row) => entryCount(row));
  const uneven = lengths.findIndex((length) => length !== lengths[0]);
  const row = rows[uneven];
  if (!row || row.list.length === 0) return;
  const message = `this row has length ${lengths[uneven]}, the first one has length ${lengths[0]}`;
  reject('unevenRows', message, spanOf(row));
}

/** Entries of a row; a comma at its end adds none. */
function entryCount(row: Tokens): number {
  const trailing = isOperator(row.list.at(-1), ',') ? 1 : 0;
  return outsideBrackets(row, ',').length + 1 - trailing;
}
