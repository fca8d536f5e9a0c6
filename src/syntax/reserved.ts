import { isKeyword } from './keywords.ts';
import { reject } from './rejection.ts';
import type { Token } from './token.ts';

const anotherName = 'pick another name';

/** Words that mathjs reads as something else than a name, with what to write instead. */
const foreignWords: ReadonlyMap<string, string> = new Map([
  ['to', anotherName],
  ['in', anotherName],
  ['xor', 'write `a != b` for conditions'],
  ['true', 'write `1`'],
  ['false', 'write `0`'],
  ['null', anotherName],
  ['undefined', anotherName],
  ['NaN', anotherName],
  ['Infinity', anotherName],
]);

/** Rejects a word that cannot name anything. */
export function rejectReserved(token: Token): void {
  if (token.kind !== 'name') return;
  const help = isKeyword(token.text) ? anotherName : foreignWords.get(token.text);
  if (help === undefined) return;
  reject('reservedName', `\`${token.text}\` is a reserved word`, token.span, help);
}
