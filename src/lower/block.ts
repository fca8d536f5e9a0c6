import type { Node } from '../graph/index.ts';
import type { Buffer, Expression, Local, Statement } from './loops.ts';
import type { Choice, Lanes } from './lanes.ts';

/** Variables by tensor and lane, or the numbers that they would hold; inner blocks see those of outer ones. */
export class Variables {
  readonly #outer: Variables | null;
  readonly #own = new Map<string, Expression>();

  constructor(outer: Variables | null = null) {
    this.#outer = outer;
  }

  get(key: string): Expression | undefined {
    return this.#own.get(key) ?? this.#outer?.get(key);
  }

  set(key: string, value: Expression): void {
    this.#own.set(key, value);
  }
}

/** An element of an array. */
export interface Element {
  readonly buffer: Buffer;
  readonly index: Expression;
}

/** A variable that holds an element while a loop works on it. */
export interface Register {
  readonly local: Local;
  readonly element: Element;
  /** What is computed in it. */
  readonly of: readonly Node[];
  /** `new` until it is changed, `dirty` where the array has not its value yet. */
  state: 'new' | 'dirty' | 'clean';
}

/** The elements held in variables of a block and those around it. */
export class Registers {
  readonly #outer: Registers | null;
  readonly #own = new Map<number, Register>();

  constructor(outer: Registers | null = null) {
    this.#outer = outer;
  }

  get(key: number): Register | undefined {
    return this.#own.get(key) ?? this.#outer?.get(key);
  }

  open(key: number, register: Register): void {
    this.#own.set(key, register);
  }

  /** The registers of the block itself in a state, which are clean from then on. */
  take(state: Register['state']): Register[] {
    const taken = [...this.#own.values()].filter((register) => register.state === state);
    taken.forEach((register) => (register.state = 'clean'));
    return taken;
  }
}

/** What surrounds a statement while it is made. */
export interface Block {
  readonly lanes: Lanes;
  readonly variables: Variables;
  readonly registers: Registers;
  readonly out: Statement[];
}

/** A statement's place: its block and one lane of each loop around it. */
export interface Site {
  readonly block: Block;
  readonly choice: Choice;
}

export const newBlock = (): Block => ({
  lanes: new Map(),
  variables: new Variables(),
  registers: new Registers(),
  out: [],
});

/** A block inside another one. */
export const innerBlock = (outer: Block, lanes: Lanes, first: Statement[]): Block => ({
  lanes,
  variables: new Variables(outer.variables),
  registers: new Registers(outer.registers),
  out: first,
});
