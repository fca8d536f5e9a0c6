import { anyRank, independent, observed, type DomainRow, type DomainSyntax } from './row.ts';

export interface Count {
  readonly kind: 'count';
}

export const count: DomainRow<Count> = {
  description: () => 'a whole number of at least 0',
  bounds: () => ({ lower: 0, upper: Infinity, border: 'always', whole: true }),
  transform: null,
};

export const countSyntax: DomainSyntax<Count> = {
  signature: 'count',
  make: () => ({ kind: 'count' }),
  ranks: anyRank,
  roles: observed,
  region: 'count',
  set: { unicode: '{0, 1, 2, …}$shape', latex: '\\{0, 1, 2, \\dots\\}$shape' },
  transform: null,
  draw: (random, _, n) => independent(n, () => Math.floor(-3 * Math.log(1 - random()))),
};
