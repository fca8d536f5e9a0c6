import { volume } from '../../base/shape.ts';
import { present } from '../../base/invariant.ts';
import { evaluate, innerShape, type Node, type Symbol, type Tensor } from '../../graph/index.ts';
import type { Data } from '../../runtime/index.ts';

/** More rows tell no more of a scale. */
const mostRows = 2000;

/** What some nodes of data and settings are on the first rows: for each node, by element, by row. */
export function valuesOn(data: Data, nodes: readonly Node[]): number[][][] {
  const rows = Math.min(data.rows, mostRows);
  const valueOf = (symbol: Symbol): Tensor => {
    const inner = innerShape(symbol);
    const size = volume(inner);
    const held = present(data[symbol.name]);
    const isRow = symbol.role === 'data';
    const values = typeof held === 'number' ? [held] : Array.from(held);
    return {
      shape: isRow ? [rows, ...inner] : inner,
      values: isRow ? values.slice(0, rows * size) : values,
    };
  };
  return evaluate(nodes, { rows, valueOf }).map(({ shape, values }) => {
    const size = shape.slice(1).reduce((n, length) => n * length, 1);
    return Array.from({ length: size }, (_, k) =>
      Array.from({ length: rows }, (_row, i) => present(values[i * size + k])),
    );
  });
}

export const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

/** The standard deviation; of n values by n. */
export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - centre) ** 2)));
}
