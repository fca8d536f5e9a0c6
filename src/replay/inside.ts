import { Reals, type Real } from '../oracle/index.ts';
import { rowOf, type Domain } from '../runtime/domain.ts';
import { isWithin } from '../runtime/domains.ts';

/** As far as a value is from the bounds of its domain, so that it is not there by rounding alone. */
const margin = 1e-10;

/** Whether numbers of a parameter, row-major, are finite and lie well inside its domain. */
export function isInside(
  domain: Domain,
  shape: readonly number[],
  values: readonly Real[],
): boolean {
  const { bounds, holdsVector } = rowOf(domain);
  const numbers = values.map(Reals.toNumber);
  const { lower, upper, ...others } = bounds(domain);
  const limits = { ...others, lower: lower + margin, upper: upper - margin };
  const size = shape.at(-1) ?? 1;
  return (
    numbers.every((x) => isWithin(limits, x, false)) &&
    numbers.every((_, k) => k % size > 0 || (holdsVector?.(numbers, k, size) ?? true))
  );
}
