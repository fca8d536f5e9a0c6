import type { Graph, Node } from '../../graph/index.ts';
import type { Rule } from '../rule.ts';

/**
 * A rewrite of axes, or of many forms at once, which no elementwise pattern can say; `head` is what it
 * looks at. Its pattern, if any, is one of the forms: what a reader is shown.
 */
export interface StructuralRule extends Partial<Omit<Rule, 'name'>> {
  readonly name: string;
  readonly head: string;
  /** What it says, as a formula with a word on when it holds. */
  readonly identity: string;
  /** As for a rule. */
  readonly minor?: true;
  readonly rewrite: (g: Graph, node: Node) => Node | null;
}
