import type { Axis } from '../graph/index.ts';
import type { BinaryOperator, Buffer } from './loops.ts';

/**
 * A loop's variable before loops are merged: merged loops carry the indices of all of them. What uses
 * one and the same index is in one loop.
 */
export interface Index {
  readonly extent: Axis;
  /** Its elements are drawn one after the other: iterations must not be interleaved. */
  readonly sequential?: true;
}

/** Axes of at most this size are written out element by element. */
export const unrolledExtent = 4;

export const isUnrolled = ({ extent, sequential }: Index): boolean =>
  extent !== 'rows' && extent <= unrolledExtent && sequential !== true;

/** A value that a kernel computes and keeps: one number for each position, for each row where `perRow`. */
export interface Tensor {
  readonly kind: 'tensor';
  readonly name: string;
  readonly extents: readonly number[];
  readonly perRow: boolean;
  /** The part of a buffer that it must lie in: a slice of the gradient, a column that is drawn. */
  readonly place: Place | null;
}

/** Part of a buffer, row-major from `offset`; row by row where the tensor varies by row. */
export interface Place {
  readonly buffer: Buffer;
  readonly offset: number;
  /** Rows are counted from the first row of the call, not by their number in the data. */
  readonly fromFirstRow?: true;
}

/** Numbers that a kernel is given. */
export interface Input {
  readonly kind: 'input';
  readonly name: string;
  readonly extents: readonly number[];
  readonly perRow: boolean;
  readonly place: Place;
}

export type Source = Tensor | Input;

/** A scalar over the positions of the loops around it, before storage and lanes are decided. */
export type Term =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'field'; readonly name: string; readonly of: 'data' | 'rows' }
  | { readonly kind: 'index'; readonly index: Index }
  | { readonly kind: 'read'; readonly source: Source; readonly at: readonly Term[] }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly value: Term }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Term[];
      /** log(1 + e) with 0 ≤ e ≤ 1,000. */
      readonly isSmallLog?: true;
    }
  | {
      readonly kind: 'select';
      readonly test: Term;
      readonly whenTrue: Term;
      readonly whenFalse: Term;
    }
  | { readonly kind: 'array'; readonly source: Source }
  | { readonly kind: 'random' };

export const number = (value: number): Term => ({ kind: 'number', value });
export const indexTerm = (index: Index): Term => ({ kind: 'index', index });
export const read = (source: Source, at: readonly Term[]): Term => ({ kind: 'read', source, at });

/** The terms that a term is made of; positions of reads included. */
export function partsOf(term: Term): readonly Term[] {
  return parts[term.kind](term as never);
}

const parts: {
  readonly [K in Term['kind']]: (term: Extract<Term, { kind: K }>) => readonly Term[];
} = {
  number: () => [],
  field: () => [],
  index: () => [],
  read: (t) => t.at,
  binary: (t) => [t.left, t.right],
  unary: (t) => [t.value],
  call: (t) => t.args,
  select: (t) => [t.test, t.whenTrue, t.whenFalse],
  array: () => [],
  random: () => [],
};

/** Visits a term and all below it. */
export function visitTerm(term: Term, visit: (term: Term) => void): void {
  visit(term);
  partsOf(term).forEach((part) => {
    visitTerm(part, visit);
  });
}

/** A term with some of its parts replaced, from the innermost out. */
export function mapTerm(term: Term, replace: (term: Term) => Term): Term {
  const to = (part: Term): Term => mapTerm(part, replace);
  return replace((withParts[term.kind] as (t: Term, to: (part: Term) => Term) => Term)(term, to));
}

const withParts: {
  readonly [K in Term['kind']]: (
    term: Extract<Term, { kind: K }>,
    to: (part: Term) => Term,
  ) => Term;
} = {
  number: (t) => t,
  field: (t) => t,
  index: (t) => t,
  read: (t, to) => ({ ...t, at: t.at.map(to) }),
  binary: (t, to) => ({ ...t, left: to(t.left), right: to(t.right) }),
  unary: (t, to) => ({ ...t, value: to(t.value) }),
  call: (t, to) => ({ ...t, args: t.args.map(to) }),
  select: (t, to) => ({
    ...t,
    test: to(t.test),
    whenTrue: to(t.whenTrue),
    whenFalse: to(t.whenFalse),
  }),
  array: (t) => t,
  random: (t) => t,
};
