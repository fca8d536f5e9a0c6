import type { Expression, Statement } from './loops.ts';

type ExpressionKind = Expression['kind'];

const operands: {
  readonly [K in ExpressionKind]: (e: Extract<Expression, { kind: K }>) => readonly Expression[];
} = {
  number: () => [],
  local: () => [],
  load: (e) => [e.index],
  field: () => [],
  binary: (e) => [e.left, e.right],
  unary: (e) => [e.value],
  call: (e) => e.args,
  select: (e) => [e.test, e.whenTrue, e.whenFalse],
  absent: () => [],
  array: () => [],
  random: () => [],
};

export const operandsOf = (e: Expression): readonly Expression[] => operands[e.kind](e as never);

type StatementKind = Statement['kind'];

const values: {
  readonly [K in StatementKind]: (s: Extract<Statement, { kind: K }>) => readonly Expression[];
} = {
  comment: () => [],
  declare: (s) => [s.value],
  assign: (s) => [s.value],
  store: (s) => [s.index, s.value],
  fill: (s) => [s.from, s.to, s.value],
  for: (s) => [s.from, s.to],
  if: (s) => [s.test],
  perform: (s) => [s.value],
  return: (s) => [s.value],
};

/** The expressions that a statement evaluates itself, in its own block. */
export const valuesOf = (s: Statement): readonly Expression[] => values[s.kind](s as never);

/** The blocks of statements inside a statement. */
export const blocksOf = (s: Statement): readonly (readonly Statement[])[] =>
  s.kind === 'for' ? [s.body] : s.kind === 'if' ? [s.then, s.otherwise] : [];

/** Visits statements and those inside them, in order. */
export function visitStatements(body: readonly Statement[], visit: (s: Statement) => void): void {
  for (const statement of body) {
    visit(statement);
    for (const block of blocksOf(statement)) visitStatements(block, visit);
  }
}

type Rewrite = (e: Expression) => Expression;

const withValues: {
  readonly [K in StatementKind]: (
    s: Extract<Statement, { kind: K }>,
    to: Rewrite,
    block: (b: readonly Statement[]) => readonly Statement[],
  ) => Statement;
} = {
  comment: (s) => s,
  declare: (s, to) => ({ ...s, value: to(s.value) }),
  assign: (s, to) => ({ ...s, value: to(s.value) }),
  store: (s, to) => ({ ...s, index: to(s.index), value: to(s.value) }),
  fill: (s, to) => ({ ...s, from: to(s.from), to: to(s.to), value: to(s.value) }),
  for: (s, to, block) => ({ ...s, from: to(s.from), to: to(s.to), body: block(s.body) }),
  if: (s, to, block) => ({
    ...s,
    test: to(s.test),
    then: block(s.then),
    otherwise: block(s.otherwise),
  }),
  perform: (s, to) => ({ ...s, value: to(s.value) }),
  return: (s, to) => ({ ...s, value: to(s.value) }),
};

/** The statement with its own expressions and then its blocks replaced. */
export const rewriteStatement = (
  s: Statement,
  to: Rewrite,
  block: (body: readonly Statement[]) => readonly Statement[],
): Statement => withValues[s.kind](s as never, to, block);
