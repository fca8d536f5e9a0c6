import { present } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import { Access } from './access.ts';
import { Assignment } from './assignment.ts';
import { innerBlock, newBlock, type Block } from './block.ts';
import type { Buffer, Expression, Local, Statement } from './loops.ts';
import { Choice, choices, loopsIn, type Lane, type Lanes } from './lanes.ts';
import { limitsOf } from './limits.ts';
import { extentOf, type Fill, type Item, type Loop, type Perform, type Update } from './nest.ts';
import type { ExpressionPool } from './pool.ts';
import { isWhole } from './facts.ts';
import { loopsByIndex, volumeOf, type Storage } from './storage.ts';
import type { Tiling } from './tile.ts';
import { unrolledExtent, type Tensor, type Term } from './term.ts';

/** The rows of a call: their bounds, and how a position among them gives a row. */
export interface RowRange {
  readonly from: Expression;
  readonly to: Expression;
  readonly order: Buffer | null;
}

/** Everything about a kernel that its statements depend on. */
export interface Target {
  readonly pool: ExpressionPool;
  readonly storage: ReadonlyMap<Tensor, Storage>;
  readonly rows: RowRange;
  readonly tiling: Tiling;
}

/** A part of a counted loop, and its length on average. */
interface Span {
  readonly from: Expression;
  readonly to: Expression;
  readonly turns: number;
}

/** Turns a tree of loops over tensors into statements over variables and arrays. */
export class Emission {
  readonly #target: Target;
  readonly #pool: ExpressionPool;
  readonly #access: Access;
  readonly #assignment: Assignment;

  constructor(items: readonly Item[], target: Target) {
    this.#target = target;
    this.#pool = target.pool;
    this.#access = new Access(target.pool, target.storage, loopsByIndex(items), target.rows.from);
    this.#assignment = new Assignment(items, this.#access);
  }

  /** The statements of a kernel; the last returns the result, a number of the given nodes. */
  kernel(items: readonly Item[], result: Term | null, of: readonly Node[]): Statement[] {
    const block = newBlock();
    this.#emit(items, block);
    if (result) {
      const value = this.#access.expression(result, { block, choice: Choice.none });
      block.out.push({ kind: 'return', value, of });
    }
    return block.out;
  }

  #emit(items: readonly Item[], block: Block): void {
    for (const item of items) {
      if (item.kind === 'loop') this.#loop(item, block);
      else if (item.kind === 'update') this.#update(item, block);
      else if (item.kind === 'fill') this.#fill(item, block);
      else this.#perform(item, block);
      this.#assignment.flush(block, 'dirty');
    }
  }

  #loop(loop: Loop, block: Block): void {
    const extent = extentOf(loop);
    if (extent === 'rows') this.#rows(loop, block);
    else if (extent <= unrolledExtent) this.#unrolled(loop, extent, block);
    else this.#counted(loop, extent, block);
  }

  /** A short loop is written out: its iterations side by side, or one after the other where they must be. */
  #unrolled(loop: Loop, extent: number, block: Block): void {
    const lanes = Array.from({ length: extent }, (_, k): Lane => ({
      position: this.#pool.number(k),
      tag: String(k),
    }));
    const isSequential = [...loop.indices].some((index) => index.sequential);
    for (const group of isSequential ? lanes.map((lane) => [lane]) : [lanes]) {
      this.#emit(loop.body, { ...block, lanes: new Map(block.lanes).set(loop, group) });
    }
  }

  #counted(loop: Loop, extent: number, block: Block): void {
    const width = Math.min(this.#target.tiling(loop), extent);
    const limits = limitsOf(loop, extent, width, block.lanes, this.#pool);
    const { turns } = limits;
    const from = this.#plainly(limits.from, 'first', block);
    const to = this.#plainly(limits.to, 'last', block);
    if (limits.isEven || width === 1) return this.#span(loop, { from, to, turns }, width, block);
    const whole = this.#plainly(this.#wholeOf(from, to, width), 'whole', block);
    this.#span(loop, { from, to: whole, turns }, width, block);
    this.#span(loop, { from: whole, to, turns: turns % width }, 1, block);
  }

  /** The end of what can be taken in whole steps. */
  #wholeOf(from: Expression, to: Expression, width: number): Expression {
    const pool = this.#pool;
    if (from.kind === 'number' && to.kind === 'number')
      return pool.number(to.value - ((to.value - from.value) % width));
    const length = from.kind === 'number' && from.value === 0 ? to : pool.binary('-', to, from);
    return pool.binary('-', to, pool.binary('rem', length, pool.number(width)));
  }

  /** A limit as a number, a counter with an offset, or else a variable: it is not computed in each turn. */
  #plainly(limit: Expression, name: string, block: Block): Expression {
    if (isWhole(limit)) return limit;
    const local: Local = { name, type: 'index' };
    block.out.push({ kind: 'declare', local, mutable: false, value: limit });
    return this.#pool.local(local);
  }

  #span(loop: Loop, { from, to, turns }: Span, width: number, block: Block): void {
    const index: Local = { name: 'j', type: 'index' };
    const position = this.#pool.local(index);
    const lanes = Array.from({ length: width }, (_, k): Lane => ({
      position: this.#pool.plus(position, this.#pool.number(k)),
      tag: width === 1 ? '' : String(k),
    }));
    const body = this.#inner(loop, lanes, [], block);
    const isFixed = from.kind === 'number' && to.kind === 'number';
    const average = isFixed ? {} : { turns: turns / width };
    block.out.push({ kind: 'for', index, from, to, step: width, body, ...average });
  }

  #inner(loop: Loop, lanes: readonly Lane[], first: Statement[], block: Block): Statement[] {
    const inner = innerBlock(block, new Map(block.lanes).set(loop, lanes), first);
    this.#emit(loop.body, inner);
    this.#assignment.flush(inner, 'new');
    return inner.out;
  }

  /** Every row in turn: at the position itself, or the one that the order has there. */
  #rows(loop: Loop, block: Block): void {
    const pool = this.#pool;
    const { from, to, order } = this.#target.rows;
    const index: Local = { name: 'k', type: 'index' };
    const counter = pool.local(index);
    const first: Statement[] = [];
    let lane: Lane = { position: counter, tag: '' };
    if (order) {
      const local: Local = { name: 'i', type: 'index' };
      const value = pool.select(pool.absent(order), counter, pool.load(order, counter));
      first.push({ kind: 'declare', local, mutable: false, value });
      lane = { position: pool.local(local), counter, tag: '' };
    }
    const body = this.#inner(loop, [lane], first, block);
    block.out.push({ kind: 'for', index, from, to, step: 1, body });
  }

  #update(update: Update, block: Block): void {
    const { target, at, operator, value } = update;
    const own = loopsIn(at, block.lanes);
    for (const loop of block.lanes.keys()) {
      if (extentOf(loop) === 'rows' && target.perRow) own.add(loop);
    }
    // Every iteration counts, also of a loop that the value does not vary with.
    const summed = operator === '=' ? [] : [...block.lanes.keys()].filter((loop) => !own.has(loop));
    for (const choice of choices(inOrder(own, block), block.lanes)) {
      const around = operator === '=' ? withOnlyLanes(choice, block.lanes) : choice;
      const lanes = choices(summed, block.lanes, around);
      const values = lanes.map((lane) => this.#access.expression(value, { choice: lane, block }));
      this.#assignment.assign(update, values, { block, choice });
    }
  }

  #fill({ target, value, of }: Fill, block: Block): void {
    const storage = this.#access.storageOf(target);
    const pool = this.#pool;
    if (storage.kind === 'array') {
      const { buffer, offset } = storage.place;
      const to = pool.number(offset + volumeOf(target.extents));
      block.out.push({
        kind: 'fill',
        buffer,
        from: pool.number(offset),
        to,
        value: pool.number(value),
        of,
      });
      return;
    }
    const { isMutable } = storage;
    for (const position of positionsOf(target.extents)) {
      const at = position.map((k): Term => ({ kind: 'number', value: k }));
      const [only] = this.#access.keysOf(target, at, { block, choice: Choice.none });
      const first = { value: pool.number(value), isMutable, of };
      this.#assignment.declare(target, present(only), first, block);
    }
  }

  #perform({ value, of }: Perform, block: Block): void {
    for (const choice of choices(block.lanes.keys(), block.lanes)) {
      const done = this.#access.expression(value, { choice, block });
      block.out.push({ kind: 'perform', value: done, of });
    }
  }
}

/** A choice completed by the loops that have one lane. */
function withOnlyLanes(choice: Choice, lanes: Lanes): Choice {
  let all = choice;
  for (const [loop, own] of lanes) {
    const [only] = own;
    if (only && all.get(loop) === null) all = all.with(loop, only);
  }
  return all;
}

/** Loops in the order in which they stand around the statement. */
const inOrder = (loops: ReadonlySet<Loop>, block: Block): Loop[] =>
  [...block.lanes.keys()].filter((loop) => loops.has(loop));

/** Every position of a small tensor, in row-major order. */
const positionsOf = (extents: readonly number[]): number[][] =>
  extents.reduce<number[][]>(
    (all, extent) =>
      all.flatMap((position) => Array.from({ length: extent }, (_, k) => [...position, k])),
    [[]],
  );
