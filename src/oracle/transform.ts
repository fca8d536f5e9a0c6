import { invariant, present } from '../base/invariant.ts';
import type { Domain, DomainKind } from '../runtime/domain.ts';
import { softmax } from './array-functions.ts';
import * as R from './real/index.ts';
import type { Precision, Real } from './real/index.ts';
import { scalarFunctions } from './scalar-functions.ts';

/** Makes the numbers along one last axis of a parameter from unconstrained ones. */
type Constrain = (p: Precision, theta: readonly Real[], domain: Domain) => readonly Real[];

const each =
  (f: (p: Precision, x: Real, domain: Domain) => Real): Constrain =>
  (p, theta, domain) =>
    theta.map((x) => f(p, x, domain));

const sigmoid = (p: Precision, x: Real): Real => present(scalarFunctions.get('sigmoid'))(p, x);

/** lower + (upper − lower) σ(θ). */
function between(p: Precision, x: Real, domain: Domain): Real {
  invariant(domain.kind === 'interval', 'an interval has bounds');
  const [lower, upper] = [R.fromNumber(p, domain.lower), R.fromNumber(p, domain.upper)];
  return R.add(p, lower, R.multiply(p, R.subtract(p, upper, lower), sigmoid(p, x)));
}

/** θ₁, θ₁ + e^θ₂, θ₁ + e^θ₂ + e^θ₃, …. */
function increasing(p: Precision, theta: readonly Real[]): Real[] {
  let last = R.zero;
  return theta.map((x, k) => (last = k === 0 ? x : R.add(p, last, R.exp(p, x))));
}

const constrainers: { readonly [K in DomainKind]: Constrain | null } = {
  real: each((_p, x) => x),
  positive: each(R.exp),
  unit: each(sigmoid),
  interval: each(between),
  simplex: (p, theta) => softmax(p, [...theta, R.zero]),
  ordered: increasing,
  binary: null,
  count: null,
  category: null,
  weight: null,
};

/** How many unconstrained numbers a parameter has along its last axis. */
const thetaLength = (domain: Domain, length: number): number =>
  domain.kind === 'simplex' ? length - 1 : length;

/** The shape of the unconstrained numbers of a parameter. */
export const thetaShape = (domain: Domain, shape: readonly number[]): readonly number[] =>
  shape.map((size, axis) => (axis === shape.length - 1 ? thetaLength(domain, size) : size));

/** A parameter, row-major, from its unconstrained numbers. */
export function constrain(
  p: Precision,
  domain: Domain,
  shape: readonly number[],
  theta: readonly Real[],
): Real[] {
  const transform = constrainers[domain.kind];
  invariant(transform, `a parameter can be ${domain.kind}`);
  const length = thetaLength(domain, shape.at(-1) ?? 1);
  const lanes = Array.from({ length: theta.length / length }, (_, k) =>
    theta.slice(k * length, (k + 1) * length),
  );
  return lanes.flatMap((lane) => transform(p, lane, domain));
}
