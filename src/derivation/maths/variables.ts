import type { Node } from '../../graph/index.ts';
import { reach } from './factors.ts';
import type { Maths } from './maths.ts';

/** A quantity of the model that is no definition, and what it depends on in a distribution. */
export interface Variable {
  readonly name: string;
  /** `observed`: a column; `unknown`: a parameter; `fixed`: a hyper-parameter. */
  readonly role: 'observed' | 'unknown' | 'fixed';
  /** The names of what its distributions have as arguments, through all definitions. */
  readonly parents: readonly string[];
}

/** The variables that distributions are of or depend on, each after its parents where that can be. */
export function variablesOf(maths: Maths): Variable[] {
  const { model } = maths.symbolic;
  const all = [
    ...model.hypers.map((each) => ({ ...each, role: 'fixed' as const })),
    ...model.parameters.map((each) => ({ ...each, role: 'unknown' as const })),
    ...model.columns
      .filter((each) => each.symbol !== model.weight)
      .map((each) => ({ ...each, role: 'observed' as const })),
  ];
  const namesIn = (nodes: readonly Node[]): string[] => {
    const reached = reach(maths, nodes);
    return all.filter((each) => reached.has(each.symbol)).map((each) => each.name);
  };
  const parentsOf = (name: string): string[] =>
    model.factors
      .filter((factor) => namesIn([factor.subject]).includes(name))
      .flatMap((factor) => namesIn(factor.args))
      .filter((parent) => parent !== name);
  const variables = all.map(({ name, role }): Variable => {
    const parents = new Set(parentsOf(name));
    return {
      name,
      role,
      parents: all.map((each) => each.name).filter((each) => parents.has(each)),
    };
  });
  return inOrder(variables.filter((v) => isUsed(v, variables)));
}

const isUsed = ({ name, parents }: Variable, all: readonly Variable[]): boolean =>
  parents.length > 0 || all.some((other) => other.parents.includes(name));

/** Each after its parents; variables that depend on each other in a circle at the end. */
function inOrder(variables: readonly Variable[]): Variable[] {
  const placed: Variable[] = [];
  let left = [...variables];
  for (;;) {
    const names = new Set(left.map((v) => v.name));
    const next = left.find((v) => v.parents.every((parent) => !names.has(parent)));
    if (!next) return [...placed, ...left];
    placed.push(next);
    left = left.filter((v) => v !== next);
  }
}
