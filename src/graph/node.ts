import type { Domain } from '../runtime/domain.ts';
import type { ElementwiseName, ElementwiseRule } from './elementwise.ts';
import type { Interval } from './interval.ts';

/** A size fixed at build time, or the data axis, whose length is known only when data are. */
export type Axis = number | 'rows';
/** The data axis, where there is one, comes first. */
export type Shape = readonly Axis[];

interface Base {
  /** Order of creation in its graph; children come before parents. */
  readonly id: number;
  readonly shape: Shape;
  /** What is proved of every element. */
  readonly range: Interval;
}

/** A scalar number; `name` keeps π and e symbolic. */
export interface Constant extends Base {
  readonly kind: 'constant';
  readonly value: number;
  readonly name: string | null;
}

/**
 * What a symbol stands for: an unconstrained parameter, a constrained one (before its transform is
 * put in), a data column, a hyper-parameter, or the total weight of the data set.
 */
export type Role = 'theta' | 'parameter' | 'data' | 'hyper' | 'total';

/** A named input. */
export interface Symbol extends Base {
  readonly kind: 'symbol';
  readonly name: string;
  readonly role: Role;
  readonly domain: Domain;
}

/** 0, 1, …, n − 1 along its one axis. */
export interface Ramp extends Base {
  readonly kind: 'ramp';
  readonly size: number;
}

/** An elementwise function of arguments of the node's own shape. */
export interface Map extends Base {
  readonly kind: 'map';
  readonly fn: ElementwiseName;
  /** The row of the function. */
  readonly rule: ElementwiseRule;
  readonly args: readonly Node[];
}

/** A condition on labels, after Iverson: outside of the positions where it holds a term is 0. */
export type Bracket = At | Along | Gathered | Below;

/** [label = position] */
export interface At {
  readonly kind: 'at';
  readonly label: number;
  readonly position: number;
}

/** [label = stride·along + offset] */
export interface Along {
  readonly kind: 'along';
  readonly label: number;
  readonly along: number;
  readonly stride: number;
  readonly offset: number;
}

/** [label = index], a whole number at `labels` that counts from 0 */
export interface Gathered {
  readonly kind: 'gathered';
  readonly label: number;
  readonly index: Node;
  readonly labels: readonly number[];
}

/** [label − other ≤ most]; a label that is null counts as 0 */
export interface Below {
  readonly kind: 'below';
  readonly label: number | null;
  readonly other: number | null;
  readonly most: number;
}

/**
 * The product of the arguments summed over labels (einsum), where all brackets hold. Labels 0 … rank − 1 are
 * the node's own axes; higher ones are summed. `labels[k]` names the axes of argument k; `sizes` has every
 * label's size. Products, broadcasts, transposes, diagonals, matrix products and sums are all this kind, and
 * with brackets the elements, slices, lags and gathers of an argument, what is placed or scattered into
 * the output, indicators and triangles: an axis of an argument or of the output stands at a label, and a
 * bracket ties the label to a position, to another label or to what an integer node says.
 */
export interface Contract extends Base {
  readonly kind: 'contract';
  readonly args: readonly Node[];
  readonly labels: readonly (readonly number[])[];
  readonly sizes: Shape;
  readonly brackets: readonly Bracket[];
}

export type ReduceName = 'max' | 'min' | 'logsumexp' | 'prod';

/** A reduction of the argument over some of its axes (ascending); sums are contractions. */
export interface Reduce extends Base {
  readonly kind: 'reduce';
  readonly op: ReduceName;
  readonly arg: Node;
  readonly axes: readonly number[];
}

/** Parts of one shape side by side along a new axis. */
export interface Stack extends Base {
  readonly kind: 'stack';
  readonly parts: readonly Node[];
  readonly axis: number;
}

export type Node = Constant | Symbol | Ramp | Map | Contract | Reduce | Stack;
export type Kind = Node['kind'];
export type NodeOf<K extends Kind> = Extract<Node, { kind: K }>;

/** A table with one entry for each kind: what a new kind must fill in before anything compiles. */
export type ByKind<Args extends readonly unknown[], Result> = {
  readonly [K in Kind]: (node: NodeOf<K>, ...args: Args) => Result;
};

/** Applies the entry for the node's kind. */
export const dispatch = <Args extends readonly unknown[], Result>(
  table: ByKind<Args, Result>,
  node: Node,
  ...args: Args
): Result => (table[node.kind] as (node: Node, ...args: Args) => Result)(node, ...args);

const none: readonly Node[] = [];

const children: ByKind<[], readonly Node[]> = {
  constant: () => none,
  symbol: () => none,
  ramp: () => none,
  map: (n) => n.args,
  contract: (n) =>
    n.brackets.length === 0
      ? n.args
      : [...n.args, ...n.brackets.flatMap((b) => (b.kind === 'gathered' ? [b.index] : []))],
  reduce: (n) => [n.arg],
  stack: (n) => n.parts,
};

export const childrenOf = (node: Node): readonly Node[] => children[node.kind](node as never);

/** Whether a contraction sums nothing and holds everywhere: a product, broadcast or transpose. */
export const isPointwise = (node: Contract): boolean =>
  node.sizes.length === node.shape.length && node.brackets.length === 0;

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((axis, i) => axis === b[i]);

export const hasRows = (node: Node): boolean => node.shape[0] === 'rows';
