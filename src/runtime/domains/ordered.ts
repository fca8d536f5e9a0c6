import { drawNormal, everywhere, type DomainRow, type DomainSyntax } from './row.ts';

/** A vector of increasing numbers (the last axis of its shape). */
export interface Ordered {
  readonly kind: 'ordered';
}

export const ordered: DomainRow<Ordered> = {
  description: () => 'numbers that increase',
  bounds: () => ({ lower: -Infinity, upper: Infinity, border: 'never' }),
  holdsVector: (values, offset, n) => {
    let i = offset + 1;
    while (i < offset + n && (values[i - 1] as number) < (values[i] as number)) i++;
    return i >= offset + n;
  },
  transform: {
    rank: 1,
    free: (block) => block,
    constrain: (free, block) => {
      block[0] = free[0] as number;
      for (let i = 1; i < block.length; i++) {
        block[i] = (block[i - 1] as number) + Math.exp(free[i] as number);
      }
    },
    unconstrain: (block, free) => {
      free[0] = block[0] as number;
      for (let i = 1; i < block.length; i++) {
        free[i] = Math.log((block[i] as number) - (block[i - 1] as number));
      }
    },
  },
};

export const orderedSyntax: DomainSyntax<Ordered> = {
  signature: 'ordered',
  make: () => ({ kind: 'ordered' }),
  roles: everywhere,
  ranks: [1, 2],
  set: { unicode: 'ℝ$shape, increasing', latex: '\\mathbb{R}$shape \\text{, increasing}' },
  transform: {
    // θ₁, θ₁ + e^θ₂, θ₁ + e^θ₂ + e^θ₃, ….
    text: ([n = 1]) => (n === 1 ? 't' : 't[1] + exp(t[2:n])*triu(ones(n - 1, n), 1)'),
    prefix: 'theta_',
    words:
      '$x has the first number of $t as its first, and grows from each to the next by the exponential of the next.',
    // xₖ = xₖ₋₁ + e^θₖ: ∂J/∂xₖ = ∂J/∂θₖ/(xₖ − xₖ₋₁) − ∂J/∂θₖ₊₁/(xₖ₊₁ − xₖ).
    slopes: (slopes, block) => {
      const ofStep = slopes.map((s, k) =>
        k === 0 ? s : s / ((block[k] as number) - (block[k - 1] as number)),
      );
      return ofStep.map((s, k) => s - (ofStep[k + 1] ?? 0));
    },
  },
  draw: (random, _, n) => {
    let last = drawNormal(random);
    return Array.from({ length: n }, () => (last += 0.1 + random()));
  },
};
