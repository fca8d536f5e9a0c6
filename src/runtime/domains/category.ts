import { anyRank, independent, type DomainRow, type DomainSyntax } from './row.ts';

/** A code 0 … size − 1. */
export interface Category {
  readonly kind: 'category';
  readonly size: number;
}

export const category: DomainRow<Category> = {
  description: ({ size }) => `a code from 0 to ${size - 1}`,
  bounds: ({ size }) => ({ lower: 0, upper: size - 1, border: 'always', whole: true }),
  transform: null,
};

export const categorySyntax: DomainSyntax<Category> = {
  signature: 'category(K)',
  make: ([size = NaN]) =>
    Number.isInteger(size) && size > 0
      ? { kind: 'category', size }
      : `a category has a whole number of codes, not ${size}`,
  roles: ['data'],
  ranks: anyRank,
  set: { unicode: '$codes$shape', latex: '$codes$shape' },
  transform: null,
  draw: (random, { size }, n) => independent(n, () => Math.floor(random() * size)),
};
