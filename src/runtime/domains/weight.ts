import { independent, type DomainRow, type DomainSyntax } from './row.ts';

/** A non-negative frequency weight of its row. */
export interface Weight {
  readonly kind: 'weight';
}

export const weight: DomainRow<Weight> = {
  description: () => 'at least 0',
  bounds: () => ({ lower: 0, upper: Infinity, border: 'always' }),
  transform: null,
};

export const weightSyntax: DomainSyntax<Weight> = {
  signature: 'weight',
  make: () => ({ kind: 'weight' }),
  roles: ['data'],
  ranks: [0],
  set: { unicode: '[0, ∞)$shape', latex: '[0, \\infty)$shape' },
  transform: null,
  draw: (random, _, n) => independent(n, () => 0.5 + random()),
};
