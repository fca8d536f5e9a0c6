import type { Reporter } from '../base/report.ts';
import { suggestKeyword, isKeyword, type Keyword } from './keywords.ts';
import { parseDeclaration } from './parse-declaration.ts';
import { parseDistributed } from './parse-distributed.ts';
import { parseExpressionTokens } from './parse-expression.ts';
import { parseItems } from './parse-list.ts';
import { parseName, parseSignature, rejectRest } from './parse-name.ts';
import { attempt, reject } from './rejection.ts';
import { endOf, isOperator, outsideBrackets, slice, spanOf, type Tokens } from './token.ts';
import type { Declaration, Expression, Name, Statement } from './tree.ts';

type Parse = (tokens: Tokens, reporter: Reporter) => readonly Statement[];

/** The statements that start with a word of their own; each parses the whole line. */
const parsers: { readonly [K in Keyword]: Parse } = {
  dim: (tokens) => parseDimensions(tokens),
  data: (tokens, reporter) => [parseDeclarations('data', tokens, reporter)],
  param: (tokens, reporter) => [parseDeclarations('param', tokens, reporter)],
  hyper: (tokens, reporter) => [parseDeclarations('hyper', tokens, reporter)],
  density: (tokens) => [parseDensity(tokens)],
  loss: (tokens) => [parseTerm('loss', tokens)],
  penalty: (tokens) => [parseTerm('penalty', tokens)],
  output: (tokens) => [parseOutput(tokens)],
  for: rejectFor,
};

/** Parses one line; what is wrong with its items is reported, the rest rejected. */
export function parseStatement(tokens: Tokens, reporter: Reporter): readonly Statement[] {
  const first = tokens.list[0];
  if (first?.kind !== 'name' || !isKeyword(first.text)) return [parseEquation(tokens)];
  const second = tokens.list[1];
  if (isOperator(second, '=') || isOperator(second, '~')) rejectKeywordName(first.text, tokens);
  return parsers[first.text](tokens, reporter);
}

function rejectKeywordName(keyword: Keyword, tokens: Tokens): never {
  const message = `\`${keyword}\` starts a statement and cannot name anything`;
  const statement = keyword === 'loss' || keyword === 'penalty';
  const help = statement ? `write \`${keyword} …\` without the sign` : 'pick another name';
  reject('reservedName', message, spanOf(slice(tokens, 0, 1)), help);
}

const nextLine = (keyword: Keyword): string =>
  `a line goes on only while a bracket is open: start the next one with \`${keyword}\``;

/** What a declaration of each statement declares. */
const declared = {
  data: 'a data column',
  param: 'a parameter',
  hyper: 'a hyper-parameter',
} as const;

type Declaring = keyof typeof declared;

function parseDeclarations(kind: Declaring, tokens: Tokens, reporter: Reporter): Statement {
  const parse = (item: Tokens) => attempt(reporter, () => declarationOf(kind, item));
  const found = parseItems(nonEmpty(tokens), parse, nextLine(kind));
  const declarations = found.filter((item) => item !== undefined);
  return { kind, declarations, span: spanOf(tokens) };
}

function declarationOf(kind: Declaring, item: Tokens): Declaration {
  const declaration = parseDeclaration(item, declared[kind]);
  if (kind === 'data' && declaration.value) {
    const help = 'the data set gives the values of a column; a constant is a `hyper`';
    reject('unexpectedValue', 'a data column has no value', declaration.value.span, help);
  }
  return declaration;
}

/** What follows the statement word; rejected if nothing does. */
function nonEmpty(tokens: Tokens): Tokens {
  const rest = slice(tokens, 1);
  const word = tokens.list[0]?.text ?? '';
  if (rest.list.length === 0) {
    reject('emptyItem', `nothing follows \`${word}\``, spanOf(tokens));
  }
  return rest;
}

function parseDimensions(tokens: Tokens): Statement[] {
  const parse = (item: Tokens): Statement => ({
    kind: 'dim',
    ...parseAssignment(item, 'a size'),
    span: spanOf(item),
  });
  return parseItems(nonEmpty(tokens), parse, nextLine('dim'));
}

/** `name = value`. */
function parseAssignment(tokens: Tokens, what: string): { name: Name; value: Expression } {
  const name = parseName(tokens, what);
  const [equals] = outsideBrackets(tokens, '=');
  if (equals === undefined) rejectMissingEquals(slice(tokens, 0, 1));
  rejectRest(slice(tokens, 1, equals), `after the name of ${what}`);
  return { name, value: parseExpressionTokens(slice(tokens, equals + 1)) };
}

function rejectMissingEquals(head: Tokens): never {
  const { start, end } = spanOf(head);
  const text = head.source.text.slice(start, end);
  reject('missingEquals', '`=` is missing', endOf(head), `write \`${text} = …\``);
}

const parseOutput = (tokens: Tokens): Statement => ({
  kind: 'output',
  ...parseAssignment(nonEmpty(tokens), 'an output'),
  span: spanOf(tokens),
});

function parseTerm(kind: 'loss' | 'penalty', tokens: Tokens): Statement {
  return { kind, value: parseExpressionTokens(slice(tokens, 1)), span: spanOf(tokens) };
}

function parseDensity(tokens: Tokens): Statement {
  const rest = nonEmpty(tokens);
  const [equals] = outsideBrackets(rest, '=');
  const head = slice(rest, 0, equals);
  const signature = parseSignature(head, 'a density');
  if (equals === undefined) rejectMissingEquals(head);
  const body = parseExpressionTokens(slice(rest, equals + 1));
  return { kind: 'density', ...signature, body, span: spanOf(tokens) };
}

function rejectFor(tokens: Tokens): never {
  const help = 'write the statements with vectors and matrices';
  const span = spanOf(slice(tokens, 0, 1));
  reject('notYetSupported', '`for` blocks are not supported yet', span, help);
}

/** A statement that starts with no word of its own: a definition or a distribution. */
function parseEquation(tokens: Tokens): Statement {
  rejectUnknownKeyword(tokens);
  const [tilde] = outsideBrackets(tokens, '~');
  if (tilde !== undefined) return parseDistributed(tokens, tilde);
  const [equals] = outsideBrackets(tokens, '=');
  if (equals === undefined) rejectStray(tokens);
  const head = slice(tokens, 0, equals);
  return isOperator(head.list[1], '(') && head.list[0]?.kind === 'name'
    ? parseFunction(tokens, equals)
    : parseDefinition(tokens, head);
}

function parseFunction(tokens: Tokens, equals: number): Statement {
  const signature = parseSignature(slice(tokens, 0, equals), 'a function');
  const body = parseExpressionTokens(slice(tokens, equals + 1));
  return { kind: 'function', ...signature, body, span: spanOf(tokens) };
}

function parseDefinition(tokens: Tokens, head: Tokens): Statement {
  if (isOperator(head.list[1], '[')) {
    const help = 'define the whole of it, such as `x = [a, b]`';
    const message = 'definitions of single elements are not supported yet';
    reject('notYetSupported', message, spanOf(head), help);
  }
  return { kind: 'definition', ...parseAssignment(tokens, 'a definition'), span: spanOf(tokens) };
}

/** Two names at the start of a line: the first was meant to be a statement word. */
function rejectUnknownKeyword(tokens: Tokens): void {
  const [first, second] = tokens.list;
  if (first?.kind !== 'name') return;
  const isStray = outsideBrackets(tokens, '=', '~').length === 0;
  const meant = suggestKeyword(first.text);
  const isWord = second?.kind === 'name' && (isStray || meant !== undefined);
  if (!isWord && !(isStray && meant !== undefined)) return;
  const help = meant === undefined ? statementHelp : `did you mean \`${meant}\`?`;
  reject('unknownKeyword', `\`${first.text}\` starts no statement`, first.span, help);
}

const statementHelp =
  'a statement is a declaration, `name = …`, `y ~ …`, `loss …`, `penalty …` or `output name = …`';

function rejectStray(tokens: Tokens): never {
  const help = isArrow(tokens) ? 'write `=` for a definition' : strayHelp(tokens);
  reject('unexpectedText', 'this line is not a statement', spanOf(tokens), help);
}

/** `name <- value`, a definition in other languages. */
const isArrow = ({ list }: Tokens): boolean => isOperator(list[1], '<') && isOperator(list[2], '-');

const strayHelp = ({ list }: Tokens): string =>
  list[0]?.kind === 'operator' ? 'a line goes on only while a bracket is open' : statementHelp;
