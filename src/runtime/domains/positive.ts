import {
  anyRank,
  drawNormal,
  everywhere,
  independent,
  ofNumber,
  type DomainRow,
  type DomainSyntax,
} from './row.ts';

export interface Positive {
  readonly kind: 'positive';
}

export const positive: DomainRow<Positive> = {
  description: () => 'greater than 0',
  bounds: () => ({ lower: 0, upper: Infinity, border: 'never' }),
  transform: ofNumber(Math.exp, Math.log),
};

export const positiveSyntax: DomainSyntax<Positive> = {
  signature: 'positive',
  make: () => ({ kind: 'positive' }),
  ranks: anyRank,
  roles: everywhere,
  region: 'positive',
  set: { unicode: '(0, ∞)$shape', latex: '(0, \\infty)$shape' },
  transform: { text: () => 'exp(t)', prefix: 'log_', slope: (y) => y },
  draw: (random, _, n) => independent(n, () => Math.exp(drawNormal(random))),
};
