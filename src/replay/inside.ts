import { present } from '../base/invariant.ts';
import { Reals, type Precision, type Real } from '../oracle/index.ts';
import type { Domain, DomainKind } from '../runtime/domain.ts';

/** As far as a value is from the bounds of its domain, so that it is not there by rounding alone. */
const margin = 1e-10;

type Holds = (p: Precision, values: readonly Real[], domain: Domain) => boolean;

const between =
  (lower: number, upper: number): Holds =>
  (p, values) =>
    values.every(
      (x) =>
        Reals.compare(x, Reals.fromNumber(p, lower + margin)) > 0 &&
        Reals.compare(x, Reals.fromNumber(p, upper - margin)) < 0,
    );

const always: Holds = () => true;

const inside: { readonly [K in DomainKind]: Holds } = {
  real: always,
  positive: between(0, Infinity),
  unit: between(0, 1),
  interval: (p, values, d) => d.kind !== 'interval' || between(d.lower, d.upper)(p, values, d),
  simplex: between(0, 1),
  ordered: (_p, values) =>
    values.every((x, k) => k === 0 || Reals.compare(x, present(values[k - 1])) > 0),
  binary: always,
  count: always,
  category: always,
  weight: always,
};

/** Whether numbers of a parameter are finite and lie well inside its domain. */
export const isInside = (p: Precision, domain: Domain, values: readonly Real[]): boolean =>
  values.every(Reals.isFinite) && inside[domain.kind](p, values, domain);
