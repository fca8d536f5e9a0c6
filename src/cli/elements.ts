import type { Value } from '../runtime/index.ts';

/** A number in a value, with its place: `W[2,1]`. */
export interface Element {
  readonly name: string;
  readonly value: number;
}

/** The numbers of a value, row-major, with subscripts from 1. */
export function elementsOf(
  name: string,
  value: Value,
  subscripts: readonly number[] = [],
): Element[] {
  if (typeof value !== 'number') {
    return value.flatMap((part, i) => elementsOf(name, part, [...subscripts, i + 1]));
  }
  return [{ name: subscripts.length === 0 ? name : `${name}[${subscripts.join(',')}]`, value }];
}
