import {
  bindingsOf,
  isPointwise,
  isRowCount,
  isSafe,
  sourcesOf,
  type Along,
  type Below,
  type Binding,
  type Bracket,
  type Contract,
  type Node,
} from '../graph/index.ts';
import { unrolledExtent } from './term.ts';

/**
 * The labels that brackets fix, each after those that it is found from. What is moved along an axis of the result,
 * `[j = k + 1]`, is found from there: element j takes what stands at j − 1, where there is one.
 */
export function bound(node: Contract): readonly Binding[] {
  const fixed = bindingsOf(node, node.shape.length);
  const moved = node.brackets.length === fixed.length ? [] : movedIn(node);
  const isFixed = (label: number): boolean => [...fixed, ...moved].some((b) => b.label === label);
  const summed = [...node.sizes.keys()].slice(node.shape.length);
  return moved.length > 0 && summed.every(isFixed) ? [...moved, ...fixed] : fixed;
}

/**
 * Labels more than half as long as the axis that they move along. Shorter ones are not tested for at each position,
 * and what is written out has elements of its own for the positions that there are.
 */
function movedIn({ brackets, sizes, shape }: Contract): readonly Moved[] {
  return brackets.flatMap((from): Moved[] => {
    if (from.kind !== 'along' || from.stride !== 1) return [];
    const { label, along, offset } = from;
    const [size, length] = [Number(sizes[label]), Number(sizes[along])];
    const isLong = length > unrolledExtent && 2 * length > size;
    if (label >= shape.length || along < shape.length || !isLong) return [];
    const bracket: Along = { ...from, label: along, along: label, offset: -offset };
    return [{ bracket, label: along, labels: [label], from }];
  });
}

/** A label found from an axis of the result. */
interface Moved extends Binding {
  readonly bracket: Along;
  readonly from: Along;
}

const isMoved = (binding: Binding): binding is Moved => 'from' in binding;

const below = { kind: 'below', label: null, other: null } as const;

/** What is to be tested where labels are found so: the other brackets, and whether what is moved is there. */
export function openBrackets(node: Contract, bindings: readonly Binding[]): readonly Bracket[] {
  const held = new Set<Bracket>(bindings.map((b) => (isMoved(b) ? b.from : b.bracket)));
  const within = bindings.filter(isMoved).flatMap(({ label, from }): Below[] => {
    const axis = from.label;
    const most = Number(node.sizes[label]) - 1 + from.offset;
    return [
      ...(from.offset > 0 ? [{ ...below, other: axis, most: -from.offset }] : []),
      ...(most < Number(node.sizes[axis]) - 1 ? [{ ...below, label: axis, most }] : []),
    ];
  });
  return [...node.brackets.filter((b) => b.kind === 'below' || !held.has(b)), ...within];
}

/** The summed labels that a loop must run over. */
export function summedLabels(node: Contract): number[] {
  const summed = [...node.sizes.keys()].slice(node.shape.length);
  const fixed = bound(node).map((b) => b.label);
  return fixed.length === 0 ? summed : summed.filter((label) => !fixed.includes(label));
}

/** Whether a contraction needs a loop of its own: it sums over more than what brackets fix. */
export const isSum = (node: Node): node is Contract =>
  node.kind === 'contract' &&
  !isRowCount(node) &&
  !isPointwise(node) &&
  summedLabels(node).length > 0;

/**
 * The axes of a sum at which its terms add to one element alone, the one that a bracket puts them at. An axis that
 * is short enough to be written out is left to comparisons where the position is not known then.
 */
export function scattersOf(node: Contract): readonly Binding[] {
  const fixed = bound(node);
  const found: Binding[] = [];
  for (const bracket of node.brackets) {
    if (bracket.kind === 'below' || !isSafe(bracket, node.sizes)) continue;
    const { label } = bracket;
    const labels = sourcesOf(bracket);
    if (label >= node.shape.length || labels.includes(label)) continue;
    if (bracket.kind === 'gathered' && Number(node.sizes[label]) <= unrolledExtent) continue;
    // Positions are found from loops, not from what other positions fix.
    const isTangled = [...fixed, ...found].some(
      (b) => b.label === label || b.labels.includes(label) || labels.includes(b.label),
    );
    if (!isTangled) found.push({ bracket, label, labels });
  }
  return found;
}
