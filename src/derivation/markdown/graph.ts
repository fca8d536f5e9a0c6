import type { Block, GraphNode } from '../derivation.ts';
import { printFormula } from '../text/set.ts';

type Graph = Extract<Block, { kind: 'graph' }>;

/** The shapes of Mermaid: a box, a circle, a rounded box. */
const shapes: { readonly [R in GraphNode['role']]: readonly [string, string] } = {
  observed: ['["', '"]'],
  unknown: ['(("', '"))'],
  fixed: ['("', '")'],
};

/** A directed graph for Mermaid, what there is for each row on a plate. */
export function printMermaid({ nodes, edges }: Graph): string {
  const draw = (node: GraphNode): string =>
    `n${nodes.indexOf(node)}${shapes[node.role].join(printFormula(node.label))}`;
  const onPlate = nodes.filter((node) => node.perRow);
  const plate =
    onPlate.length > 0 ? ['subgraph rows["each row"]', ...onPlate.map(draw), 'end'] : [];
  const others = nodes.filter((node) => !node.perRow).map(draw);
  const arrows = edges.map(({ from, to }) => `n${from} --> n${to}`);
  const lines = [...plate, ...others, ...arrows].map((line) => `  ${line}`);
  return ['```mermaid', 'graph LR', ...lines, '```'].join('\n');
}
