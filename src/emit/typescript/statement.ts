import { invariant } from '../../base/invariant.ts';
import type { Expression, Statement } from '../../lower/loops.ts';
import { printComment } from './comment.ts';
import { printExpression, printUnsigned } from './expression.ts';
import { negated } from './negation.ts';
import { isSeparated } from './paragraphs.ts';
import type { Scope } from './scope.ts';

type StatementKind = Statement['kind'];
type StatementOf<K extends StatementKind> = Extract<Statement, { kind: K }>;

const rules: {
  readonly [K in StatementKind]: (s: StatementOf<K>, scope: Scope) => readonly string[];
} = {
  comment: (s) => printComment(s.text),
  declare: (s, scope) => {
    const known = nameOf(s, scope);
    return known === undefined ? [printDeclaration(s, scope)] : aliased(s, known, scope);
  },
  assign: (s, scope) => [printUpdate(scope.local(s.local), s, scope)],
  store: (s, scope) => [printUpdate(printTarget(s, scope), s, scope)],
  fill: (s, scope) => {
    const whole =
      isNumber(s.from, 0) && s.buffer.length !== null && isNumber(s.to, s.buffer.length);
    const args = whole ? [s.value] : [s.value, s.from, s.to];
    return [
      `${scope.buffer(s.buffer)}.fill(${args.map((e) => printExpression(e, scope)).join(', ')});`,
    ];
  },
  for: printFor,
  if: (s, scope) => {
    const otherwise =
      s.otherwise.length === 0 ? ['}'] : ['} else {', ...printInner(s.otherwise, scope), '}'];
    return [`if (${printExpression(s.test, scope)}) {`, ...printInner(s.then, scope), ...otherwise];
  },
  perform: (s, scope) => [`${printExpression(s.value, scope)};`],
  return: (s, scope) => [`return ${printExpression(s.value, scope)};`],
};

/** Statements as lines of source text; a blank line separates paragraphs. */
export function printStatements(body: readonly Statement[], scope: Scope): string[] {
  const lines: string[] = [];
  let before: Statement | undefined;
  for (const statement of body) {
    const printed = printStatement(statement, scope);
    if (printed.length === 0) continue;
    if (before && isSeparated(before, statement)) lines.push('');
    lines.push(...printed);
    before = statement;
  }
  return lines;
}

const printStatement = (s: Statement, scope: Scope): readonly string[] =>
  (rules[s.kind] as (s: Statement, scope: Scope) => readonly string[])(s, scope);

const printInner = (body: readonly Statement[], scope: Scope): string[] =>
  printStatements(body, scope.inner()).map((line) => (line === '' ? '' : `  ${line}`));

function printDeclaration({ local, mutable, value }: StatementOf<'declare'>, scope: Scope): string {
  // The value is read before the name begins to hide anything.
  const text = printExpression(value, scope);
  return `${mutable ? 'let' : 'const'} ${scope.declare(local)} = ${text};`;
}

/** The variable that a constant only repeats. */
const nameOf = (s: StatementOf<'declare'>, scope: Scope): string | undefined =>
  s.mutable ? undefined : scope.element(s.value);

/** Whether a statement is one in the text, too. */
export const isPrinted = (s: Statement, scope: Scope): boolean =>
  s.kind === 'declare' ? nameOf(s, scope) === undefined : s.kind !== 'comment';

/** A variable that only repeats one needs no statement. */
function aliased(s: StatementOf<'declare'>, name: string, scope: Scope): readonly string[] {
  scope.alias(s.local, name);
  return [];
}

function printFor(s: StatementOf<'for'>, scope: Scope): string[] {
  invariant(s.step > 0, 'a loop goes upwards');
  const inner = scope.inner();
  const from = s.step === 1 ? printExpression(s.from, scope) : printUnsigned(s.from, scope);
  const index = inner.declareIndex(s.index);
  const test = printExpression(
    { kind: 'binary', operator: '<', left: { kind: 'local', local: s.index }, right: s.to },
    inner,
  );
  const step = s.step === 1 ? `${index}++` : `${index} += ${s.step}`;
  const head = `for (let ${index} = ${from}; ${test}; ${step}) {`;
  return [...printWidth(s.step), head, ...printInner(s.body, inner), '}'];
}

/** Says of a loop that its body is several turns of a plainer one. */
const printWidth = (step: number): string[] =>
  step === 1 ? [] : printComment(`${words[step] ?? step} at a time.`);

const words: Readonly<Record<number, string>> = { 2: 'Two', 3: 'Three', 4: 'Four', 8: 'Eight' };

/** An element that is only written to is not read, so that nothing need be said of its presence. */
function printTarget({ buffer, index, operator }: StatementOf<'store'>, scope: Scope): string {
  const element = `${scope.buffer(buffer)}[${printExpression(index, scope)}]`;
  return operator === '=' ? element : `${element}${scope.presence}`;
}

type Update = StatementOf<'assign'> | StatementOf<'store'>;

/** `x -= v` for `x += -v`. */
function printUpdate(target: string, { operator, value }: Update, scope: Scope): string {
  const positive = operator === '+=' ? negated(value) : null;
  return positive
    ? `${target} -= ${printExpression(positive, scope)};`
    : `${target} ${operator} ${printExpression(value, scope)};`;
}

const isNumber = (e: Expression, value: number): boolean =>
  e.kind === 'number' && e.value === value;
