import { present } from '../../base/invariant.ts';
import type { Factor, Node, NodeOf } from '../../graph/index.ts';
import { name, number, totalOver, totalOverRows } from './build.ts';
import { endOf } from './extent.ts';
import { writeSum } from './from-sum.ts';
import { writeArrays } from './from-arrays.ts';
import { axisIndex } from './notation.ts';
import { labelsOf, type Sum, type Write } from './contraction.ts';
import { last, scalar, type Axes, type Scope, type Written } from './written.ts';

export function writeContract(
  scope: Scope,
  n: NodeOf<'contract'>,
  axes: Axes,
  write: Write,
): Written | null {
  if (n.args.length === 0) return scalar(name(scope.notation.count), -1);
  const factors = n.args.map((node, k): Factor => ({ node, labels: present(n.labels[k]) }));
  const at = n.sizes.map((_, label) => (label < axes.length ? axes[label] : undefined));
  const rows = n.sizes.findIndex((size, label) => size === 'rows' && at[label] === undefined);
  const sum: Sum = { scope, factors, at, write };
  return rows < 0 ? writeProduct(sum) : writeRows(sum, rows);
}

/** Σᵢ over the rows. */
function writeRows(sum: Sum, label: number): Written | null {
  const { scope } = sum;
  const index = name(present(scope.notation.rows[scope.rows]));
  const body = writeProduct({
    ...sum,
    scope: { ...scope, rows: scope.rows + 1 },
    at: sum.at.with(label, index),
  });
  return body && { ...body, formula: totalOverRows(index, body.formula) };
}

function writeProduct(given: Sum): Written | null {
  const sum = takePicks(given);
  const whole = writeArrays(sum);
  if (whole) return whole;
  const summed = labelsOf(sum).filter((label) => sum.at[label] === undefined);
  const isWhole = labelsOf(sum).some((label) => sum.at[label] === null);
  if (isWhole || summed.length === 0) return null;
  return writeOverIndices(sum, summed);
}

/** Σⱼₖ with indices of its own. */
function writeOverIndices(sum: Sum, summed: readonly number[]): Written | null {
  const { scope } = sum;
  const indices = summed.map((_, k) => axisIndex(scope.notation, scope.axes + k));
  const at = sum.at.map((index, label) =>
    summed.includes(label) ? present(indices[summed.indexOf(label)]) : index,
  );
  const within = { ...scope, axes: scope.axes + indices.length };
  const body = writeArrays({ ...sum, scope: within, at });
  if (!body) return null;
  const runs = summed.map((label, k) => ({
    index: present(indices[k]),
    to: endOf(sum.factors, label, lengthOf(sum, label)),
  }));
  return { ...body, formula: totalOver('sum', runs, body.formula) };
}

/** The length of the axis of a label other than the rows. */
function lengthOf({ factors }: Sum, label: number): number {
  const factor = present(factors.find(({ labels }) => labels.includes(label)));
  return Number(factor.node.shape[factor.labels.indexOf(label)]);
}

/** Σₖ tₖ [k = i] is tᵢ. */
function takePicks(sum: Sum): Sum {
  for (const factor of sum.factors) {
    const label = present(factor.labels.at(-1) ?? -1);
    const others = sum.factors.filter((f) => f !== factor);
    const isUsed = others.some((f) => f.labels.includes(label));
    if (factor.node.kind !== 'onehot' || sum.at[label] !== undefined || !isUsed) continue;
    const outer = factor.labels.slice(0, -1).map((l) => sum.at[l] ?? null);
    if (outer.includes(null)) continue;
    const position = writePosition(sum.scope, factor.node.index, outer, sum.write);
    if (!position) continue;
    return takePicks({ ...sum, factors: others, at: sum.at.with(label, position.formula) });
  }
  return sum;
}

/** A position counted from 1, or the code of a category as it is. */
export function writePosition(scope: Scope, index: Node, axes: Axes, write: Write): Written | null {
  const code = write(scope, index, axes);
  const isCategory = index.kind === 'symbol' && index.domain.kind === 'category';
  return code && !isCategory ? writeSum([code, scalar(number(1), last)]) : code;
}
