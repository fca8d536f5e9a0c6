import { parseExpressionTokens } from './parse-expression.ts';
import { parseItems } from './parse-list.ts';
import { parseName, rejectRest } from './parse-name.ts';
import { reject } from './rejection.ts';
import { closing, endOf, isOperator, slice, spanOf, type Tokens } from './token.ts';
import type { Statement } from './tree.ts';

/** `subject ~ distribution(args)`, with `~` at an index. */
export function parseDistributed(tokens: Tokens, tilde: number): Statement {
  const subject = parseExpressionTokens(slice(tokens, 0, tilde));
  const right = slice(tokens, tilde + 1);
  if (right.list[0]?.kind !== 'name') rejectMissing(right);
  const name = parseName(right, 'a distribution');
  if (!isOperator(right.list[1], '(')) rejectMissingArguments(name.text, slice(right, 0, 1));
  const close = closing(right, 1);
  rejectRest(slice(right, close + 1), 'after a distribution', 'one distribution stands after `~`');
  return {
    kind: 'distributed',
    subject,
    distribution: name,
    args: parseItems(slice(right, 2, close), parseExpressionTokens),
    span: spanOf(tokens),
  };
}

function rejectMissing(right: Tokens): never {
  const token = right.list[0];
  const span = token?.span ?? endOf(right);
  const help = 'write `y ~ name(arguments)`, such as `y ~ normal(mu, sigma)`';
  reject('missingDistribution', 'a distribution is missing after `~`', span, help);
}

function rejectMissingArguments(name: string, head: Tokens): never {
  const message = `the distribution \`${name}\` has no arguments`;
  reject('missingDistribution', message, endOf(head), `write \`${name}(…)\``);
}
