import {
  anyRank,
  drawNormal,
  everywhere,
  independent,
  ofNumber,
  type DomainRow,
  type DomainSyntax,
} from './row.ts';

export interface Real {
  readonly kind: 'real';
}

export const real: DomainRow<Real> = {
  description: () => 'a finite number',
  bounds: () => ({ lower: -Infinity, upper: Infinity, border: 'never' }),
  transform: ofNumber(
    (x) => x,
    (y) => y,
  ),
};

export const realSyntax: DomainSyntax<Real> = {
  signature: 'real',
  make: () => ({ kind: 'real' }),
  ranks: anyRank,
  roles: everywhere,
  set: { unicode: 'ℝ$shape', latex: '\\mathbb{R}$shape' },
  transform: { text: () => 't', prefix: '', slope: () => 1 },
  draw: (random, _, n) => independent(n, () => drawNormal(random)),
};
