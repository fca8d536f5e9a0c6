import { InternalFault, present } from '../base/invariant.ts';
import { after, type Source, type Span } from '../base/source.ts';

export interface Token {
  /** `invalid` is reported already: a statement that holds one is not parsed. */
  readonly kind: 'number' | 'name' | 'operator' | 'newline' | 'invalid';
  /** The canonical text: `−` as `-`, `≤` as `<=`, names composed. */
  readonly text: string;
  readonly span: Span;
}

/** A run of tokens, and the place to point at where more of them are needed. */
export interface Tokens {
  readonly source: Source;
  readonly list: readonly Token[];
  /** What stands before the run; an empty run is reported just after it. */
  readonly before: Span;
}

/** The empty span after the last token of a run. */
export const endOf = (tokens: Tokens): Span => after(tokens.list.at(-1)?.span ?? tokens.before);

/** The span of a whole run. */
export const spanOf = (tokens: Tokens): Span => {
  const first = tokens.list[0];
  return first ? { start: first.span.start, end: endOf(tokens).start } : endOf(tokens);
};

/** The part of a run from one index to before another. */
export function slice(tokens: Tokens, from: number, to = tokens.list.length): Tokens {
  const before = tokens.list[from - 1]?.span ?? tokens.before;
  return { source: tokens.source, list: tokens.list.slice(from, to), before };
}

/** Whether the token at an index is this operator. */
export const isOperator = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'operator' && token.text === text;

const depthChange = (token: Token): number => {
  if (token.kind !== 'operator') return 0;
  return '(['.includes(token.text) ? 1 : ')]'.includes(token.text) ? -1 : 0;
};

/** Indices of the tokens with one of these texts that stand outside brackets. */
export function outsideBrackets(tokens: Tokens, ...texts: readonly string[]): number[] {
  const found: number[] = [];
  let depth = 0;
  tokens.list.forEach((token, index) => {
    depth += depthChange(token);
    if (depth === 0 && token.kind === 'operator' && texts.includes(token.text)) found.push(index);
  });
  return found;
}

/** The index of the bracket that closes the one at `open`; brackets are balanced. */
export function closing(tokens: Tokens, open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.list.length; index++) {
    depth += depthChange(present(tokens.list[index]));
    if (depth === 0) return index;
  }
  throw new InternalFault('a bracket without its closing one reached the parser');
}

/** Indices of the commas that stand outside brackets. */
export const commas = (tokens: Tokens): number[] => outsideBrackets(tokens, ',');
