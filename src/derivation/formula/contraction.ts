import type { Factor, Node } from '../../graph/index.ts';
import type { Formula } from './formula.ts';
import type { Axes, Scope, Written } from './written.ts';

export type Write = (scope: Scope, node: Node, axes: Axes) => Written | null;

/** What each label is: an index, a whole axis (null), or one that is summed over (undefined). */
export type Labels = readonly (Formula | null | undefined)[];

/** A product of factors that is to be written, and what its labels are. */
export interface Sum {
  readonly scope: Scope;
  readonly factors: readonly Factor[];
  readonly at: Labels;
  readonly write: Write;
}

export const labelsOf = (sum: Pick<Sum, 'factors'>): number[] => [
  ...new Set(sum.factors.flatMap((f) => f.labels)),
];

/** Labels that have no index. */
export const isLive = (sum: Sum, label: number): boolean =>
  sum.at[label] === null || sum.at[label] === undefined;

/** A factor under the indices of its labels. */
export const writeFactor = (sum: Sum, { node, labels }: Factor): Written | null =>
  sum.write(
    sum.scope,
    node,
    labels.map((label) => sum.at[label] ?? null),
  );
