import type { DistributionParameter, Support } from './distribution.ts';

export const real = (name: string): DistributionParameter => ({ name, domain: { kind: 'real' } });

export const positive = (name: string): DistributionParameter => ({
  name,
  domain: { kind: 'positive' },
});

export const unit = (name: string): DistributionParameter => ({ name, domain: { kind: 'unit' } });

export const count = (name: string): DistributionParameter => ({ name, domain: { kind: 'count' } });

/** x ≥ 0. */
export const nonNegative: Support = { kind: 'interval', lower: 0, upper: Infinity };
