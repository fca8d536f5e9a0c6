import type { ColumnLayout } from './model.ts';

/**
 * The sum over rows of the product of the weight columns; the number of rows where there are none.
 */
export function totalWeight(
  layouts: readonly ColumnLayout[],
  column: (name: string) => ArrayLike<number>,
  rows: number,
): number {
  const weights = layouts
    .filter(({ domain }) => domain.kind === 'weight')
    .map(({ name }) => column(name));
  if (weights.length === 0) return rows;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    sum += weights.reduce((product, w) => product * (w[i] as number), 1);
  }
  return sum;
}
