import type { Defined } from '../../graph/index.ts';
import { builtin } from '../../model/functions/index.ts';
import { operators } from '../../model/operators.ts';
import { syntaxOf } from '../../runtime/domain-syntax.ts';
import { partsOf } from '../../model/walk-tree.ts';
import type { Language } from '../../model/index.ts';
import type { Expression, Statement, Tree } from '../../syntax/index.ts';
import { guardsOf, type Guard } from './guards.ts';

/** A function, an operator or a distribution with its arguments. */
interface Application {
  /** How a message calls it. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly defined: Defined;
}

/** An application where it stands: under the conditions of the branches around it. */
export interface Use extends Application {
  readonly guards: readonly Guard[];
}

/** Every use in the model of something that is not defined everywhere. */
export const usesIn = (tree: Tree, language: Language): Use[] =>
  tree.statements.flatMap((s) => [
    ...computedBy(s).flatMap((e) => usesBelow(tree, language, e, [])),
    ...ofDistribution(s, language),
  ]);

type Computed = {
  readonly [K in Statement['kind']]: (s: Extract<Statement, { kind: K }>) => readonly Expression[];
};

/** Sizes and start values are numbers, and wrong ones are errors. */
const computed: Computed = {
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

const computedBy = (s: Statement): readonly Expression[] =>
  (computed[s.kind] as (s: Statement) => readonly Expression[])(s);

function usesBelow(tree: Tree, language: Language, e: Expression, guards: readonly Guard[]): Use[] {
  const own = applicationOf(tree, language, e);
  return [
    ...(own ? [{ ...own, guards }] : []),
    ...branches(e, guards).flatMap(([part, known]) => usesBelow(tree, language, part, known)),
  ];
}

/** The parts of an expression, each with what holds there. */
function branches(
  e: Expression,
  guards: readonly Guard[],
): (readonly [Expression, readonly Guard[]])[] {
  if (e.kind !== 'conditional') return partsOf(e).map((part) => [part, guards]);
  return [
    [e.condition, guards],
    [e.whenTrue, [...guards, ...guardsOf(e.condition, true)]],
    [e.whenFalse, [...guards, ...guardsOf(e.condition, false)]],
  ];
}

function applicationOf(tree: Tree, language: Language, e: Expression): Application | null {
  if (e.kind === 'operation') {
    const { sign, defined } = operators[e.operator];
    return defined ? { name: sign, args: e.args, defined } : null;
  }
  if (e.kind !== 'call') return null;
  const { text } = e.callee;
  const isOwn = tree.statements.some((s) => s.kind === 'function' && s.name.text === text);
  const defined = isOwn ? undefined : builtin(language, text)?.defined;
  return defined ? { name: text, args: e.args, defined } : null;
}

/** What is left of `~` is held to the support when the model is built and when data are loaded. */
function ofDistribution(s: Statement, { distributions }: Language): Use[] {
  if (s.kind !== 'distributed') return [];
  const law = distributions.find((d) => d.name === s.distribution.text);
  if (!law) return [];
  const defined = law.parameters.map((p) => syntaxOf(p.domain).region ?? null);
  return [{ name: law.name, args: s.args, defined, guards: [] }];
}
