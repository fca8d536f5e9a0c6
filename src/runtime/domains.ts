import { rowOf, type Bounds, type Domain } from './domain.ts';

/** Completes "must be …". */
export const describeDomain = (domain: Domain): string => rowOf(domain).description(domain);

/** Whether a number of data lies in the domain, or is an element of a vector that may. */
export function holds(domain: Domain, x: number): boolean {
  const bounds = rowOf(domain).bounds(domain);
  return isWithin(bounds, x, bounds.border !== 'never');
}

/** Whether a finite number lies between bounds, or on them where it may. */
export const isWithin = ({ lower, upper, whole }: Bounds, x: number, mayTouch: boolean): boolean =>
  (whole ? Number.isInteger(x) : Number.isFinite(x)) &&
  (mayTouch ? x >= lower && x <= upper : x > lower && x < upper);

/** Whether the vector lies in a domain of vectors; true for a domain of numbers. */
export function holdsVector(
  domain: Domain,
  values: ArrayLike<number>,
  offset: number,
  n: number,
): boolean {
  return rowOf(domain).holdsVector?.(values, offset, n) ?? true;
}
