import type { Node } from '../graph/index.ts';

/**
 * The loop IR: what a kernel does, statement by statement, in no particular language. A printer for
 * a target needs one row for each kind of expression and statement here.
 */

/** A scalar variable; equal objects are the same variable. */
export interface Local {
  readonly name: string;
  readonly type: 'number' | 'index';
}

/** An array of numbers that a kernel reads or writes. */
export interface Buffer {
  readonly name: string;
  /**
   * θ; a data column; an array-valued hyper-parameter; the gradient; preallocated scratch; a prediction;
   * the order of the rows (`rows.order`), which may be null.
   */
  readonly role: 'theta' | 'column' | 'hyper' | 'gradient' | 'scratch' | 'output' | 'order';
  readonly element: 'float64' | 'int32';
  /** Numbers in it, where known when the module is made. */
  readonly length: number | null;
  /** Its numbers are those of the row that is worked on. */
  readonly perRow?: true;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | 'rem' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'and' | 'or';

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'load'; readonly buffer: Buffer; readonly index: Expression }
  /** A scalar that comes with the data: a hyper-parameter, the total weight, the bounds of the rows. */
  | { readonly kind: 'field'; readonly name: string; readonly of: 'data' | 'rows' }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly value: Expression }
  /** A function by its name in the elementwise table or the runtime; a target says where it has it from. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      /** log(1 + e) with 0 ≤ e ≤ 1,000: a few of these added are one logarithm. */
      readonly isSmallLog?: true;
    }
  | {
      readonly kind: 'select';
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  /** Whether the buffer of the rows' order is null. */
  | { readonly kind: 'absent'; readonly buffer: Buffer }
  /** A whole buffer, as an argument of a sampler. */
  | { readonly kind: 'array'; readonly buffer: Buffer }
  /** The generator of random numbers that `sample` is given, as an argument of a sampler. */
  | { readonly kind: 'random' };

/** What a statement computes; nothing where it only finds its way in rows and arrays. */
interface Computes {
  /** Nodes whose numbers it computes. */
  readonly of?: readonly Node[];
  /** Nodes that it computes a part of, one that is no node itself. */
  readonly partOf?: ReadonlySet<Node>;
}

export type Statement =
  | { readonly kind: 'comment'; readonly text: string }
  | (Computes & {
      readonly kind: 'declare';
      readonly local: Local;
      readonly mutable: boolean;
      readonly value: Expression;
    })
  | (Computes & {
      readonly kind: 'assign';
      readonly local: Local;
      readonly operator: '=' | '+=' | '*=';
      readonly value: Expression;
    })
  | (Computes & {
      readonly kind: 'store';
      readonly buffer: Buffer;
      readonly index: Expression;
      readonly operator: '=' | '+=' | '*=';
      readonly value: Expression;
    })
  | (Computes & {
      readonly kind: 'fill';
      readonly buffer: Buffer;
      readonly from: Expression;
      readonly to: Expression;
      readonly value: Expression;
    })
  | {
      readonly kind: 'for';
      readonly index: Local;
      readonly from: Expression;
      readonly to: Expression;
      readonly step: number;
      /** How often it runs on average, where its ends vary. */
      readonly turns?: number;
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  /** Evaluates a call for what it does (a sampler that fills an array). */
  | (Computes & { readonly kind: 'perform'; readonly value: Expression })
  | (Computes & { readonly kind: 'return'; readonly value: Expression });

/** What a kernel does per row, for the header of the module. */
export interface Cost {
  readonly flops: number;
  readonly transcendentals: number;
}

/** One exported function: its body, and the buffers it names (θ, columns, scratch, …). */
export interface Kernel {
  readonly name:
    'objective' | 'objectiveAndGradient' | 'logLikelihood' | 'logPrior' | 'predict' | 'sample';
  readonly body: readonly Statement[];
  readonly buffers: readonly Buffer[];
  readonly perRow: Cost;
}

/** The kernels of a module and the scratch that they share (one after the other, never at once). */
export interface Kernels {
  readonly kernels: readonly Kernel[];
  readonly scratch: readonly Buffer[];
}
