import type { Span } from '../base/source.ts';
import { childrenOf, type Node } from './node.ts';

/** Where a node comes from: a place in the model's text, and the steps that were applied since. */
export interface Origin {
  /** The innermost text that says it; null for what no text says, as the average over the rows. */
  readonly span: Span | null;
  /** The step that made it; null where the text does. */
  readonly step: string | null;
  /** What the step was applied to. */
  readonly from: Origin | null;
}

/** The origins of the nodes of one compilation. A node keeps the first that it is given. */
export class Provenance {
  readonly #origins = new Map<Node, Origin>();

  of(node: Node): Origin | undefined {
    return this.#origins.get(node);
  }

  /** Gives an origin to a node and to all below it that have none. */
  attribute(node: Node, origin: Origin): void {
    const pending = [node];
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (this.#origins.has(next)) continue;
      this.#origins.set(next, origin);
      pending.push(...childrenOf(next));
    }
  }

  /** What is made of a node by a step, or, with none, is the same node over other children. */
  derive(from: Node, to: Node, step: string | null = null): void {
    const origin = this.of(from) ?? null;
    if (step === null) this.attribute(to, origin ?? nowhere);
    else this.attribute(to, { span: origin?.span ?? null, step, from: origin });
  }
}

/** The origin of what the compiler adds of its own. */
export const nowhere: Origin = { span: null, step: null, from: null };

/** The steps that led to an origin, the first first. */
export function stepsOf(origin: Origin): string[] {
  const steps: string[] = [];
  for (let at: Origin | null = origin; at; at = at.from) if (at.step !== null) steps.push(at.step);
  return steps.reverse();
}
