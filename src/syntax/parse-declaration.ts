import { parseExpressionTokens } from './parse-expression.ts';
import { parseItems } from './parse-list.ts';
import { parseLoneName, parseName, rejectRest } from './parse-name.ts';
import { reject } from './rejection.ts';
import {
  closing,
  endOf,
  isOperator,
  outsideBrackets,
  slice,
  spanOf,
  type Tokens,
} from './token.ts';
import type { Declaration, Expression, TypeSyntax } from './tree.ts';

/** `name: type` or `name: type = value`. */
export function parseDeclaration(tokens: Tokens, what: string): Declaration {
  const [equals = tokens.list.length] = outsideBrackets(tokens, '=');
  const head = slice(tokens, 0, equals);
  const [colon] = outsideBrackets(head, ':');
  const help = colon === undefined ? 'a colon stands before a type: `name: real`' : undefined;
  const name = parseLoneName(slice(head, 0, colon), what, help);
  if (colon === undefined) rejectMissingType(name.text, endOf(head));
  const type = parseType(slice(head, colon + 1), name.text);
  const declaration = { name, type, span: spanOf(tokens) };
  if (equals === tokens.list.length) return declaration;
  return { ...declaration, value: parseExpressionTokens(slice(tokens, equals + 1)) };
}

function rejectMissingType(name: string, span: Tokens['before']): never {
  const help = `write a domain and an optional shape, such as \`${name}: real[D]\``;
  reject('missingType', `\`${name}\` has no type`, span, help);
}

/** `domain`, `domain(args)`, each with an optional `[shape]`. */
function parseType(tokens: Tokens, declared: string): TypeSyntax {
  if (tokens.list.length === 0) rejectMissingType(declared, endOf(tokens));
  const domain = parseName(tokens, 'a domain');
  const args = bracketed(slice(tokens, 1), '(');
  const shape = bracketed(args.rest, '[');
  const help = isOperator(shape.rest.list[0], '~')
    ? `a prior is a statement of its own: \`${declared} ~ …\``
    : 'a type is a domain and a shape, such as `real[H, D]`';
  rejectRest(shape.rest, 'after a type', help);
  return { domain, domainArgs: args.items, shape: shape.items, span: spanOf(tokens) };
}

/** The expressions in the brackets that a run starts with, if it does, and what follows. */
function bracketed(tokens: Tokens, open: '(' | '['): { items: Expression[]; rest: Tokens } {
  if (!isOperator(tokens.list[0], open)) return { items: [], rest: tokens };
  const close = closing(tokens, 0);
  const inside = slice(tokens, 1, close);
  if (inside.list.length === 0) {
    const span = spanOf(slice(tokens, 0, close + 1));
    reject('missingExpression', 'these brackets are empty', span, 'leave them out');
  }
  return { items: parseItems(inside, parseExpressionTokens), rest: slice(tokens, close + 1) };
}
