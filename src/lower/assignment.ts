import { invariant } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import { suffixOf, type Access, type VariableKey } from './access.ts';
import type { Block, Element, Site } from './block.ts';
import type { Expression, Local } from './loops.ts';
import {
  readsOf,
  visitActions,
  type Item,
  type Loop,
  type Update,
  type UpdateOperator,
} from './nest.ts';
import type { ExpressionPool } from './pool.ts';
import type { Tensor } from './term.ts';

/** Something that is set or changed, and the nodes whose numbers it holds. */
interface Variable {
  readonly local: Local;
  readonly of: readonly Node[];
}
interface Part {
  readonly element: Element;
  readonly of: readonly Node[];
}

/** The first value of a variable. */
interface First {
  readonly value: Expression;
  readonly isMutable: boolean;
  readonly of: readonly Node[];
}

/** Makes the statements that set and change numbers. */
export class Assignment {
  readonly #access: Access;
  readonly #pool: ExpressionPool;
  /** Tensors that are changed after their first value, and those that are used in the loop that sets them. */
  readonly #accumulated = new Set<Tensor>();
  readonly #usedAtOnce: ReadonlySet<Tensor>;

  constructor(items: readonly Item[], access: Access) {
    this.#access = access;
    this.#pool = access.pool;
    this.#usedAtOnce = usedAtOnce(items);
    visitActions(items, (action) => {
      if (action.kind === 'update' && action.operator !== '=') this.#accumulated.add(action.target);
    });
  }

  /** Sets or changes a number of a tensor by the values of the lanes that meet there. */
  assign(update: Update, values: readonly Expression[], site: Site): void {
    const { target, at, operator, of } = update;
    const value = values.reduce((a, b) => this.#joined(operator, a, b));
    const storage = this.#access.storageOf(target);
    if (storage.kind === 'array') {
      this.#assignElement(update, this.#access.element(target, at, site), value, site);
      return;
    }
    for (const variable of this.#access.keysOf(target, at, site)) {
      const { isMutable } = storage;
      if (operator === '=') this.declare(target, variable, { value, isMutable, of }, site.block);
      else this.#changeVariable(update, variable, operator, value, site.block);
    }
  }

  /** An element of an array: by way of a variable where it is accumulated, or used at once. */
  #assignElement(
    { target, operator, of }: Update,
    element: Element,
    value: Expression,
    site: Site,
  ): void {
    const register = site.block.registers.get(this.#access.elementKey(element));
    if (operator !== '=' && register) {
      this.#change({ local: register.local, of }, operator, value, null, site.block);
      register.state = 'dirty';
    } else if (operator === '=' && this.#isHeld(target)) {
      this.#hold(target, { element, of }, value, site);
    } else {
      this.#store({ element, of }, operator, value, site.block);
    }
  }

  /** Whether an element is kept in a variable while its loop works on it. */
  #isHeld(tensor: Tensor): boolean {
    return tensor.place === null && (this.#accumulated.has(tensor) || this.#usedAtOnce.has(tensor));
  }

  #hold(tensor: Tensor, { element, of }: Part, value: Expression, { choice, block }: Site): void {
    const mutable = this.#accumulated.has(tensor);
    const local: Local = { name: `${tensor.name}${choice.tags().join('_')}`, type: 'number' };
    block.out.push({ kind: 'declare', local, mutable, value, of });
    const state = mutable ? 'new' : 'dirty';
    block.registers.open(this.#access.elementKey(element), { local, element, of, state });
    this.flush(block, 'dirty');
  }

  /** Stores what is held in variables of the block. */
  flush(block: Block, state: 'new' | 'dirty'): void {
    for (const { local, element, of } of block.registers.take(state)) {
      const value = this.#pool.local(local);
      block.out.push({ kind: 'store', ...element, operator: '=', value, of });
    }
  }

  #joined(operator: Update['operator'], a: Expression, b: Expression): Expression {
    invariant(operator !== '=', 'a value is set once');
    return this.#folded(operator, a, b);
  }

  #folded(operator: Update['operator'], a: Expression, b: Expression): Expression {
    if (operator === 'max' || operator === 'min') return this.#pool.call(operator, [a, b]);
    return this.#pool.binary(operator === '*=' ? '*' : '+', a, b);
  }

  #store({ element, of }: Part, operator: UpdateOperator, value: Expression, block: Block): void {
    const self = this.#pool.load(element.buffer, element.index);
    if (operator === '=' && value === self) return;
    const factor = operator === '=' ? this.#factorOf(value, self) : null;
    const isExtremum = operator === 'max' || operator === 'min';
    if (factor) block.out.push({ kind: 'store', ...element, operator: '*=', value: factor, of });
    else if (!isExtremum) block.out.push({ kind: 'store', ...element, operator, value, of });
    else {
      const folded = this.#folded(operator, self, value);
      block.out.push({ kind: 'store', ...element, operator: '=', value: folded, of });
    }
  }

  /** k for a value k·self. */
  #factorOf(value: Expression, self: Expression): Expression | null {
    if (value.kind !== 'binary' || value.operator !== '*') return null;
    if (value.right === self) return value.left;
    return value.left === self ? value.right : null;
  }

  /** Gives a variable its first value; a number that stays is written where it is used. */
  declare(
    tensor: Tensor,
    { key, tags, test }: VariableKey,
    { value, isMutable, of }: First,
    block: Block,
  ): void {
    const first = test ? this.#pool.select(test, value, this.#pool.number(0)) : value;
    if (!isMutable && first.kind === 'number') {
      block.variables.set(key, first);
      return;
    }
    const local: Local = { name: `${tensor.name}${suffixOf(tags)}`, type: 'number' };
    block.variables.set(key, this.#pool.local(local));
    block.out.push({ kind: 'declare', local, mutable: isMutable, value: first, of });
  }

  #changeVariable(
    { target, of }: Update,
    { key, test }: VariableKey,
    operator: Exclude<UpdateOperator, '='>,
    value: Expression,
    block: Block,
  ): void {
    const held = block.variables.get(key);
    invariant(held?.kind === 'local', `${target.name} has a first value`);
    this.#change({ local: held.local, of }, operator, value, test, block);
  }

  /** Changes a variable; where there is a test, only if it holds. */
  #change(
    { local, of }: Variable,
    operator: Exclude<UpdateOperator, '='>,
    value: Expression,
    test: Expression | null,
    block: Block,
  ): void {
    const pool = this.#pool;
    if (operator === 'max' || operator === 'min') {
      const folded = this.#folded(operator, pool.local(local), value);
      const kept = test ? pool.select(test, folded, pool.local(local)) : folded;
      block.out.push({ kind: 'assign', local, operator: '=', value: kept, of });
      return;
    }
    const neutral = pool.number(operator === '+=' ? 0 : 1);
    const changed = test ? pool.select(test, value, neutral) : value;
    block.out.push({ kind: 'assign', local, operator, value: changed, of });
  }
}

/** Tensors that are read in the innermost loop that sets them. */
function usedAtOnce(items: readonly Item[]): ReadonlySet<Tensor> {
  const madeIn = new Map<Tensor, Loop>();
  const found = new Set<Tensor>();
  visitActions(items, (action, around) => {
    const loop = around.at(-1);
    if (action.kind === 'update' && action.operator === '=' && loop)
      madeIn.set(action.target, loop);
    for (const { tensor } of readsOf(action)) {
      const made = madeIn.get(tensor);
      if (made && around.includes(made)) found.add(tensor);
    }
  });
  return found;
}
