import type { Expression, Subscript } from '../../syntax/index.ts';

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
type Visit = (e: Expression) => Expression;

const inSubscript = (s: Subscript): readonly Expression[] =>
  s.kind === 'at'
    ? [s.position]
    : s.kind === 'range'
      ? [s.from, ...(s.step ? [s.step] : []), s.to]
      : [];

const parts: {
  readonly [K in Expression['kind']]: (e: ExpressionOf<K>) => readonly Expression[];
} = {
  number: () => [],
  reference: () => [],
  call: (e) => e.args,
  operation: (e) => e.args,
  conditional: (e) => [e.condition, e.whenTrue, e.whenFalse],
  array: (e) => e.items,
  index: (e) => [e.target, ...e.subscripts.flatMap(inSubscript)],
};

/** The expressions that an expression is made of. */
export const partsOf = (e: Expression): readonly Expression[] =>
  (parts[e.kind] as (e: Expression) => readonly Expression[])(e);

/** The names in an expression in the order in which they are written, each as often as it is there. */
export function namesIn(e: Expression): string[] {
  if (e.kind === 'reference') return [e.name];
  const callee = e.kind === 'call' ? [e.callee.text] : [];
  return [...callee, ...partsOf(e).flatMap(namesIn)];
}

const rebuilders: {
  readonly [K in Expression['kind']]: (e: ExpressionOf<K>, visit: Visit) => Expression;
} = {
  number: (e) => e,
  reference: (e) => e,
  call: (e, visit) => ({ ...e, args: e.args.map(visit) }),
  operation: (e, visit) => ({ ...e, args: e.args.map(visit) }),
  conditional: (e, visit) => ({
    ...e,
    condition: visit(e.condition),
    whenTrue: visit(e.whenTrue),
    whenFalse: visit(e.whenFalse),
  }),
  array: (e, visit) => ({ ...e, items: e.items.map(visit) }),
  // Subscripts are positions: nothing in them is a quantity of the model.
  index: (e, visit) => ({ ...e, target: visit(e.target) }),
};

/** The expression with its parts replaced. */
export const withParts = (e: Expression, visit: Visit): Expression =>
  (rebuilders[e.kind] as (e: Expression, visit: Visit) => Expression)(e, visit);
