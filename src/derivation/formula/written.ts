import type { Graph } from '../../graph/index.ts';
import type { Formula } from './formula.ts';
import type { Notation } from './notation.ts';

/** The places of names in reading order, the first first. */
export type Order = readonly number[];

/** A part of a formula on its way: how many axes it has left, and where it stands in reading order. */
export interface Written {
  readonly formula: Formula;
  readonly rank: number;
  readonly order: Order;
}

/** An index for each axis of a node; null where the whole axis is meant. */
export type Axes = readonly (Formula | null)[];

/** What nodes are written in: the notation, and how many of its indices are taken. */
export interface Scope {
  readonly graph: Graph;
  readonly notation: Notation;
  readonly rows: number;
  readonly axes: number;
}

/** The number of rows stands before all else. */
export const first: Order = [-1];

/** Constants of the model stand before its variables. */
export const leading = (place: number): Order => [-1 / (place + 2)];

/** What is made of numbers alone stands last. */
export const last: Order = [];

export const scalar = (formula: Formula, order = last): Written => ({ formula, rank: 0, order });

export const freeAxes = (axes: Axes): number => axes.filter((axis) => axis === null).length;

/** The places in reading order of all names in some parts. */
export const firstOf = (parts: readonly { readonly order: Order }[]): Order =>
  parts.length === 1
    ? (parts[0]?.order ?? last)
    : [...new Set(parts.flatMap((part) => part.order))].sort((a, b) => a - b);

/** Name by name; of what begins with the same names, what has more of them comes first. */
export function inReadingOrder(
  { order: a }: { readonly order: Order },
  { order: b }: { readonly order: Order },
): number {
  const k = a.findIndex((place, at) => place !== b[at]);
  return k < 0 ? b.length - a.length : (a[k] ?? 0) - (b[k] ?? Infinity);
}
