import { text, type Block } from '../derivation.ts';
import { variablesOf } from '../maths/variables.ts';
import { writeName, type Maths } from '../maths/maths.ts';

/** The directed graph of the variables: an arrow from each to what its distribution is of. */
export function graphBlocks(maths: Maths): Block[] {
  const variables = variablesOf(maths);
  const at = (name: string): number => variables.findIndex((v) => v.name === name);
  const nodes = variables.map(({ name, role }) => ({
    label: writeName(maths, name),
    role,
    perRow: role === 'observed',
  }));
  const edges = variables.flatMap(({ name, parents }) =>
    parents.map((parent) => ({ from: at(parent), to: at(name) })),
  );
  return [
    text(
      'Drawn as a graph, with an arrow from each quantity to those whose distribution it is in:',
    ),
    { kind: 'graph', nodes, edges },
  ];
}
