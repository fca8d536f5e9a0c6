import type { Contribution } from '../../calculus/index.ts';
import type { Node } from '../../graph/index.ts';
import type { RewriteStep } from '../../rewrite/index.ts';

interface Numbered {
  /** Unique in a compilation: the pass and a count, `stabilise-3`. */
  readonly id: string;
}

/** A parameter as a function of its unconstrained numbers. */
export interface Substitution extends Numbered {
  readonly kind: 'substitution';
  readonly before: Node;
  readonly after: Node;
}

/** A rewrite: `before` and `after` have the same values wherever `before` has one. */
export interface Rewrite extends Numbered, RewriteStep {
  readonly kind: 'rewrite';
}

/** The chain rule at a node: what its arguments get of its adjoint, ∂J/∂node. */
export interface ChainRuleStep extends Numbered {
  readonly kind: 'chain-rule';
  readonly node: Node;
  readonly adjoint: Node;
  readonly contributions: readonly Contribution[];
}

/** What a pass did, one thing at a time. */
export type PassStep = Substitution | Rewrite | ChainRuleStep;
export type PassStepKind = PassStep['kind'];
export type PassStepOf<K extends PassStepKind> = Extract<PassStep, { kind: K }>;
