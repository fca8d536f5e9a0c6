import { present } from '../../base/invariant.ts';
import { partsOf } from '../../model/walk-tree.ts';
import { distributions } from '../../model/index.ts';
import type { Expression, Statement, Tree } from '../../syntax/index.ts';
import { guardsOf, type Guard } from './guards.ts';
import {
  functionRequirements,
  operatorRequirements,
  regionOf,
  type Requirement,
} from './requirements.ts';

/** A function, an operator or a distribution with its arguments. */
interface Application {
  /** How a message calls it. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly requires: Requirement;
}

/** An application where it stands: under the conditions of the branches around it. */
export interface Use extends Application {
  readonly guards: readonly Guard[];
}

/** Every use in the model of something that is not defined everywhere. */
export const usesIn = (tree: Tree): Use[] =>
  tree.statements.flatMap((s) => [
    ...computedBy(s).flatMap((e) => usesBelow(tree, e, [])),
    ...ofDistribution(s),
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

function usesBelow(tree: Tree, e: Expression, guards: readonly Guard[]): Use[] {
  const own = applicationOf(tree, e);
  return [
    ...(own ? [{ ...own, guards }] : []),
    ...branches(e, guards).flatMap(([part, known]) => usesBelow(tree, part, known)),
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

function applicationOf(tree: Tree, e: Expression): Application | null {
  if (e.kind === 'operation') {
    const rule = operatorRequirements[e.operator];
    return rule ? { name: rule.sign, args: e.args, requires: rule.requires } : null;
  }
  if (e.kind !== 'call' || !Object.hasOwn(functionRequirements, e.callee.text)) return null;
  const { text } = e.callee;
  const isOwn = tree.statements.some((s) => s.kind === 'function' && s.name.text === text);
  return isOwn ? null : { name: text, args: e.args, requires: present(functionRequirements[text]) };
}

/** What is left of `~` is held to the support when the model is built and when data are loaded. */
function ofDistribution(s: Statement): Use[] {
  if (s.kind !== 'distributed') return [];
  const law = distributions.find((d) => d.name === s.distribution.text);
  if (!law) return [];
  const wanted = law.parameters.map((p) => regionOf(p.domain));
  return [{ name: law.name, args: s.args, requires: () => wanted, guards: [] }];
}
