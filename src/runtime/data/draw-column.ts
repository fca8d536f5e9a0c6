import { volume } from '../../base/shape.ts';
import { syntaxOf } from '../domain-syntax.ts';
import type { ColumnLayout, Random } from '../model.ts';

/** A column of so many rows with values of its domain, row-major, of a size that data commonly have. */
export function drawColumn(
  { shape, domain }: ColumnLayout,
  rows: number,
  random: Random,
): number[] {
  const n = shape.at(-1) ?? 1;
  const vectors = rows * volume(shape.slice(0, -1));
  return Array.from({ length: vectors }, () => syntaxOf(domain).draw(random, domain, n)).flat();
}
