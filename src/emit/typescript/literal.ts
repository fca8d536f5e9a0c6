import { invariant } from '../../base/invariant.ts';
import { literalKey } from './identifier.ts';
import { printNumber } from './number.ts';
import { printString } from './string.ts';

/** Plain data (numbers, texts, arrays and objects of them) as an expression of the output. */
export function printLiteral(value: unknown): string {
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'string') return printString(value);
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(', ')}]`;
  invariant(typeof value === 'object' && value !== null, 'only plain data can be written down');
  const entries = Object.entries(value).map(([key, v]) => `${literalKey(key)}: ${printLiteral(v)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
