/**
 * The set a number belongs to. A parameter's domain is its constraint; a column's is checked on
 * load.
 */
export type Domain =
  | { readonly kind: 'real' }
  | { readonly kind: 'positive' }
  | { readonly kind: 'unit' }
  | { readonly kind: 'interval'; readonly lower: number; readonly upper: number }
  /** A vector of K ≥ 2 non-negative numbers whose sum is 1 (the last axis of its shape). */
  | { readonly kind: 'simplex' }
  /** A vector of increasing numbers (the last axis of its shape). */
  | { readonly kind: 'ordered' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'count' }
  /** A code 0 … size − 1. */
  | { readonly kind: 'category'; readonly size: number }
  /** A non-negative frequency weight of its row. */
  | { readonly kind: 'weight' };

export type DomainKind = Domain['kind'];
