import { parseItems } from './parse-list.ts';
import { reject } from './rejection.ts';
import { rejectReserved } from './reserved.ts';
import { closing, endOf, isOperator, slice, spanOf, type Tokens } from './token.ts';
import type { Name } from './tree.ts';

/** The name that a run starts with; `what` says whose name it is. */
export function parseName(tokens: Tokens, what: string): Name {
  const token = tokens.list[0];
  if (!token) reject('missingName', `the name of ${what} is missing`, endOf(tokens));
  if (token.kind !== 'name') {
    const message = `\`${token.text}\` stands where the name of ${what} is expected`;
    reject('missingName', message, token.span);
  }
  rejectReserved(token);
  if (token.text === 'end') {
    reject('reservedName', '`end` is a reserved word', token.span, 'pick another name');
  }
  return { text: token.text, span: token.span };
}

/** A name with nothing after it in the run. */
export function parseLoneName(tokens: Tokens, what: string, help?: string): Name {
  const name = parseName(tokens, what);
  rejectRest(slice(tokens, 1), `after the name of ${what}`, help);
  return name;
}

/** Rejects what is left of a run. */
export function rejectRest(rest: Tokens, place: string, help?: string): void {
  const token = rest.list[0];
  if (!token) return;
  const isEnd = isOperator(token, ';');
  const message = `unexpected \`${token.text}\` ${place}`;
  reject('unexpectedText', message, spanOf(rest), isEnd ? 'a statement ends with its line' : help);
}

/** `f(a, b)`: a name and the names of its parameters. */
export interface Signature {
  readonly name: Name;
  readonly parameters: readonly Name[];
}

export function parseSignature(tokens: Tokens, what: string): Signature {
  const name = parseName(tokens, what);
  if (!isOperator(tokens.list[1], '(')) {
    const help = `write \`${name.text}(y) = …\``;
    reject(
      'missingName',
      `the parameters of ${what} are missing`,
      endOf(slice(tokens, 0, 1)),
      help,
    );
  }
  const close = closing(tokens, 1);
  rejectRest(slice(tokens, close + 1), `after the parameters of ${what}`);
  const inside = slice(tokens, 2, close);
  if (inside.list.length === 0) {
    const span = spanOf(slice(tokens, 1, close + 1));
    reject('missingName', `${what} has no parameters`, span);
  }
  return { name, parameters: parseItems(inside, (item) => parseLoneName(item, 'a parameter')) };
}
