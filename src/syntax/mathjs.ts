import { create, parseDependencies } from 'mathjs/number';
import { present } from '../base/invariant.ts';

/** The nodes that mathjs makes of the tokens that are let through to it. */
export type MathNode =
  | { readonly type: 'ConstantNode' }
  | { readonly type: 'SymbolNode' }
  | { readonly type: 'ParenthesisNode'; readonly content: MathNode }
  | OperatorNode
  | {
      readonly type: 'RelationalNode';
      readonly conditionals: readonly string[];
      readonly params: readonly MathNode[];
    }
  | {
      readonly type: 'ConditionalNode';
      readonly condition: MathNode;
      readonly trueExpr: MathNode;
      readonly falseExpr: MathNode;
    }
  | { readonly type: 'FunctionNode'; readonly fn: MathNode; readonly args: readonly MathNode[] }
  | { readonly type: 'ArrayNode'; readonly items: readonly MathNode[] }
  | { readonly type: 'AccessorNode'; readonly object: MathNode; readonly index: IndexNode }
  | RangeNode;

export interface OperatorNode {
  readonly type: 'OperatorNode';
  readonly fn: string;
  readonly args: readonly MathNode[];
  readonly implicit: boolean;
}

export interface IndexNode {
  readonly dimensions: readonly MathNode[];
}

export interface RangeNode {
  readonly type: 'RangeNode';
  readonly start: MathNode;
  readonly end: MathNode;
  readonly step: MathNode | null;
}

export type MathNodeOf<T extends MathNode['type']> = Extract<MathNode, { type: T }>;

/** What mathjs could not read: the offset of the token at which it stopped. */
export interface MathFailure {
  readonly reason: 'syntax';
  readonly offset: number;
}

/** Its parser is recursive: deep nesting exhausts the stack. */
export interface MathOverflow {
  readonly reason: 'overflow';
}

/** The parser of mathjs alone, without its functions and units. */
const { parse } = create(present(parseDependencies));

/** The nodes of an expression, or why there are none. */
export function parseMath(text: string): MathNode | MathFailure | MathOverflow {
  try {
    return parse(text) as unknown as MathNode;
  } catch (error) {
    if (error instanceof RangeError) return { reason: 'overflow' };
    if (error instanceof SyntaxError && 'char' in error) {
      return { reason: 'syntax', offset: Number(error.char) - 1 };
    }
    throw error;
  }
}
