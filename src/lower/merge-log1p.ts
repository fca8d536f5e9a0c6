import { binary } from './arithmetic.ts';
import type { Term } from './term.ts';

/** A sum as the arguments of its terms log(1 + e), 0 ≤ e ≤ 1, and what is left (null for nothing). */
export interface Logs {
  readonly rest: Term | null;
  readonly arguments: readonly Term[];
}

export const noLogs = (value: Term): Logs => ({ rest: value, arguments: [] });

/** Takes the logarithms out of a sum. */
export function splitLogs(value: Term): Logs {
  if (value.kind === 'call' && value.isSmallLog) return { rest: null, arguments: value.args };
  if (value.kind !== 'binary' || value.operator !== '+') return noLogs(value);
  const [left, right] = [splitLogs(value.left), splitLogs(value.right)];
  const rest =
    left.rest && right.rest ? binary('+', left.rest, right.rest) : (left.rest ?? right.rest);
  return { rest, arguments: [...left.arguments, ...right.arguments] };
}
