import { sigmoid } from '../special.ts';
import {
  anyRank,
  drawNormal,
  everywhere,
  independent,
  ofNumber,
  type DomainRow,
  type DomainSyntax,
} from './row.ts';

export interface Interval {
  readonly kind: 'interval';
  readonly lower: number;
  readonly upper: number;
}

export const interval: DomainRow<Interval> = {
  description: ({ lower, upper }) => `between ${lower} and ${upper}`,
  bounds: ({ lower, upper }) => ({ lower, upper, border: 'in data' }),
  transform: ofNumber(
    (x, { lower, upper }) => lower + (upper - lower) * sigmoid(x),
    (y, { lower, upper }) => Math.log(y - lower) - Math.log(upper - y),
  ),
};

export const intervalSyntax: DomainSyntax<Interval> = {
  signature: 'interval(a, b)',
  make: ([lower = NaN, upper = NaN]) =>
    lower < upper
      ? { kind: 'interval', lower, upper }
      : `the interval from ${lower} to ${upper} is empty`,
  roles: everywhere,
  ranks: anyRank,
  set: { unicode: '($a, $b)$shape', latex: '($a, $b)$shape' },
  transform: {
    text: () => 'a + (b - a)*sigmoid(t)',
    prefix: 'theta_',
    slope: (y, { lower, upper }) => ((y - lower) * (upper - y)) / (upper - lower),
  },
  draw: (random, { lower, upper }, n) =>
    independent(n, () =>
      upper === Infinity
        ? lower + Math.exp(drawNormal(random))
        : lower + (upper - lower) * random(),
    ),
};
