import type {
  Declaration,
  Expression,
  Name,
  Statement,
  Subscript,
  TypeSyntax,
} from '../syntax/index.ts';
import type { ExpressionOf, StatementOf } from './context.ts';

type Parts = { readonly [K in Expression['kind']]: (e: ExpressionOf<K>) => readonly Expression[] };

const inSubscript = (s: Subscript): readonly Expression[] =>
  s.kind === 'at'
    ? [s.position]
    : s.kind === 'range'
      ? [s.from, ...(s.step ? [s.step] : []), s.to]
      : [];

const parts: Parts = {
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

/** An expression and all below it, in source order of where they begin. */
export function expressionsIn(root: Expression): Expression[] {
  const found: Expression[] = [];
  const pending = [root];
  for (let e = pending.pop(); e; e = pending.pop()) {
    found.push(e);
    pending.push(...partsOf(e).toReversed());
  }
  return found;
}

const inType = (type: TypeSyntax): readonly Expression[] => [...type.domainArgs, ...type.shape];

const inDeclarations = (declarations: readonly Declaration[]): readonly Expression[] =>
  declarations.flatMap(({ type, value }) => [...inType(type), ...(value ? [value] : [])]);

/** A name that a statement declares, and the expressions it is made of. */
export interface Declared {
  readonly name: Name;
  readonly kind: Statement['kind'];
  readonly parameters: readonly Name[];
  readonly expressions: readonly Expression[];
}

type Declarations = {
  readonly [K in Statement['kind']]: (s: StatementOf<K>) => readonly Declared[];
};

const declares = (
  s: Statement,
  name: Name,
  expressions: readonly Expression[],
  parameters: readonly Name[] = [],
): Declared => ({ name, kind: s.kind, parameters, expressions });

const eachOf = (s: StatementOf<'data' | 'param' | 'hyper'>): readonly Declared[] =>
  s.declarations.map((d) => declares(s, d.name, inDeclarations([d])));

const declarations: Declarations = {
  dim: (s) => [declares(s, s.name, [s.value])],
  data: eachOf,
  param: eachOf,
  hyper: eachOf,
  definition: (s) => [declares(s, s.name, [s.value])],
  function: (s) => [declares(s, s.name, [s.body], s.parameters)],
  density: (s) => [declares(s, s.name, [s.body], s.parameters)],
  distributed: () => [],
  loss: () => [],
  penalty: () => [],
  output: (s) => [declares(s, s.name, [s.value])],
};

/** What a statement declares. */
export const declaredBy = (s: Statement): readonly Declared[] =>
  (declarations[s.kind] as (s: Statement) => readonly Declared[])(s);

type Terms = { readonly [K in Statement['kind']]: (s: StatementOf<K>) => readonly Expression[] };

const none = (): readonly Expression[] => [];

const terms: Terms = {
  dim: none,
  data: none,
  param: none,
  hyper: none,
  definition: none,
  function: none,
  density: none,
  distributed: (s) => [s.subject, ...s.args],
  loss: (s) => [s.value],
  penalty: (s) => [s.value],
  output: none,
};

/** The expressions of a statement that declares nothing. */
export const termsOf = (s: Statement): readonly Expression[] =>
  (terms[s.kind] as (s: Statement) => readonly Expression[])(s);
