import type { Domain } from '../../runtime/domain.ts';

/** A summand and its sign. */
export interface Term {
  readonly negative: boolean;
  readonly formula: Formula;
}

export interface Case {
  readonly value: Formula;
  readonly when: Formula;
}

export type TotalOperator = 'sum' | 'product' | 'max' | 'min';
export type RelationSign =
  '=' | '≟' | '≠' | '<' | '≤' | '>' | '≥' | '~' | '∈' | '∋' | '∝' | '←' | '→' | '∧' | '∨';

/**
 * A formula as mathematics has it on paper: structure, names and indices, and no layout. Views turn
 * it into text; it holds only plain data.
 */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  /** A name as the model has it, and the subscripts under it. */
  | { readonly kind: 'name'; readonly name: string; readonly indices: readonly Formula[] }
  | { readonly kind: 'sum'; readonly terms: readonly Term[] }
  /** `elementwise`: arrays multiplied element by element; else numbers, or a matrix product. */
  | {
      readonly kind: 'product';
      readonly factors: readonly Formula[];
      readonly elementwise: boolean;
    }
  /** The dot product of two vectors. */
  | { readonly kind: 'dot'; readonly left: Formula; readonly right: Formula }
  | { readonly kind: 'fraction'; readonly numerator: Formula; readonly denominator: Formula }
  /** `elementwise`: of each element of a matrix; else of a number, a vector, or a matrix times itself. */
  | {
      readonly kind: 'power';
      readonly base: Formula;
      readonly exponent: Formula;
      readonly elementwise?: true;
    }
  | { readonly kind: 'root'; readonly radicand: Formula }
  | { readonly kind: 'call'; readonly fn: string; readonly args: readonly Formula[] }
  /** A distribution with its arguments. */
  | { readonly kind: 'distribution'; readonly name: string; readonly args: readonly Formula[] }
  /** An element of a compound array. */
  | { readonly kind: 'element'; readonly of: Formula; readonly indices: readonly Formula[] }
  | { readonly kind: 'transpose'; readonly of: Formula }
  | { readonly kind: 'norm'; readonly of: Formula; readonly order: 1 | 2 }
  | {
      readonly kind: 'relation';
      readonly sign: RelationSign;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly kind: 'not'; readonly of: Formula }
  /** 1 where the condition holds, else 0. */
  | { readonly kind: 'indicator'; readonly condition: Formula }
  | { readonly kind: 'cases'; readonly cases: readonly Case[]; readonly otherwise: Formula }
  /** Σ, ∏, max or min over indices, each over all of the axis that it stands under. */
  | {
      readonly kind: 'total';
      readonly operator: TotalOperator;
      readonly indices: readonly Formula[];
      /** Where the only index ends that stands under no axis, or under a part of one. */
      readonly to?: Formula;
      readonly body: Formula;
    }
  /** Parts along a new axis; `joined`: along their first one, [a; b]. */
  | { readonly kind: 'array'; readonly items: readonly Formula[]; readonly joined?: true }
  /** A derivative: the first, or the second by the same. */
  | { readonly kind: 'partial'; readonly of: Formula; readonly by: Formula; readonly order: 1 | 2 }
  /** δ_a, which stands for the derivative with respect to a. */
  | { readonly kind: 'adjoint'; readonly of: Formula }
  /** p(a, b | c). */
  | {
      readonly kind: 'probability';
      readonly letter: string;
      readonly of: readonly Formula[];
      readonly given: readonly Formula[];
    }
  | { readonly kind: 'domain'; readonly domain: Domain; readonly shape: readonly number[] };

export type FormulaKind = Formula['kind'];
export type FormulaOf<K extends FormulaKind> = Extract<Formula, { kind: K }>;
