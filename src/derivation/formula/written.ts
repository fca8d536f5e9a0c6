import type { Graph } from '../../graph/index.ts';
import type { Formula } from './formula.ts';
import type { Notation } from './notation.ts';

/** A part of a formula on its way: how many axes it has left, and where it stands in reading order. */
export interface Written {
  readonly formula: Formula;
  readonly rank: number;
  readonly order: number;
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

/** Constants of the model stand before its variables. */
export const leading = -0.5;

/** What is made of numbers alone stands last. */
export const last = Infinity;

export const scalar = (formula: Formula, order = last): Written => ({ formula, rank: 0, order });

export const freeAxes = (axes: Axes): number => axes.filter((axis) => axis === null).length;

/** The first place in reading order of some parts. */
export const firstOf = (parts: readonly Written[]): number =>
  parts.reduce((order, part) => Math.min(order, part.order), last);
