import { present } from '../base/invariant.ts';
import { reject } from './rejection.ts';
import { commas, slice, type Tokens } from './token.ts';

/** The parts of a run between commas outside brackets; none of an empty run. */
export function itemsOf(tokens: Tokens): Tokens[] {
  if (tokens.list.length === 0) return [];
  const at = commas(tokens);
  const starts = [0, ...at.map((comma) => comma + 1)];
  return starts.map((start, k) => slice(tokens, start, at[k]));
}

/** Parses the items of a list, none of which may be empty. */
export function parseItems<T>(tokens: Tokens, parse: (item: Tokens) => T, help?: string): T[] {
  const items = itemsOf(tokens);
  const empty = items.findIndex((item) => item.list.length === 0);
  if (empty < 0) return items.map(parse);
  const at = commas(tokens);
  const comma = present(tokens.list[at[empty] ?? present(at[empty - 1])]);
  return reject('emptyItem', 'nothing stands beside this comma', comma.span, help);
}
