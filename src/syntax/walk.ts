import { invariant, present } from '../base/invariant.ts';
import type { MathNode } from './mathjs.ts';
import { reject } from './rejection.ts';
import { isOperator, spanOf, type Token, type Tokens } from './token.ts';
import type { Expression } from './tree.ts';

/** The deepest tree that is accepted, so that passes may recurse over it. */
const deepestTree = 1000;

/** Makes the expression of a node, taking its tokens from a walk. */
export type Build = (node: MathNode, walk: Walk) => Expression;

/** A walk over the nodes of mathjs that takes their tokens in source order. */
export class Walk {
  readonly #tokens: Tokens;
  readonly #arraysInRows: ReadonlySet<number>;
  readonly #build: Build;
  #next = 0;
  #depth = 0;
  /** Subscript brackets around the current place: `end` has a meaning there. */
  subscripts = 0;

  /** @param arraysInRows indices of the brackets that open an array written in rows */
  constructor(tokens: Tokens, arraysInRows: ReadonlySet<number>, build: Build) {
    this.#tokens = tokens;
    this.#arraysInRows = arraysInRows;
    this.#build = build;
  }

  peek(): Token | undefined {
    return this.#tokens.list[this.#next];
  }

  /** The next token, of a kind or an operator that the nodes say it is. */
  take(expected: string): Token {
    const token = this.peek();
    invariant(
      token && (token.kind === expected || isOperator(token, expected)),
      `${expected} is expected at token ${this.#next}`,
    );
    this.#next += 1;
    return token;
  }

  takeOperator(): Token {
    return this.take(present(this.peek(), 'an operator is expected').text);
  }

  takeIf(text: string): Token | undefined {
    return isOperator(this.peek(), text) ? this.take(text) : undefined;
  }

  opensRows(): boolean {
    return this.#arraysInRows.has(this.#next);
  }

  expression(node: MathNode): Expression {
    return this.deeper(1, () => this.#build(node, this));
  }

  /** Runs a part of the walk some levels further down the tree. */
  deeper<T>(levels: number, part: () => T): T {
    this.#depth += levels;
    if (this.#depth > deepestTree) rejectDepth(this.#tokens);
    const result = part();
    this.#depth -= levels;
    return result;
  }
}

/** Items with commas between them. */
export function list<T>(nodes: readonly MathNode[], walk: Walk, item: (node: MathNode) => T): T[] {
  return nodes.map((node, k) => {
    if (k > 0) walk.take(',');
    return item(node);
  });
}

/** Rejects an expression whose tree is deeper than passes may recurse. */
export function rejectDepth(tokens: Tokens): never {
  const help = 'name parts of it in definitions of their own';
  reject('tooDeep', 'an expression is nested too deeply', spanOf(tokens), help);
}
