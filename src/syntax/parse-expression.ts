import { Reporter } from '../base/report.ts';
import { present } from '../base/invariant.ts';
import type { Source, Span } from '../base/source.ts';
import { readExpression } from './brackets.ts';
import { buildExpression } from './build-expression.ts';
import { checkTokens, endsOperand } from './check-expression.ts';
import { parseMath } from './mathjs.ts';
import { attempt, reject } from './rejection.ts';
import { scan } from './scan.ts';
import { endOf, isOperator, type Token, type Tokens } from './token.ts';
import { rejectDepth } from './walk.ts';
import type { Expression } from './tree.ts';

/**
 * Parses one expression, such as a density or one side of a rewrite rule. Line breaks in it count
 * as spaces.
 *
 * @param span the part of the text that holds it; all of the text by default
 * @throws {FluxionError} with all that is wrong with it
 */
export function parseExpression(source: Source, span?: Span): Expression {
  const reporter = new Reporter(source);
  const whole = span ?? { start: 0, end: source.text.length };
  const { list } = readExpression(scan(source, reporter, whole), reporter);
  const before = { start: whole.start, end: whole.start };
  reporter.finish();
  const parse = () => parseExpressionTokens({ source, list, before });
  const expression = attempt(reporter, parse);
  reporter.finish();
  return present(expression);
}

/** Parses tokens with balanced brackets; rejects them if they are no expression. */
export function parseExpressionTokens(tokens: Tokens): Expression {
  if (tokens.list.length === 0) rejectEmpty(tokens);
  const arraysInRows = checkTokens(tokens);
  const offsets = offsetsOf(tokens.list);
  const result = parseMath(tokens.list.map(spelling).join(' '));
  if (!('reason' in result)) return buildExpression(result, tokens, arraysInRows);
  if (result.reason === 'overflow') rejectDepth(tokens);
  return rejectAt(tokens, offsets.get(result.offset) ?? tokens.list.length);
}

/**
 * What mathjs reads in place of a token. It decides the structure only, which depends on no name or
 * number, so it sees none: no name needs its consent. `%` is spelled out, or `5%` would be a
 * percentage.
 */
function spelling(token: Token): string {
  if (token.kind !== 'operator') return token.kind === 'number' ? '1' : 'x';
  return token.text === '%' ? 'mod' : token.text;
}

/** The index of each token by its offset in the text that mathjs parses. */
function offsetsOf(list: readonly Token[]): Map<number, number> {
  let offset = 0;
  return new Map(
    list.map((token, index) => {
      const start = offset;
      offset += spelling(token).length + 1;
      return [start, index];
    }),
  );
}

function rejectEmpty(tokens: Tokens): never {
  const before = tokens.source.text.slice(tokens.before.start, tokens.before.end);
  const place = before === '' ? 'here' : `after \`${before}\``;
  reject('missingExpression', `an expression is missing ${place}`, endOf(tokens));
}

/** Says what is wrong at the token where mathjs stopped, from what stands before it. */
function rejectAt(tokens: Tokens, index: number): never {
  const token = tokens.list[index];
  const previous = tokens.list[index - 1];
  const { waiting, nested } = openConditionals(tokens.list.slice(0, index));
  const question = waiting.at(-1);
  if (question && !needsOperand(previous)) rejectConditional(question);
  if (nested && endsOperand(previous)) rejectNested(nested);
  if (endsOperand(previous) && token) rejectUnexpected(token);
  const span = token?.span ?? endOf(tokens);
  return reject('missingExpression', missing(previous, token), span, continuation(token));
}

/** Whether a value must follow: only then is it the value, not the `:`, that a conditional lacks. */
const needsOperand = (previous: Token | undefined): boolean =>
  !endsOperand(previous) && !isOperator(previous, '?');

function missing(previous: Token | undefined, token: Token | undefined): string {
  if (!previous) return `an expression is missing before \`${token?.text}\``;
  const found = token ? `, found \`${token.text}\`` : '';
  return `an expression is missing after \`${previous.text}\`${found}`;
}

const continuation = (token: Token | undefined): string | undefined =>
  token ? undefined : 'a line goes on only while a bracket is open';

function rejectUnexpected(token: Token): never {
  if (token.kind === 'operator') {
    reject('unexpectedText', `unexpected \`${token.text}\``, token.span);
  }
  const message = `an operator or a comma is missing before \`${token.text}\``;
  return reject('missingOperator', message, token.span);
}

/** The conditionals of the innermost bracket that is open after some tokens. */
interface Conditionals {
  /** Each `?` that still waits for its `:`. */
  readonly waiting: Token[];
  /** A `?` between another one and its `:`, which mathjs reads only in parentheses. */
  nested?: Token;
}

function openConditionals(list: readonly Token[]): Conditionals {
  const brackets: Conditionals[] = [{ waiting: [] }];
  for (const token of list) {
    const inner = present(brackets.at(-1));
    if (token.kind !== 'operator') continue;
    if ('(['.includes(token.text)) brackets.push({ waiting: [] });
    else if (')]'.includes(token.text)) brackets.pop();
    else conditionalSteps.get(token.text)?.(inner, token);
  }
  return present(brackets.at(-1));
}

const conditionalSteps: ReadonlyMap<string, (inner: Conditionals, token: Token) => void> = new Map([
  [
    '?',
    (inner: Conditionals, token: Token) => {
      if (inner.waiting.push(token) > 1) inner.nested = token;
    },
  ],
  [':', ({ waiting }: Conditionals) => void waiting.pop()],
  [',', ({ waiting }: Conditionals) => void waiting.splice(0)],
]);

function rejectConditional(question: Token): never {
  const help = 'write `condition ? value : other`';
  reject('incompleteConditional', '`?` has no value or no `:` after it', question.span, help);
}

function rejectNested(question: Token): never {
  const message = 'a conditional between `?` and `:` needs parentheses';
  reject('incompleteConditional', message, question.span, 'write `a ? (b ? c : d) : e`');
}
