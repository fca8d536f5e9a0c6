import { present } from '../base/invariant.ts';
import { affineOf } from './affine.ts';
import type { Graph } from './graph.ts';
import { dependsOn, restrict } from './map.ts';
import type { Along, At, Axis, Below, Bracket, Gathered, Node } from './node.ts';

/** The labels that a bracket ties, the one that it determines first. */
export function labelsOf(b: Bracket): readonly number[] {
  switch (b.kind) {
    case 'at':
      return [b.label];
    case 'along':
      return [b.label, b.along];
    case 'gathered':
      return [b.label, ...b.labels];
    case 'below':
      return [b.label, b.other].filter((label) => label !== null);
  }
}

/** The labels that the label of a bracket is determined by. */
export const sourcesOf = (b: Bracket): readonly number[] =>
  b.kind === 'along' ? [b.along] : b.kind === 'gathered' ? b.labels : [];

/** The same bracket on other labels. */
export function relabelled(b: Bracket, to: (label: number) => number): Bracket {
  switch (b.kind) {
    case 'at':
      return { ...b, label: to(b.label) };
    case 'along':
      return { ...b, label: to(b.label), along: to(b.along) };
    case 'gathered':
      return { ...b, label: to(b.label), labels: b.labels.map(to) };
    case 'below':
      return {
        ...b,
        label: b.label === null ? null : to(b.label),
        other: b.other === null ? null : to(b.other),
      };
  }
}

/** What a bracket says, whatever its labels are. */
export function formOf(b: Bracket): string {
  switch (b.kind) {
    case 'at':
      return `at ${b.position}`;
    case 'along':
      return `along ${b.stride} ${b.offset}`;
    case 'gathered':
      return `gathered ${b.index.id}`;
    case 'below':
      return `below ${b.most} ${b.label === null} ${b.other === null}`;
  }
}

export const keyOf = (b: Bracket): string => `${formOf(b)} ${labelsOf(b).join()}`;

/** The integer nodes that brackets read. */
export const indicesOf = (brackets: readonly Bracket[]): Node[] =>
  brackets.flatMap((b) => (b.kind === 'gathered' ? [b.index] : []));

/** Brackets with their integer nodes replaced. */
export const withIndices = (
  brackets: readonly Bracket[],
  to: (node: Node) => Node,
): readonly Bracket[] =>
  brackets.map((b) => (b.kind === 'gathered' ? { ...b, index: to(b.index) } : b));

/** Whether a bracket puts its label on its axis, whatever the positions of the others are. */
export function isSafe(b: Bracket, sizes: readonly Axis[]): boolean {
  if (b.kind === 'below') return false;
  const size = Number(sizes[b.label]);
  if (b.kind === 'at') return Number.isInteger(b.position) && b.position >= 0 && b.position < size;
  if (b.kind === 'gathered')
    return b.index.range.integer && b.index.range.lo >= 0 && b.index.range.hi <= size - 1;
  const ends = [b.offset, b.offset + b.stride * (Number(sizes[b.along]) - 1)];
  return Math.min(...ends) >= 0 && Math.max(...ends) < size;
}

/** Whether a bracket holds at the positions of the labels; `valueOf` reads an integer node. */
export function holds(
  b: Bracket,
  positionOf: (label: number) => number,
  valueOf: (index: Node, at: readonly number[]) => number,
): boolean {
  const at = (label: number | null): number => (label === null ? 0 : positionOf(label));
  switch (b.kind) {
    case 'at':
      return at(b.label) === b.position;
    case 'along':
      return at(b.label) === b.stride * at(b.along) + b.offset;
    case 'gathered':
      return at(b.label) === valueOf(b.index, b.labels.map(at));
    case 'below':
      return at(b.label) - at(b.other) <= b.most;
  }
}

/** Labels and what ties them: those of the output, and the sizes of all. */
export interface Ties {
  readonly brackets: readonly Bracket[];
  readonly output: readonly number[];
  readonly sizes: readonly Axis[];
  /** Whether a factor has the label. */
  readonly isRead: (label: number) => boolean;
}

/** Brackets in canonical form; labels to be replaced by others, and summed labels of which one position counts. */
export interface Settled {
  readonly brackets: readonly Bracket[];
  readonly merged: ReadonlyMap<number, number>;
  readonly spent: ReadonlySet<number>;
}

/** What one step makes of the brackets: others, or two labels that are one. */
type Step =
  | { readonly brackets: readonly Bracket[]; readonly spent?: number }
  | { readonly keep: number; readonly drop: number; readonly brackets: readonly Bracket[] }
  | 'zero';

/**
 * Brackets tied to as few labels as possible: positions and multiples are put in, equal labels become one, and
 * what always holds goes. Null where they never hold at once.
 */
export function settle(g: Graph, ties: Ties): Settled | null {
  const merged = new globalThis.Map<number, number>();
  const spent = new Set<number>();
  let brackets = distinct(ties.brackets.map((b) => plainer(g, b)));
  for (;;) {
    const step = nextStep({ ...ties, brackets });
    if (step === null) return { brackets, merged, spent };
    if (step === 'zero') return null;
    brackets = step.brackets;
    if ('keep' in step) {
      const { keep, drop } = step;
      const to = (label: number): number => (label === drop ? keep : label);
      for (const [from, label] of merged) merged.set(from, to(label));
      merged.set(drop, keep);
      brackets = brackets.map((b) => relabelled(b, to));
      const isRead = ties.isRead;
      ties = { ...ties, isRead: (label) => isRead(label) || (label === keep && isRead(drop)) };
    } else if (step.spent !== undefined) spent.add(step.spent);
    brackets = distinct(brackets);
  }
}

/** An index that is affine in a position needs no node; another is read along the axes that it varies over. */
function plainer(g: Graph, b: Bracket): Bracket {
  if (b.kind !== 'gathered') return b;
  const { label } = b;
  const affine = affineOf(b.index);
  if (!affine) {
    const axes = [...b.labels.keys()].filter((axis) => dependsOn(b.index, axis));
    const labels = axes.map((axis) => present(b.labels[axis]));
    return { ...b, index: restrict(g, b.index, axes), labels };
  }
  const { axis, stride, offset } = affine;
  return axis === null
    ? { kind: 'at', label, position: offset }
    : { kind: 'along', label, along: present(b.labels[axis]), stride, offset };
}

function distinct(brackets: readonly Bracket[]): readonly Bracket[] {
  if (brackets.length < 2) return brackets;
  return [...new globalThis.Map(brackets.map((b) => [keyOf(b), b])).values()];
}

function nextStep(ties: Ties): Step | null {
  for (const b of ties.brackets) {
    const rest = ties.brackets.filter((other) => other !== b);
    const step = steps[b.kind](b as never, rest, ties) ?? unused(b, rest, ties);
    if (step) return step;
  }
  return null;
}

const steps: {
  readonly [K in Bracket['kind']]: (
    b: Extract<Bracket, { kind: K }>,
    rest: readonly Bracket[],
    ties: Ties,
  ) => Step | null;
} = { at: stepOfAt, along: stepOfAlong, gathered: () => null, below: stepOfBelow };

/** A position is put in wherever its label stands. */
function stepOfAt(b: At, rest: readonly Bracket[], { sizes }: Ties): Step | null {
  if (!isSafe(b, sizes)) return 'zero';
  const { label, position } = b;
  const at = rest.find((other) => other.kind !== 'gathered' && labelsOf(other).includes(label));
  if (!at) return null;
  const others = rest.filter((other) => other !== at);
  if (at.kind === 'at') return 'zero';
  if (at.kind === 'along') {
    const { stride, offset, along } = at;
    const placed: At =
      at.along === label
        ? { kind: 'at', label: at.label, position: stride * position + offset }
        : { kind: 'at', label: along, position: (position - offset) / stride };
    return { brackets: [b, placed, ...others] };
  }
  const moved = at.kind === 'below' && withoutLabel(at, label, null, position);
  return moved ? { brackets: [b, moved, ...others] } : null;
}

/** A bound on label = other + offset as one on the other. */
function withoutLabel(b: Below, label: number, other: number | null, offset: number): Below {
  if (b.label === label) return { ...b, label: other, most: b.most - offset };
  return { ...b, other, most: b.most + offset };
}

function stepOfAlong(b: Along, rest: readonly Bracket[], ties: Ties): Step | null {
  const { label, along, stride, offset } = b;
  const { output, sizes } = ties;
  if (stride === 0) return { brackets: [{ kind: 'at', label, position: offset }, ...rest] };
  if (label === along) {
    if (stride === 1) return offset === 0 ? { brackets: rest } : 'zero';
    return { brackets: [{ kind: 'at', label, position: offset / (1 - stride) }, ...rest] };
  }
  const isOutput = (each: number): boolean => output.includes(each);
  const isSame = stride === 1 && offset === 0 && sizes[label] === sizes[along];
  if (isSame && !(isOutput(label) && isOutput(along))) {
    const [keep, drop] = isOutput(label) ? [label, along] : [along, label];
    return { keep, drop, brackets: rest };
  }
  const turned = oriented(b, output, sizes);
  if (turned !== b) return { brackets: [turned, ...rest] };
  for (const other of rest) {
    const others = rest.filter((each) => each !== other);
    if (other.kind === 'along' && other.along === label) {
      const chained: Along = {
        ...other,
        along,
        stride: other.stride * stride,
        offset: other.stride * offset + other.offset,
      };
      return { brackets: [b, chained, ...others] };
    }
    if (other.kind === 'along' && other.label === label && stride === 1 && !isOutput(along)) {
      const moved: Along = { ...other, label: along, offset: other.offset - offset };
      return { brackets: [other, moved, ...others] };
    }
    if (other.kind === 'below' && stride === 1 && labelsOf(other).includes(label))
      return { brackets: [b, withoutLabel(other, label, along, offset), ...others] };
  }
  return null;
}

/**
 * A bracket that says the same from either side, as what is found from what: a summed label from one of the
 * output, the later of the output from the earlier, and what is always on its axis before what is not.
 */
export function oriented(b: Bracket, output: readonly number[], sizes: readonly Axis[]): Bracket {
  if (b.kind !== 'along' || Math.abs(b.stride) !== 1) return b;
  const turned: Along = { ...b, label: b.along, along: b.label, offset: -b.stride * b.offset };
  const [here, there] = [b, turned].map(
    (each) => (isSafe(each, sizes) ? 4 : 0) + preference(each, output),
  );
  return present(there) > present(here) ? turned : b;
}

function preference({ label, along, offset }: Along, output: readonly number[]): number {
  const [own, other] = [output.indexOf(label), output.indexOf(along)];
  if (own >= 0 && other >= 0) return own > other ? 8 : 0;
  if (own >= 0 || other >= 0) return own < 0 ? 2 : 0;
  return offset > 0 ? 1 : 0;
}

/** A bound that always holds goes. */
function stepOfBelow(b: Below, rest: readonly Bracket[], { sizes }: Ties): Step | null {
  const { label, other, most } = b;
  const last = (each: number | null): number => (each === null ? 0 : Number(sizes[each]) - 1);
  if (label === other) return most >= 0 ? { brackets: rest } : 'zero';
  if (last(label) <= most) return { brackets: rest };
  if (-last(other) > most) return 'zero';
  const opposite = rest.find(
    (each) => each.kind === 'below' && each.label === other && each.other === label,
  );
  if (opposite?.kind === 'below' && opposite.most <= -most) {
    if (opposite.most < -most) return 'zero';
    const others = rest.filter((each) => each !== opposite);
    return { brackets: [equality(b), ...others] };
  }
  const tighter = rest.some(
    (each) =>
      each.kind === 'below' && each.label === label && each.other === other && each.most <= most,
  );
  return tighter ? { brackets: rest } : null;
}

/** A bound that holds just at its end. */
function equality({ label, other, most }: Below): Bracket {
  if (label === null) return { kind: 'at', label: present(other), position: -most };
  if (other === null) return { kind: 'at', label, position: most };
  return { kind: 'along', label, along: other, stride: 1, offset: most };
}

/** A summed label that stands nowhere else has one position at most. */
function unused(b: Bracket, rest: readonly Bracket[], ties: Ties): Step | null {
  const { output, sizes, isRead } = ties;
  const isFree = (label: number): boolean =>
    !output.includes(label) &&
    !isRead(label) &&
    !rest.some((other) => labelsOf(other).includes(label));
  if (b.kind === 'below') return null;
  if (isFree(b.label) && !sourcesOf(b).includes(b.label)) {
    if (isSafe(b, sizes)) return { brackets: rest, spent: b.label };
    if (b.kind === 'along' && b.stride === 1)
      return { brackets: [...rest, ...within(b.along, b.offset, sizes[b.label])], spent: b.label };
  }
  if (b.kind === 'along' && b.stride === 1 && isFree(b.along))
    return { brackets: [...rest, ...within(b.label, -b.offset, sizes[b.along])], spent: b.along };
  return null;
}

/** 0 ≤ label + offset < size */
const within = (label: number, offset: number, size: Axis | undefined): Below[] => [
  { kind: 'below', label: null, other: label, most: offset },
  { kind: 'below', label, other: null, most: Number(size) - 1 - offset },
];

/** How the summed labels of a contraction are found without a loop: each is where its bracket puts it. */
export interface Binding {
  readonly bracket: At | Along | Gathered;
  readonly label: number;
  readonly labels: readonly number[];
}

const none: readonly Binding[] = [];

/**
 * The labels that brackets fix once the others are known, each after those that it is found from: of the summed
 * labels of a contraction there is one term then.
 */
export function bindingsOf(
  contract: { readonly brackets: readonly Bracket[]; readonly sizes: readonly Axis[] },
  rank: number,
): readonly Binding[] {
  const { brackets, sizes } = contract;
  if (brackets.length === 0) return none;
  const found: Binding[] = [];
  const bound = new Set<number>();
  const looped = new Set<number>();
  const isKnown = (label: number): boolean => label < rank || bound.has(label) || looped.has(label);
  const candidates = brackets.filter((b) => b.kind !== 'below' && b.label >= rank);
  const isOpen = (b: Bracket): boolean =>
    b.kind !== 'below' && !isKnown(b.label) && !sourcesOf(b).includes(b.label) && isSafe(b, sizes);
  for (;;) {
    const open = candidates.filter(isOpen);
    const next = open.find((b) => sourcesOf(b).every(isKnown)) ?? open[0];
    if (!next || next.kind === 'below') return found;
    for (const source of sourcesOf(next)) if (!isKnown(source)) looped.add(source);
    bound.add(next.label);
    found.push({ bracket: next, label: next.label, labels: sourcesOf(next) });
  }
}
