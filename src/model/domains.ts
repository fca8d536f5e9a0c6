import { rowOf, type Domain } from '../runtime/domain.ts';
import { holdsVector, isWithin } from '../runtime/domains.ts';

/**
 * Whether row-major numbers of a shape are inside a domain; vectors are along their last axis. A bound that
 * only data may lie on is outside: a transform never reaches it.
 */
export function belongs(
  values: readonly number[],
  shape: readonly number[],
  domain: Domain,
): boolean {
  const bounds = rowOf(domain).bounds(domain);
  const length = shape.at(-1) ?? 1;
  const starts = Array.from({ length: values.length / length }, (_, k) => k * length);
  return (
    values.every((x) => isWithin(bounds, x, bounds.border === 'always')) &&
    starts.every((start) => holdsVector(domain, values, start, length))
  );
}
