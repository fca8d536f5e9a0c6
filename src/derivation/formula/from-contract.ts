import { present } from '../../base/invariant.ts';
import {
  bracketOf,
  factorsOf,
  holding,
  isRowCount,
  isSafe,
  partOf,
  sourcesOf,
  type Along,
  type At,
  type Below,
  type Bracket,
  type Contract,
  type Factor,
  type Gathered,
  type Graph,
  type Node,
  type NodeOf,
} from '../../graph/index.ts';
import {
  call,
  indicator,
  name,
  number,
  plus,
  relation,
  sum as sumOf,
  termsOf,
  times,
  totalOver,
  totalOverRows,
} from './build.ts';
import { endOf } from './extent.ts';
import { writeSum } from './from-sum.ts';
import { writeArrays } from './from-arrays.ts';
import { axisIndex } from './notation.ts';
import type { Formula, Term } from './formula.ts';
import { labelsOf, type Labels, type Sum, type Write } from './contraction.ts';
import { first, last, scalar, type Axes, type Scope, type Written } from './written.ts';

export function writeContract(
  scope: Scope,
  n: NodeOf<'contract'>,
  axes: Axes,
  write: Write,
): Written | null {
  if (isRowCount(n)) return scalar(name(scope.notation.count), first);
  const bracket = bracketOf(n);
  if (bracket) return writeIndicator(scope, bracket, axes, write);
  const factors = factorsOf(scope.graph, n);
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

/** A label that has an index now, and what stands in the place of the bracket that gave it. */
interface Pick {
  readonly label: number;
  readonly position: Formula;
  readonly rest: readonly Factor[];
}

/** Σₖ tₖ [k = i] is tᵢ. */
function takePicks(sum: Sum): Sum {
  for (const factor of sum.factors) {
    const others = sum.factors.filter((f) => f !== factor);
    const found = placeOf(sum, factor) ?? placeBefore(sum, factor);
    if (!found || !others.some((f) => f.labels.includes(found.label))) continue;
    const at = sum.at.with(found.label, found.position);
    return takePicks({ ...sum, factors: [...others, ...found.rest], at });
  }
  return sum;
}

/** Where a bracket puts a label that has no index yet. */
function placeOf(sum: Sum, { node, labels }: Factor): Pick | null {
  const b = bracketOf(node);
  if (!b || b.kind === 'below' || node.kind !== 'contract') return null;
  const { scope, at, write } = sum;
  const label = present(labels[b.label]);
  if (at[label] !== undefined) return null;
  const own = labels.map((each) => at[each]);
  const position = positionOf(scope, b, own, write);
  if (!position || (b.kind === 'gathered' && !isSafe(b, node.sizes))) return null;
  const rest = b.kind === 'along' ? whereOnAxis(sum, node, b, labels) : [];
  return { label, position: position.formula, rest };
}

/** Σₖ tₖ [j = k + c] is tⱼ₋꜀, where there is one. */
function placeBefore(sum: Sum, { node, labels }: Factor): Pick | null {
  const b = bracketOf(node);
  if (b?.kind !== 'along' || b.stride !== 1 || node.kind !== 'contract') return null;
  const [label, along] = [present(labels[b.along]), present(labels[b.label])];
  const index = sum.at[along];
  if (sum.at[label] !== undefined || !index) return null;
  const turned: Along = { ...b, label: b.along, along: b.label, offset: -b.offset };
  const position = shifted(index, -b.offset);
  return { label, position, rest: whereOnAxis(sum, node, turned, labels) };
}

/** Where a label that goes along another is a place on its axis. */
function whereOnAxis(
  { scope: { graph: g } }: Sum,
  { sizes }: Contract,
  { label, along, stride, offset }: Along,
  labels: readonly number[],
): Factor[] {
  if (stride !== 1) return [];
  const inRange = holding(
    g,
    [present(sizes[along])],
    [
      { kind: 'below', label: null, other: 0, most: offset },
      { kind: 'below', label: 0, other: null, most: Number(sizes[label]) - 1 - offset },
    ],
  );
  return factorsIn(g, inRange, present(labels[along]));
}

/** A condition on one label as factors; none where it always holds. */
const factorsIn = (g: Graph, node: Node, label: number): Factor[] =>
  node.kind === 'contract' && node.brackets.length > 0
    ? factorsOf(g, node).map((f) => ({ ...f, labels: [label] }))
    : [];

/** What the label of a bracket is, counted from 1; null where that is not known for the indices of the others. */
function positionOf(
  scope: Scope,
  b: At | Along | Gathered,
  at: Labels,
  write: Write,
): Written | null {
  if (b.kind === 'at') return scalar(number(b.position + 1));
  const sources = sourcesOf(b).map((label) => at[label] ?? null);
  if (sources.includes(null)) return null;
  if (b.kind === 'gathered') return writePosition(scope, b.index, sources, write);
  const [index] = sources;
  const along = b.stride === 1 ? present(index) : times(number(b.stride), present(index));
  const offset = b.offset + 1 - b.stride;
  return scalar(offset === 0 ? along : shifted(along, offset));
}

/** An index and a number, which meets the one that the index has already. */
function shifted(index: Formula, by: number): Formula {
  const terms = termsOf(index);
  const constant = terms.reduce((sum, term) => sum + valueOf(term), by);
  const rest = terms.filter((term) => term.formula.kind !== 'number');
  return constant === 0 ? sumOf(rest) : plus(sumOf(rest), number(constant));
}

const valueOf = ({ negative, formula }: Term): number =>
  formula.kind === 'number' ? (negative ? -formula.value : formula.value) : 0;

/** A position counted from 1, or the code of a category as it is. */
function writePosition(scope: Scope, index: Node, axes: Axes, write: Write): Written | null {
  const code = write(scope, index, axes);
  const isCategory = partOf(index)?.symbol.domain.kind === 'category';
  return code && !isCategory ? writeSum([code, scalar(number(1), last)]) : code;
}

/** [k = y], or the whole vector. */
function writeIndicator(scope: Scope, b: Bracket, axes: Axes, write: Write): Written | null {
  if (b.kind === 'below') return axes.includes(null) ? null : scalar(indicator(bound(b, axes)));
  const position = positionOf(scope, b, axes, write);
  if (!position) return null;
  const { formula, order } = position;
  const left = axes[b.label];
  return left
    ? scalar(indicator(relation(left, '=', formula)), order)
    : { formula: call('onehot', formula), rank: 1, order };
}

/** label − other ≤ most for labels that count from 1. */
function bound({ label, other, most }: Below, axes: Axes): Formula {
  const [left, right] = [label, other].map((each) => (each === null ? null : (axes[each] ?? null)));
  if (!right) return relation(present(left), '≤', number(most + 1));
  if (!left) return relation(right, '≥', number(1 - most));
  if (most < 0) return relation(most === -1 ? left : plus(left, number(-most - 1)), '<', right);
  return relation(left, '≤', most === 0 ? right : plus(right, number(most)));
}
