import type { Block, GraphNode } from '../derivation.ts';
import { setLatex } from './set.ts';

type Graph = Extract<Block, { kind: 'graph' }>;

const marks: { readonly [R in GraphNode['role']]: (tex: string) => string } = {
  observed: (tex) => `\\boxed{${tex}}`,
  unknown: (tex) => tex,
  fixed: (tex) => `\\overline{${tex}}`,
};

const captions: { readonly [R in GraphNode['role']]: string } = {
  observed: 'boxed: observed in each row',
  unknown: 'plain: unknown',
  fixed: 'overlined: fixed',
};

const marked = ({ label, role }: GraphNode): string => marks[role](setLatex(label));

/** A directed graph as its arrows: for each node the nodes that lead to it; and what the marks mean. */
export function arrowRows({ nodes, edges }: Graph): string {
  const rows = nodes.flatMap((node, to) => {
    const parents = edges.flatMap((e) => (e.to === to ? (nodes[e.from] ?? []) : []));
    if (parents.length === 0) return [];
    return [`${parents.map(marked).join(',\\; ')} &\\longrightarrow ${marked(node)}`];
  });
  return rows.map((row) => `  ${row}`).join(' \\\\\n');
}

/** What the marks of a graph mean. */
export function captionOf({ nodes }: Graph): string {
  const roles = (['observed', 'unknown', 'fixed'] as const).filter((role) =>
    nodes.some((node) => node.role === role),
  );
  return `(${roles.map((role) => captions[role]).join(', ')}.)`;
}
