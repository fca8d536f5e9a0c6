import { everywhere, type DomainRow, type DomainSyntax } from './row.ts';

/** A vector of K ≥ 2 non-negative numbers whose sum is 1 (the last axis of its shape). */
export interface Simplex {
  readonly kind: 'simplex';
}

const sumsToOne = (values: ArrayLike<number>, offset: number, n: number): boolean => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[offset + i] as number;
  // As far as probabilities written with six digits.
  return Math.abs(sum - 1) <= 1e-6;
};

export const simplex: DomainRow<Simplex> = {
  description: () => 'numbers of at least 0 that sum to 1',
  bounds: () => ({ lower: 0, upper: 1, border: 'in data' }),
  holdsVector: sumsToOne,
  transform: {
    rank: 1,
    free: ([n = 1]) => [n - 1],
    constrain: (free, block) => {
      const largest = Math.max(0, ...free);
      const sizes = block.map((_, i) => Math.exp((free[i] ?? 0) - largest));
      const sum = sizes.reduce((a, b) => a + b);
      block.set(sizes.map((x) => x / sum));
    },
    unconstrain: (block, free) => {
      const last = sumsToOne(block, 0, block.length) ? (block[free.length] as number) : NaN;
      free.set(free.map((_, i) => Math.log((block[i] as number) / last)));
    },
  },
};

export const simplexSyntax: DomainSyntax<Simplex> = {
  signature: 'simplex',
  make: () => ({ kind: 'simplex' }),
  roles: everywhere,
  ranks: [1, 2],
  leastLength: 2,
  set: { unicode: 'Δ$last$rest', latex: '\\Delta_{$last}$rest' },
  transform: {
    // The softmax of θ and a last 0.
    text: () => 'softmax(t*identity(n - 1, n))',
    prefix: 'theta_',
    words: '$x is the softmax of $t, which has one number fewer, and of a last 0.',
  },
  draw: (random, _, n) => {
    const parts = Array.from({ length: n }, () => 0.1 + random());
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => part / sum);
  },
};
