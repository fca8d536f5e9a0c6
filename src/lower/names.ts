import type { Expression } from './loops.ts';
import { isWhole } from './share.ts';

/** What a value that is computed once is called. */
export function nameOf(e: Expression): string {
  if (e.kind === 'load') return `${e.buffer.name}Value`;
  if (e.kind === 'call') return e.name;
  if (isWhole(e)) return 'start';
  return 'value';
}
