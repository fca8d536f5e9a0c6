import type { Statement } from '../../lower/loops.ts';

/** What a statement is in the layout of a body. */
type Part = 'comment' | 'constant' | 'variable' | 'update' | 'block' | 'return';

const parts: { readonly [K in Statement['kind']]: (s: Extract<Statement, { kind: K }>) => Part } = {
  comment: () => 'comment',
  declare: (s) => (s.mutable ? 'variable' : 'constant'),
  assign: () => 'update',
  store: () => 'update',
  fill: () => 'variable',
  for: () => 'block',
  if: () => 'block',
  perform: () => 'update',
  return: () => 'return',
};

const partOf = (s: Statement): Part => (parts[s.kind] as (s: Statement) => Part)(s);

/**
 * Whether a blank line stands between two statements: around loops, except that the variables a loop
 * fills stand close above it, and before a comment, which belongs to what follows it.
 */
export function isSeparated(before: Statement, after: Statement): boolean {
  const [a, b] = [partOf(before), partOf(after)];
  if (a === 'comment') return false;
  return a === 'block' || b === 'comment' || (b === 'block' && a !== 'variable');
}
