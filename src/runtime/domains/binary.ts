import { anyRank, independent, observed, type DomainRow, type DomainSyntax } from './row.ts';

export interface Binary {
  readonly kind: 'binary';
}

export const binary: DomainRow<Binary> = {
  description: () => '0 or 1',
  bounds: () => ({ lower: 0, upper: 1, border: 'always', whole: true }),
  transform: null,
};

export const binarySyntax: DomainSyntax<Binary> = {
  signature: 'binary',
  make: () => ({ kind: 'binary' }),
  ranks: anyRank,
  roles: observed,
  set: { unicode: '{0, 1}$shape', latex: '\\{0, 1\\}$shape' },
  transform: null,
  draw: (random, _, n) => independent(n, () => (random() < 0.5 ? 1 : 0)),
};
