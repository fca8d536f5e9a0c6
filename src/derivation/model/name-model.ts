import { present } from '../../base/invariant.ts';
import { language, type Language } from '../../model/index.ts';
import type { Expression, Name, Statement, Tree } from '../../syntax/index.ts';
import { namesIn } from './expressions.ts';
import {
  define,
  isActivation,
  nameParts,
  type Named,
  type Naming,
  type Place,
} from './name-parts.ts';
import { CountingNamer, FinalNamer, type Namer } from './namer.ts';

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** An argument of a distribution. */
export interface Argument {
  /** The distribution's own name for it. */
  readonly parameter: string;
  /** What stands in the density: a name or a number. */
  readonly shown: Expression;
  /** What the name stands for, where the model has no name for it. */
  readonly where: Expression | null;
}

/** A `~` statement with names for all that is compound in it. */
export interface NamedFactor {
  readonly statement: StatementOf<'distributed'>;
  readonly args: readonly Argument[];
}

/** A model in which every intermediate quantity has a name. */
export interface NamedModel {
  readonly tree: Tree;
  /** In the order of the `~` statements. */
  readonly factors: readonly NamedFactor[];
}

/** Names the parts of a model that a derivation speaks of: weighted sums, layers, residuals, arguments. */
export function nameModel(tree: Tree, spoken: Language = language): NamedModel {
  const counting = new CountingNamer();
  nameStatements(tree, spoken, counting);
  return nameStatements(tree, spoken, new FinalNamer(namesOf(tree), counting.counts));
}

/** Every name that occurs in a model. */
export const namesOf = (tree: Tree): ReadonlySet<string> =>
  new Set(tree.statements.flatMap((s) => [...declared(s), ...expressionsOf(s).flatMap(namesIn)]));

/** The names in the densities of a model. */
export const shownIn = ({ factors }: NamedModel): readonly string[] =>
  factors.flatMap(({ args }) => args.flatMap(({ shown }) => namesIn(shown)));

type Each<R> = { readonly [K in Statement['kind']]: (s: StatementOf<K>) => R };

const textOf = (name: Name): string => name.text;

const declarations: Each<readonly string[]> = {
  dim: (s) => [s.name.text],
  data: (s) => s.declarations.map((d) => d.name.text),
  param: (s) => s.declarations.map((d) => d.name.text),
  hyper: (s) => s.declarations.map((d) => d.name.text),
  definition: (s) => [s.name.text],
  function: (s) => [s.name, ...s.parameters].map(textOf),
  density: (s) => [s.name, ...s.parameters].map(textOf),
  distributed: () => [],
  loss: () => [],
  penalty: () => [],
  output: (s) => [s.name.text],
};

const declared = (s: Statement): readonly string[] =>
  (declarations[s.kind] as (s: Statement) => readonly string[])(s);

const expressions: Each<readonly Expression[]> = {
  dim: () => [],
  data: () => [],
  param: () => [],
  hyper: () => [],
  definition: (s) => [s.value],
  function: (s) => [s.body],
  density: (s) => [s.body],
  distributed: (s) => [s.subject, ...s.args],
  loss: (s) => [s.value],
  penalty: (s) => [s.value],
  output: (s) => [s.value],
};

/** The expressions of a statement in which quantities occur. */
export const expressionsOf = (s: Statement): readonly Expression[] =>
  (expressions[s.kind] as (s: Statement) => readonly Expression[])(s);

function nameStatements(tree: Tree, spoken: Language, namer: Namer): NamedModel {
  const varying = new Set<string>();
  const factors: NamedFactor[] = [];
  const statements: Statement[] = [];
  const naming: Naming = {
    namer,
    varies: (e) => namesIn(e).some((name) => varying.has(name)),
    given: new Map(),
    found: (named) => {
      varying.add(named.name);
      statements.push(definitionOf(named));
    },
  };
  const context: Context = { tree, spoken, naming, factors };
  for (const s of tree.statements) {
    const named = nameStatement(s, context);
    if (isVarying(named, naming)) declared(named).forEach((name) => varying.add(name));
    statements.push(named);
  }
  return { tree: { ...tree, statements }, factors };
}

const definitionOf = ({ name, value }: Named): Statement => ({
  kind: 'definition',
  name: { text: name, span: value.span },
  value,
  span: value.span,
});

/** Whether what a statement declares depends on parameters. */
const isVarying = (s: Statement, { varies }: Naming): boolean =>
  s.kind === 'param' ||
  ((s.kind === 'definition' || s.kind === 'function') && expressionsOf(s).some(varies));

interface Context {
  readonly tree: Tree;
  readonly spoken: Language;
  readonly naming: Naming;
  readonly factors: NamedFactor[];
}

const atRoot: Place = { loss: false, layer: false };
const inSum: Place = { loss: false, layer: true };
const inLoss: Place = { loss: true, layer: false };

const named: { readonly [K in Statement['kind']]?: (s: StatementOf<K>, c: Context) => Statement } =
  {
    definition: (s, { naming }) => ({ ...s, value: nameParts(s.value, placeOf(s.value), naming) }),
    loss: (s, { naming }) => ({ ...s, value: nameParts(s.value, inLoss, naming) }),
    penalty: (s, { naming }) => ({ ...s, value: nameParts(s.value, inLoss, naming) }),
    distributed: nameFactor,
    // What a result has in common with the terms, and no names of its own.
    output: (s, { naming }) => ({
      ...s,
      value: nameParts(s.value, inSum, { ...naming, isClosed: true }),
    }),
  };

/** An activation at the root has the name of what it defines. */
const placeOf = (e: Expression): Place => (isActivation(e) ? atRoot : inSum);

const nameStatement = (s: Statement, c: Context): Statement =>
  (named[s.kind] as ((s: Statement, c: Context) => Statement) | undefined)?.(s, c) ?? s;

function nameFactor(s: StatementOf<'distributed'>, c: Context): Statement {
  const parameters = parametersOf(s.distribution.text, c);
  const subject = s.subject.kind === 'reference' ? s.subject.name : undefined;
  const args = s.args.map((arg, k) => nameArgument(arg, parameters[k] ?? 'a', subject, c.naming));
  const statement = { ...s, args: args.map((arg) => arg.value) };
  c.factors.push({ statement, args: args.map((arg) => arg.argument) });
  return statement;
}

/** The names of the parameters of a distribution of the language or of the model. */
function parametersOf(name: string, { tree, spoken }: Context): readonly string[] {
  const own = tree.statements.find((s) => s.kind === 'density' && s.name.text === name);
  if (own?.kind === 'density') return own.parameters.slice(1).map(textOf);
  return present(spoken.distributions.find((d) => d.name === name)).parameters.map((p) => p.name);
}

/** What an argument becomes in the model, and how it is shown. */
interface NamedArgument {
  readonly value: Expression;
  readonly argument: Argument;
}

function nameArgument(
  e: Expression,
  parameter: string,
  subject: string | undefined,
  naming: Naming,
): NamedArgument {
  if (isPlain(e)) return { value: e, argument: { parameter, shown: e, where: null } };
  const value = nameParts(e, placeOf(e), naming);
  if (naming.varies(value) && !isActivation(e)) {
    const shown = define(value, parameter, naming, subject);
    return { value: shown, argument: { parameter, shown, where: null } };
  }
  // Left as it is, a sigmoid cancels against a logarithm.
  const name = naming.namer.fresh(parameter, subject);
  const shown: Expression = { kind: 'reference', name, span: e.span };
  return { value, argument: { parameter, shown, where: value } };
}

/** A name, or a number. */
const isPlain = (e: Expression): boolean =>
  e.kind === 'reference' || (e.kind !== 'array' && namesIn(e).length === 0);
