import { invariant, present } from '../base/invariant.ts';
import type { Buffer, Expression, Local, Statement } from './loops.ts';
import { choices, loopsIn, type Choice, type Lane, type Lanes } from './lanes.ts';
import {
  extentOf,
  readsOf,
  visitActions,
  type Fill,
  type Item,
  type Loop,
  type Perform,
  type Update,
  type UpdateOperator,
} from './nest.ts';
import type { ExpressionPool } from './pool.ts';
import { noLogs, splitLogs } from './logs.ts';
import { loopsByIndex, volumeOf, type Storage } from './storage.ts';
import {
  unrolledExtent,
  type Index,
  type Place,
  type Source,
  type Tensor,
  type Term,
} from './term.ts';

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
  /** Rows taken in one iteration of a loop over rows. */
  readonly rowLanes: number;
  /** Rows in a given order are taken one by one, so that rows as they lie are taken without a choice for each. */
  readonly isOrderApart: boolean;
  /** Iterations of an inner loop written out in one. */
  readonly jam: (loop: Loop) => number;
}

/** Variables by tensor and lane; inner blocks see those of outer ones. */
class Variables {
  readonly #outer: Variables | null;
  readonly #own = new Map<string, Local>();

  constructor(outer: Variables | null = null) {
    this.#outer = outer;
  }

  get(key: string): Local | undefined {
    return this.#own.get(key) ?? this.#outer?.get(key);
  }

  set(key: string, local: Local): void {
    this.#own.set(key, local);
  }
}

/** An element of an array. */
interface Element {
  readonly buffer: Buffer;
  readonly index: Expression;
}

/** A variable that holds an element while a loop works on it; dirty where the array has not its value yet. */
interface Register {
  readonly local: Local;
  readonly element: Element;
  isDirty: boolean;
}

/** The elements held in variables of a block and those around it. */
class Registers {
  readonly #outer: Registers | null;
  readonly #own = new Map<string, Register>();

  constructor(outer: Registers | null = null) {
    this.#outer = outer;
  }

  get(key: string): Register | undefined {
    return this.#own.get(key) ?? this.#outer?.get(key);
  }

  open(key: string, register: Register): void {
    this.#own.set(key, register);
  }

  /** The dirty registers of the block itself, which are clean from then on. */
  takeDirty(): Register[] {
    const dirty = [...this.#own.values()].filter((register) => register.isDirty);
    dirty.forEach((register) => (register.isDirty = false));
    return dirty;
  }
}

/** What surrounds a statement while it is made. */
interface Block {
  readonly lanes: Lanes;
  readonly variables: Variables;
  readonly registers: Registers;
  readonly out: Statement[];
}

/** Turns a tree of loops over tensors into statements over variables and arrays. */
export class Emission {
  readonly #target: Target;
  readonly #pool: ExpressionPool;
  readonly #loops: ReadonlyMap<Index, Loop>;
  readonly #ids = new Map<Tensor, number>();
  /** Tensors that are changed after their first value, and those that are used in the loop that sets them. */
  readonly #accumulated = new Set<Tensor>();
  readonly #usedAtOnce: ReadonlySet<Tensor>;

  constructor(items: readonly Item[], target: Target) {
    this.#target = target;
    this.#usedAtOnce = usedAtOnce(items);
    visitActions(items, (action) => {
      if (action.kind === 'update' && action.operator !== '=') this.#accumulated.add(action.target);
    });
    this.#pool = target.pool;
    this.#loops = loopsByIndex(items);
  }

  /** The statements of a kernel; the last returns the result. */
  kernel(items: readonly Item[], result: Term | null): Statement[] {
    const block: Block = {
      lanes: new Map(),
      variables: new Variables(),
      registers: new Registers(),
      out: [],
    };
    this.#emit(items, block);
    if (result)
      block.out.push({ kind: 'return', value: this.#expression(result, new Map(), block) });
    return block.out;
  }

  #emit(items: readonly Item[], block: Block): void {
    for (const item of items) {
      if (item.kind === 'loop') this.#loop(item, block);
      else if (item.kind === 'update') this.#update(item, block);
      else if (item.kind === 'fill') this.#fill(item, block);
      else this.#perform(item, block);
      this.#flush(block);
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
    const width = Math.min(this.#target.jam(loop), extent);
    const whole = extent - (extent % width);
    const { pool } = this;
    this.#span(loop, pool.number(0), pool.number(whole), width, block);
    if (whole < extent) this.#span(loop, pool.number(whole), pool.number(extent), 1, block);
  }

  #span(loop: Loop, from: Expression, to: Expression, width: number, block: Block): void {
    const index: Local = { name: 'j', type: 'index' };
    const position = this.#pool.local(index);
    const lanes = Array.from({ length: width }, (_, k): Lane => ({
      position: this.#pool.plus(position, this.#pool.number(k)),
      tag: width === 1 ? '' : String(k),
    }));
    const body = this.#inner(loop, lanes, [], block);
    block.out.push({ kind: 'for', index, from, to, step: width, body });
  }

  get pool(): ExpressionPool {
    return this.#pool;
  }

  #inner(loop: Loop, lanes: readonly Lane[], first: Statement[], block: Block): Statement[] {
    const inner: Block = {
      lanes: new Map(block.lanes).set(loop, lanes),
      variables: new Variables(block.variables),
      registers: new Registers(block.registers),
      out: first,
    };
    this.#emit(loop.body, inner);
    return inner.out;
  }

  /** Several rows at a time, and then the rows that are left. */
  #rows(loop: Loop, block: Block): void {
    const { rows, rowLanes, isOrderApart } = this.#target;
    if (rowLanes === 1) return this.#rowSpan(loop, rows, 1, block);
    const end: Local = { name: 'end', type: 'index' };
    const { pool } = this;
    const count = pool.binary('-', rows.to, rows.from);
    const whole = pool.binary('-', rows.to, pool.binary('%', count, pool.number(rowLanes)));
    const isApart = rows.order !== null && isOrderApart;
    const value =
      rows.order && isApart ? pool.select(pool.absent(rows.order), whole, rows.from) : whole;
    block.out.push({ kind: 'declare', local: end, mutable: false, value });
    const order = isApart ? null : rows.order;
    this.#rowSpan(loop, { from: rows.from, to: pool.local(end), order }, rowLanes, block);
    this.#rowSpan(loop, { ...rows, from: pool.local(end) }, 1, block);
  }

  #rowSpan(loop: Loop, { from, to, order }: RowRange, width: number, block: Block): void {
    const index: Local = { name: 'k', type: 'index' };
    const first: Statement[] = [];
    const lanes = Array.from({ length: width }, (_, q) =>
      this.#rowLane(index, q, width, order, first),
    );
    const body = this.#inner(loop, lanes, first, block);
    block.out.push({ kind: 'for', index, from, to, step: width, body });
  }

  /** The row of a lane: the position itself, or what the order has there. */
  #rowLane(index: Local, q: number, width: number, order: Buffer | null, first: Statement[]): Lane {
    const { pool } = this;
    const position = pool.plus(pool.local(index), pool.number(q));
    const tag = width === 1 ? '' : String(q);
    if (order === null) return { position, tag };
    const local: Local = { name: `i${tag}`, type: 'index' };
    const value = pool.select(pool.absent(order), position, pool.load(order, position));
    first.push({ kind: 'declare', local, mutable: false, value });
    return { position: pool.local(local), counter: position, tag };
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
      const lanes = choices(
        summed,
        block.lanes,
        operator === '=' ? onlyLanes(block.lanes, choice) : choice,
      );
      this.#assign(update, choice, this.#lanesOf(operator, value, lanes, block), block);
    }
  }

  /** The values of all lanes; logarithms of 1 + e that are added are one logarithm. */
  #lanesOf(
    operator: UpdateOperator,
    value: Term,
    lanes: readonly Choice[],
    block: Block,
  ): Expression[] {
    const { rest, arguments: logs } =
      operator === '+=' && lanes.length > 1 ? splitLogs(value) : noLogs(value);
    const own = rest ? lanes.map((choice) => this.#expression(rest, choice, block)) : [];
    const parts = logs.flatMap((log) =>
      lanes.map((choice) => this.#expression(log, choice, block)),
    );
    if (parts.length === 0) return own;
    return [
      ...own,
      this.#pool.call('Math', 'log1p', [parts.reduce((a, b) => this.#bothPlusOne(a, b))]),
    ];
  }

  /** (1 + a)(1 + b) − 1 = a + b + ab, exact to the last digits for a, b ≥ 0 however small. */
  #bothPlusOne(a: Expression, b: Expression): Expression {
    const { pool } = this;
    return pool.binary('+', pool.binary('+', a, b), pool.binary('*', a, b));
  }

  #assign(update: Update, choice: Choice, values: readonly Expression[], block: Block): void {
    const { target, at, operator } = update;
    const value = values.reduce((a, b) => this.#joined(operator, a, b));
    const storage = present(this.#target.storage.get(target), `${target.name} is stored`);
    if (storage.kind === 'array') {
      const index = this.#index(target, storage.place, storage.perLane, at, choice, block);
      this.#assignElement(update, storage.place.buffer, index, value, choice, block);
      return;
    }
    const keys = this.#keysOf(target, at, choice, block);
    for (const { key, suffix, test } of keys) {
      this.#setLocal(target, key, suffix, operator, value, test, storage.isMutable, block);
    }
  }

  /** An element of an array: by way of a variable where it is accumulated, or used at once. */
  #assignElement(
    { target, operator }: Update,
    buffer: Buffer,
    index: Expression,
    value: Expression,
    choice: Choice,
    block: Block,
  ): void {
    const element: Element = { buffer, index };
    const key = this.#elementKey(element);
    const register = block.registers.get(key);
    if (operator !== '=' && register) {
      this.#change(register.local, operator, value, null, block);
      register.isDirty = true;
    } else if (operator === '=' && this.#isHeld(target)) {
      this.#hold(target, element, value, choice, block);
    } else {
      this.#storeInArray(buffer, index, operator, value, block);
    }
  }

  /** Whether an element is kept in a variable while its loop works on it. */
  #isHeld(tensor: Tensor): boolean {
    return tensor.place === null && (this.#accumulated.has(tensor) || this.#usedAtOnce.has(tensor));
  }

  #hold(tensor: Tensor, element: Element, value: Expression, choice: Choice, block: Block): void {
    const mutable = this.#accumulated.has(tensor);
    const tags = [...choice.values()].map((lane) => lane.tag).filter((tag) => tag !== '');
    const local: Local = { name: `${tensor.name}${tags.join('_')}`, type: 'number' };
    block.out.push({ kind: 'declare', local, mutable, value });
    block.registers.open(this.#elementKey(element), { local, element, isDirty: !mutable });
    if (!mutable) this.#flush(block);
  }

  #elementKey({ buffer, index }: Element): string {
    return `${this.#pool.idOf(buffer)} ${this.#pool.idOf(index)}`;
  }

  /** Stores what was accumulated in the variables of the block. */
  #flush(block: Block): void {
    for (const { local, element } of block.registers.takeDirty()) {
      const value = this.#pool.local(local);
      block.out.push({ kind: 'store', ...element, operator: '=', value });
    }
  }

  #joined(operator: Update['operator'], a: Expression, b: Expression): Expression {
    invariant(operator !== '=', 'a value is set once');
    return this.#folded(operator, a, b);
  }

  #folded(operator: Update['operator'], a: Expression, b: Expression): Expression {
    if (operator === 'max' || operator === 'min') return this.#pool.call('Math', operator, [a, b]);
    return this.#pool.binary(operator === '*=' ? '*' : '+', a, b);
  }

  #storeInArray(
    buffer: Buffer,
    index: Expression,
    operator: Update['operator'],
    value: Expression,
    block: Block,
  ): void {
    const self = this.#pool.load(buffer, index);
    if (operator === '=' && value === self) return;
    const factor = operator === '=' ? this.#factorOf(value, self) : null;
    if (factor) {
      block.out.push({ kind: 'store', buffer, index, operator: '*=', value: factor });
      return;
    }
    const isExtremum = operator === 'max' || operator === 'min';
    const stored = isExtremum ? this.#folded(operator, self, value) : value;
    block.out.push({
      kind: 'store',
      buffer,
      index,
      operator: isExtremum ? '=' : operator,
      value: stored,
    });
  }

  /** k for a value k·self. */
  #factorOf(value: Expression, self: Expression): Expression | null {
    if (value.kind !== 'binary' || value.operator !== '*') return null;
    if (value.right === self) return value.left;
    return value.left === self ? value.right : null;
  }

  #setLocal(
    tensor: Tensor,
    key: string,
    suffix: string,
    operator: Update['operator'],
    value: Expression,
    test: Expression | null,
    isMutable: boolean,
    block: Block,
  ): void {
    const { pool } = this;
    if (operator === '=') {
      const local: Local = { name: `${tensor.name}${suffix}`, type: 'number' };
      block.variables.set(key, local);
      const first = test ? pool.select(test, value, pool.number(0)) : value;
      block.out.push({ kind: 'declare', local, mutable: isMutable, value: first });
      return;
    }
    const local = present(block.variables.get(key), `${tensor.name} has a first value`);
    this.#change(local, operator, value, test, block);
  }

  /** Changes a variable; where there is a test, only if it holds. */
  #change(
    local: Local,
    operator: Exclude<UpdateOperator, '='>,
    value: Expression,
    test: Expression | null,
    block: Block,
  ): void {
    const { pool } = this;
    if (operator === 'max' || operator === 'min') {
      const folded = this.#folded(operator, pool.local(local), value);
      const kept = test ? pool.select(test, folded, pool.local(local)) : folded;
      block.out.push({ kind: 'assign', local, operator: '=', value: kept });
      return;
    }
    const neutral = pool.number(operator === '+=' ? 0 : 1);
    const changed = test ? pool.select(test, value, neutral) : value;
    block.out.push({ kind: 'assign', local, operator, value: changed });
  }

  #fill({ target, value }: Fill, block: Block): void {
    const storage = present(this.#target.storage.get(target), `${target.name} is stored`);
    const { pool } = this;
    if (storage.kind === 'array') {
      const { buffer, offset } = storage.place;
      const to = pool.number(offset + volumeOf(target.extents));
      block.out.push({
        kind: 'fill',
        buffer,
        from: pool.number(offset),
        to,
        value: pool.number(value),
      });
      return;
    }
    for (const position of positionsOf(target.extents)) {
      const at = position.map((k): Term => ({ kind: 'number', value: k }));
      const [only] = this.#keysOf(target, at, new Map(), block);
      const { key, suffix } = present(only);
      this.#setLocal(target, key, suffix, '=', pool.number(value), null, storage.isMutable, block);
    }
  }

  #perform({ value }: Perform, block: Block): void {
    for (const choice of choices(block.lanes.keys(), block.lanes)) {
      block.out.push({ kind: 'perform', value: this.#expression(value, choice, block) });
    }
  }

  /**
   * The variables that a position may be: one where it is known, else all of its axis, each with the
   * test that it is the one.
   */
  #keysOf(
    tensor: Tensor,
    at: readonly Term[],
    choice: Choice,
    block: Block,
  ): { key: string; suffix: string; test: Expression | null }[] {
    const { pool } = this;
    let keys = [{ tags: this.#rowTag(tensor, choice), test: null as Expression | null }];
    at.forEach((term, axis) => {
      const tag = this.#tagOf(term, choice);
      if (tag !== null) {
        keys = keys.map(({ tags, test }) => ({ tags: [...tags, tag], test }));
        return;
      }
      const position = this.#expression(term, choice, block);
      keys = keys.flatMap(({ tags, test }) =>
        Array.from({ length: present(tensor.extents[axis]) }, (_, k) => {
          const own = pool.binary('===', position, pool.number(k));
          return { tags: [...tags, String(k)], test: test ? pool.binary('&&', test, own) : own };
        }),
      );
    });
    return keys.map(({ tags, test }) => ({
      key: `${this.#idOf(tensor)} ${tags.join(' ')}`,
      suffix: tags.filter((tag) => tag !== '').join('_'),
      test,
    }));
  }

  #rowTag(tensor: Source, choice: Choice): string[] {
    if (!tensor.perRow) return [];
    return [...choice].filter(([loop]) => extentOf(loop) === 'rows').map(([, lane]) => lane.tag);
  }

  /** The tag of a position that is known when the code is made; null for one that data decide. */
  #tagOf(term: Term, choice: Choice): string | null {
    if (term.kind === 'number') return String(term.value);
    return term.kind === 'index' ? this.#laneOf(term.index, choice).tag : null;
  }

  #laneOf(index: Index, choice: Choice): Lane {
    return present(
      choice.get(present(this.#loops.get(index), 'an index has a loop')),
      'a loop is open',
    );
  }

  #idOf(tensor: Tensor): number {
    const known = this.#ids.get(tensor);
    if (known !== undefined) return known;
    this.#ids.set(tensor, this.#ids.size);
    return this.#ids.size - 1;
  }

  /** The index of a position in an array, row-major from the place's offset. */
  #index(
    source: Source,
    place: Place,
    perLane: boolean,
    at: readonly Term[],
    choice: Choice,
    block: Block,
  ): Expression {
    const { pool } = this;
    const volume = volumeOf(source.extents);
    let index = pool.number(place.offset);
    if (source.perRow) {
      const row = pool.times(this.#rowOf(place, perLane, choice), volume);
      const [tag = ''] = this.#rowTag(source, choice);
      if (volume > 1) pool.suggest(row, `row${tag}`);
      index = pool.plus(index, row);
    }
    let stride = volume;
    at.forEach((term, axis) => {
      stride /= present(source.extents[axis], `${source.name} has axis ${axis}`);
      index = pool.plus(index, pool.times(this.#expression(term, choice, block), stride));
    });
    return index;
  }

  /** The row of the data, the place of the row in the call, or the lane in scratch. */
  #rowOf(place: Place, perLane: boolean, choice: Choice): Expression {
    const { pool } = this;
    const [lane] = [...choice].filter(([loop]) => extentOf(loop) === 'rows').map(([, l]) => l);
    const row = present(lane, 'a row is open');
    if (perLane) return pool.number(row.tag === '' ? 0 : Number(row.tag));
    return place.fromFirstRow
      ? pool.binary('-', row.counter ?? row.position, this.#target.rows.from)
      : row.position;
  }

  #expression(term: Term, choice: Choice, block: Block): Expression {
    const { pool } = this;
    const of = (t: Term): Expression => this.#expression(t, choice, block);
    switch (term.kind) {
      case 'number':
        return pool.number(term.value);
      case 'field':
        return pool.field(term.name, term.of);
      case 'index':
        return this.#laneOf(term.index, choice).position;
      case 'read':
        return this.#read(term.source, term.at, choice, block);
      case 'binary':
        return pool.binary(term.operator, of(term.left), of(term.right));
      case 'unary':
        return pool.unary(term.operator, of(term.value));
      case 'call':
        return pool.call(term.of, term.name, term.args.map(of));
      case 'select':
        return pool.select(of(term.test), of(term.whenTrue), of(term.whenFalse));
      case 'array':
        return pool.array(this.#placeOf(term.source).buffer);
      case 'random':
        return pool.random();
    }
  }

  /** An element's name: that of the whole, and which lane and position it is where these are fixed. */
  #nameOf(source: Source, at: readonly Term[], choice: Choice): string {
    const tags = [
      ...this.#rowTag(source, choice),
      ...at.map((term) => this.#tagOf(term, choice) ?? ''),
    ];
    const fixed = tags.filter((tag) => tag !== '');
    if (fixed.length > 0) return `${source.name}${fixed.join('_')}`;
    return `${source.name}${at.length > 0 ? 'j' : source.perRow ? 'i' : ''}`;
  }

  #placeOf(source: Source): Place {
    if (source.kind === 'input') return source.place;
    const storage = this.#target.storage.get(source);
    invariant(storage?.kind === 'array', `${source.name} is an array`);
    return storage.place;
  }

  #read(source: Source, at: readonly Term[], choice: Choice, block: Block): Expression {
    if (source.kind === 'input') {
      const index = this.#index(source, source.place, false, at, choice, block);
      const element = this.#pool.load(source.place.buffer, index);
      return this.#pool.suggest(element, this.#nameOf(source, at, choice));
    }
    const storage = present(this.#target.storage.get(source), `${source.name} is stored`);
    if (storage.kind === 'array') {
      const index = this.#index(source, storage.place, storage.perLane, at, choice, block);
      const { buffer } = storage.place;
      const register = block.registers.get(this.#elementKey({ buffer, index }));
      if (register) return this.#pool.local(register.local);
      return this.#pool.suggest(this.#pool.load(buffer, index), this.#nameOf(source, at, choice));
    }
    const keys = this.#keysOf(source, at, choice, block);
    const values = keys.map(({ key }) =>
      this.#pool.local(
        present(block.variables.get(key), `${source.name} is computed before it is used`),
      ),
    );
    return values.reduceRight((otherwise, value, k) =>
      this.#pool.select(present(present(keys[k]).test), value, otherwise),
    );
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

/** A choice completed by the loops that have one lane. */
const onlyLanes = (lanes: Lanes, choice: Choice): Choice =>
  new Map([
    ...[...lanes].flatMap(([loop, [lane]]): [Loop, Lane][] => (lane ? [[loop, lane]] : [])),
    ...choice,
  ]);

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
