import type { Graph, Node } from '../../graph/index.ts';

/** A rewrite of axes, which no elementwise pattern can say; `head` is what it looks at. */
export interface StructuralRule {
  readonly name: string;
  readonly head: string;
  /** What it says, as a formula with a word on when it holds. */
  readonly identity: string;
  readonly rewrite: (g: Graph, node: Node) => Node | null;
}
