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

/**
 * The product of the arguments summed over labels (einsum). Labels 0 … rank − 1 are the node's own
 * axes; higher ones are summed. `labels[k]` names the axes of argument k; `sizes` has every label's size.
 * Products, broadcasts, transposes, diagonals, matrix products and sums are all this kind.
 */
export interface Contract extends Base {
  readonly kind: 'contract';
  readonly args: readonly Node[];
  readonly labels: readonly (readonly number[])[];
  readonly sizes: Shape;
}

export type ReduceName = 'max' | 'min' | 'logsumexp' | 'prod';

/** A reduction of the argument over some of its axes (ascending); sums are contractions. */
export interface Reduce extends Base {
  readonly kind: 'reduce';
  readonly op: ReduceName;
  readonly arg: Node;
  readonly axes: readonly number[];
}

/**
 * `[…, k] = 1` where `index[…] = k`, else 0, along one new last axis of `size`; indices count from 0.
 * A contraction with it takes an element or a slice, and the derivative of that scatters.
 */
export interface OneHot extends Base {
  readonly kind: 'onehot';
  readonly index: Node;
  readonly size: number;
}

/** Parts of one shape side by side along a new axis. */
export interface Stack extends Base {
  readonly kind: 'stack';
  readonly parts: readonly Node[];
  readonly axis: number;
}

export type Node = Constant | Symbol | Ramp | Map | Contract | Reduce | OneHot | Stack;
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
  contract: (n) => n.args,
  reduce: (n) => [n.arg],
  onehot: (n) => [n.index],
  stack: (n) => n.parts,
};

export const childrenOf = (node: Node): readonly Node[] => children[node.kind](node as never);

/** Whether the labels of a contraction beyond its own axes are none: a product, broadcast or transpose. */
export const isPointwise = (node: Contract): boolean => node.sizes.length === node.shape.length;

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((axis, i) => axis === b[i]);

export const hasRows = (node: Node): boolean => node.shape[0] === 'rows';
