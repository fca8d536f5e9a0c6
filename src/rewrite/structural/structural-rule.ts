import type { Graph, Node } from '../../graph/index.ts';

/** A rewrite of axes, which no elementwise pattern can say; `head` is what it looks at. */
export interface StructuralRule {
  readonly name: string;
  readonly head: string;
  readonly rewrite: (g: Graph, node: Node) => Node | null;
}
