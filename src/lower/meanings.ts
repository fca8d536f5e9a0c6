import type { Node } from '../graph/index.ts';
import type { Expression } from './loops.ts';
import type { Term } from './term.ts';

/** What the terms and expressions of one kernel compute: each a number of a node. */
export class Meanings {
  readonly #nodes = new Map<Term | Expression, Node>();

  /** Says what a term or an expression computes; what was said first stays. */
  note<T extends Term | Expression>(what: T, node: Node | undefined): T {
    if (node && !this.#nodes.has(what)) this.#nodes.set(what, node);
    return what;
  }

  of(what: Term | Expression): Node | undefined {
    return this.#nodes.get(what);
  }
}
