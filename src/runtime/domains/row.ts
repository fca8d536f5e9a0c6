import type { Random } from '../model.ts';

export type Role = 'data' | 'param' | 'hyper';

/** What numbers of a domain lie between, and whether a number may lie on its border: in data, or anywhere. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
  readonly border: 'never' | 'in data' | 'always';
  readonly whole?: true;
}

/** How a parameter is made of numbers without constraint, θ, in floating point. */
export interface Transform<D> {
  /** How many of the last axes of a parameter are made as one block: of numbers 0, of vectors 1, of matrices 2. */
  readonly rank: 0 | 1 | 2;
  /** The shape of the θ of a block. */
  readonly free: (block: readonly number[]) => readonly number[];
  constrain(free: Float64Array, block: Float64Array, domain: D): void;
  /** Gives NaN or infinities where the block is not inside the domain. */
  unconstrain(block: Float64Array, free: Float64Array, domain: D): void;
}

/** What is asked of a domain where a model runs; `D` is what a declaration of it becomes. */
export interface DomainRow<D> {
  /** Completes "must be …". */
  description(domain: D): string;
  bounds(domain: D): Bounds;
  /** For a domain of vectors: whether it holds the n numbers from `offset`, each of which is within the bounds. */
  readonly holdsVector?: (values: ArrayLike<number>, offset: number, n: number) => boolean;
  /** Null for what no parameter can be. */
  readonly transform: Transform<D> | null;
}

/** How the set of values of some shape is written; `$shape`, `$rest`, `$last`, `$a`, `$b` and `$codes` are filled in. */
export interface SetNotation {
  readonly unicode: string;
  readonly latex: string;
}

/** The transform as it is read. */
export interface TransformText<D> {
  /**
   * A block as text in the language, over its θ `t`, its sizes `n` and `m`, and the arguments `a` and `b` of the
   * domain.
   */
  readonly text: (block: readonly number[]) => string;
  /** What θ is called in code: the name of the parameter after this. */
  readonly prefix: string;
  /** For readers, where the text is not how one would write it; `$x` is the parameter and `$t` its θ. */
  readonly words?: string;
  /** dx/dθ of a number, as a function of its value x. */
  slope?(x: number, domain: D): number;
  /** From ∂J/∂θ and a block x: ∂J/∂x, where its elements can move one by one; absent where they cannot. */
  slopes?(slopes: Float64Array, block: Float64Array, domain: D): Float64Array;
}

/** What is asked of a domain where a model is compiled. */
export interface DomainSyntax<D> {
  /** How it is declared, `interval(a, b)`: its name, and its arguments. */
  readonly signature: string;
  /** The domain of some arguments, which are the numbers in it, or what is wrong with them. */
  readonly make: (args: readonly number[]) => D | string;
  readonly roles: readonly Role[];
  /** Ranks that a shape may have: a simplex is a vector at least, a weight is a number. */
  readonly ranks: readonly number[];
  /** The least length of the last axis. */
  readonly leastLength?: number;
  /** The region of the same numbers among those that functions are defined in. */
  readonly region?: 'positive' | 'unit' | 'count';
  readonly set: SetNotation;
  /** Null for what no parameter can be. */
  readonly transform: TransformText<D> | null;
  /** Draws n numbers, one vector where it is a domain of vectors, of a size that data commonly have. */
  draw(random: Random, domain: D, n: number): number[];
}

export const everywhere: readonly Role[] = ['data', 'param', 'hyper'];
export const observed: readonly Role[] = ['data', 'hyper'];
export const anyRank: readonly number[] = [0, 1, 2];

/** The transform of each number by itself. */
export const ofNumber = <D>(
  constrain: (x: number, domain: D) => number,
  unconstrain: (y: number, domain: D) => number,
): Transform<D> => ({
  rank: 0,
  free: (block) => block,
  constrain: (free, block, domain) => {
    block[0] = constrain(free[0] as number, domain);
  },
  unconstrain: (block, free, domain) => {
    free[0] = unconstrain(block[0] as number, domain);
  },
});

/** n independent draws. */
export const independent = (n: number, draw: () => number): number[] =>
  Array.from({ length: n }, draw);

/** A number of the standard normal distribution (Box & Muller 1958). */
export const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
