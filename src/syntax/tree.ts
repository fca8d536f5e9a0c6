import type { Source, Span } from '../base/source.ts';

/** A name with its place. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

export type Operator =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'pow'
  | 'dotMultiply'
  | 'dotDivide'
  | 'dotPow'
  | 'negate'
  | 'plus'
  | 'transpose'
  | 'mod'
  /** `1:3`: the whole numbers from one to another. */
  | 'range'
  | 'steps'
  /** `[a; b]`: of any number of arguments, one below the other. */
  | 'join'
  | 'less'
  | 'lessEqual'
  | 'greater'
  | 'greaterEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'not';

/**
 * An expression as the user wrote it: names unresolved, shapes unknown. The span of one in parentheses
 * includes them. `a < b < c` is `a < b and b < c`; `2x` is a `multiply` like `2 * x`.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'reference'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'call';
      readonly callee: Name;
      readonly args: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly args: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
      readonly span: Span;
    }
  /** `[a, b]`, `[a, b; c, d]` (rows of entries; a vector is an array of scalars). */
  | { readonly kind: 'array'; readonly items: readonly Expression[]; readonly span: Span }
  /** `W[i, :]`; subscripts count from 1. */
  | {
      readonly kind: 'index';
      readonly target: Expression;
      readonly subscripts: readonly Subscript[];
      readonly span: Span;
    };

/** In a subscript a reference named `end` is the last position of its axis. */
export type Subscript =
  | { readonly kind: 'all'; readonly span: Span }
  | {
      readonly kind: 'range';
      readonly from: Expression;
      /** Null where it goes from one place to the next. */
      readonly step: Expression | null;
      readonly to: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'at'; readonly position: Expression; readonly span: Span };

/** A domain and a shape: `interval(0, 10)[D, K]`. */
export interface TypeSyntax {
  readonly domain: Name;
  readonly domainArgs: readonly Expression[];
  readonly shape: readonly Expression[];
  readonly span: Span;
}

export interface Declaration {
  readonly name: Name;
  readonly type: TypeSyntax;
  /** After `=`: a parameter's start, a hyper-parameter's value. */
  readonly value?: Expression;
  readonly span: Span;
}

export type Statement =
  | { readonly kind: 'dim'; readonly name: Name; readonly value: Expression; readonly span: Span }
  | { readonly kind: 'data'; readonly declarations: readonly Declaration[]; readonly span: Span }
  | { readonly kind: 'param'; readonly declarations: readonly Declaration[]; readonly span: Span }
  | { readonly kind: 'hyper'; readonly declarations: readonly Declaration[]; readonly span: Span }
  | {
      readonly kind: 'definition';
      readonly name: Name;
      readonly value: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'function';
      readonly name: Name;
      readonly parameters: readonly Name[];
      readonly body: Expression;
      readonly span: Span;
    }
  /** `density triangle(y, a) = …`: a density of the user's own; the first parameter is the variable. */
  | {
      readonly kind: 'density';
      readonly name: Name;
      readonly parameters: readonly Name[];
      readonly body: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'distributed';
      readonly subject: Expression;
      readonly distribution: Name;
      readonly args: readonly Expression[];
      readonly span: Span;
    }
  | { readonly kind: 'loss'; readonly value: Expression; readonly span: Span }
  | { readonly kind: 'penalty'; readonly value: Expression; readonly span: Span }
  | {
      readonly kind: 'output';
      readonly name: Name;
      readonly value: Expression;
      readonly span: Span;
    };

/** A parsed model file: its statements in source order. */
export interface Tree {
  readonly source: Source;
  readonly statements: readonly Statement[];
}
