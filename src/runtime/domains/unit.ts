import { logit, sigmoid } from '../special.ts';
import {
  anyRank,
  everywhere,
  independent,
  ofNumber,
  type DomainRow,
  type DomainSyntax,
} from './row.ts';

export interface Unit {
  readonly kind: 'unit';
}

export const unit: DomainRow<Unit> = {
  description: () => 'between 0 and 1',
  bounds: () => ({ lower: 0, upper: 1, border: 'in data' }),
  transform: ofNumber(sigmoid, logit),
};

export const unitSyntax: DomainSyntax<Unit> = {
  signature: 'unit',
  make: () => ({ kind: 'unit' }),
  ranks: anyRank,
  roles: everywhere,
  region: 'unit',
  set: { unicode: '(0, 1)$shape', latex: '(0, 1)$shape' },
  transform: { text: () => 'sigmoid(t)', prefix: 'logit_', slope: (y) => y * (1 - y) },
  draw: (random, _, n) => independent(n, () => random()),
};
