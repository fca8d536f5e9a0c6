import type { Block, GraphNode } from '../derivation.ts';
import { width } from './pieces.ts';
import { printFormula } from './set.ts';

type Graph = Extract<Block, { kind: 'graph' }>;

const brackets: { readonly [R in GraphNode['role']]: readonly [string, string] } = {
  observed: ['[', ']'],
  unknown: ['(', ')'],
  fixed: ['', ''],
};

const captions: { readonly [R in GraphNode['role']]: string } = {
  observed: '[ ] observed in each row',
  unknown: '( ) unknown',
  fixed: 'bare: fixed',
};

const boxed = ({ label, role }: GraphNode): string => brackets[role].join(printFormula(label));

/** A directed graph: for each node that arrows lead to, the nodes that they come from, and what the signs mean. */
export function printGraph({ nodes, edges }: Graph): string[] {
  const children = nodes.flatMap((node, to) => {
    const parents = edges.flatMap((e) => (e.to === to ? (nodes[e.from] ?? []) : []));
    return parents.length > 0 ? [[...arrows(parents.map(boxed), boxed(node)), '']] : [];
  });
  const roles = (['observed', 'unknown', 'fixed'] as const).filter((role) =>
    nodes.some((node) => node.role === role),
  );
  return [...children.flat(), roles.map((role) => captions[role]).join(', ')];
}

/** The parents below each other, their lines joined into one arrow. */
function arrows(parents: readonly string[], child: string): string[] {
  const column = Math.max(...parents.map(width));
  const middle = Math.floor((parents.length - 1) / 2);
  return parents.map((parent, k) => {
    const line = '─'.repeat(column - width(parent) + 1);
    const joint = jointOf(k, parents.length, k === middle);
    return `${parent} ${line}${joint}${k === middle ? `──▶ ${child}` : ''}`;
  });
}

/** The corner or crossing where a line meets the line that joins them. */
function jointOf(k: number, count: number, leaves: boolean): string {
  if (count === 1) return '';
  if (k === 0) return leaves ? '┬' : '┐';
  if (k === count - 1) return leaves ? '┴' : '┘';
  return leaves ? '┼' : '┤';
}
