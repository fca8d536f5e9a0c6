import { invariant, present } from '../base/invariant.ts';
import type { Element, Site } from './block.ts';
import type { Buffer, Expression } from './loops.ts';
import type { Choice, Lane } from './lanes.ts';
import type { Loop } from './nest.ts';
import type { ExpressionPool } from './pool.ts';
import { volumeOf, type Storage } from './storage.ts';
import type { Index, Place, Source, Tensor, Term } from './term.ts';

/** A variable that a position may be: its key, what distinguishes it, and the test that it is the one. */
export interface VariableKey {
  readonly key: string;
  /** Those of its lanes and positions that have one. */
  readonly tags: readonly string[];
  readonly test: Expression | null;
}

/** Where numbers are: terms as expressions over variables and arrays. */
export class Access {
  readonly pool: ExpressionPool;
  readonly #storage: ReadonlyMap<Tensor, Storage>;
  readonly #loops: ReadonlyMap<Index, Loop>;
  readonly #firstRow: Expression;
  readonly #ids = new Map<Tensor, number>();

  constructor(
    pool: ExpressionPool,
    storage: ReadonlyMap<Tensor, Storage>,
    loops: ReadonlyMap<Index, Loop>,
    firstRow: Expression,
  ) {
    this.pool = pool;
    this.#storage = storage;
    this.#loops = loops;
    this.#firstRow = firstRow;
  }

  /**
   * The variables that a position may be: one where it is known, else all of its axis, each with the
   * test that it is the one.
   */
  keysOf(tensor: Tensor, at: readonly Term[], site: Site): VariableKey[] {
    const { choice } = site;
    const { pool } = this;
    let keys = [{ tags: [] as string[], test: null as Expression | null }];
    at.forEach((term, axis) => {
      const tag = this.#tagOf(term, choice);
      if (tag !== null) {
        for (const key of keys) key.tags.push(tag);
        return;
      }
      const position = this.expression(term, site);
      keys = keys.flatMap(({ tags, test }) =>
        Array.from({ length: present(tensor.extents[axis]) }, (_, k) => {
          const own = pool.binary('==', position, pool.number(k));
          return { tags: [...tags, String(k)], test: test ? pool.binary('and', test, own) : own };
        }),
      );
    });
    const id = this.#idOf(tensor);
    return keys.map(({ tags, test }) => ({ key: `${id} ${tags.join(' ')}`, tags, test }));
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

  /** An element at a position, row-major from the place's offset. */
  element(source: Source, at: readonly Term[], site: Site): Element {
    const { pool } = this;
    const { place, isOwn } = this.#arrayOf(source);
    const volume = volumeOf(source.extents);
    let index = pool.number(place.offset);
    if (source.perRow && !isOwn) {
      const row = pool.times(this.#rowOf(place, site.choice), volume);
      if (volume > 1) pool.suggest(row, 'row');
      index = pool.plus(index, row);
    }
    let stride = volume;
    at.forEach((term, axis) => {
      stride /= present(source.extents[axis], `${source.name} has axis ${axis}`);
      index = pool.plus(index, pool.times(this.expression(term, site), stride));
    });
    return { buffer: place.buffer, index };
  }

  /** The row of the data, or the place of the row in the call. */
  #rowOf(place: Place, choice: Choice): Expression {
    const row = present(choice.row, 'a row is open');
    return place.fromFirstRow
      ? this.pool.binary('-', row.counter ?? row.position, this.#firstRow)
      : row.position;
  }

  /** A term as an expression. */
  expression(term: Term, site: Site): Expression {
    const rule = rules[term.kind] as (term: Term, access: Access, site: Site) => Expression;
    const { meanings } = this.pool;
    return meanings.note(rule(term, this, site), meanings.of(term));
  }

  position(index: Index, site: Site): Expression {
    return this.#laneOf(index, site.choice).position;
  }

  arrayBuffer(source: Source): Buffer {
    return this.#arrayOf(source).place.buffer;
  }

  /** An element's name: that of the whole, and which lane and position it is where these are fixed. */
  #nameOf(source: Source, at: readonly Term[], choice: Choice): string {
    const tags = at.map((term) => this.#tagOf(term, choice) ?? '');
    const suffix = suffixOf(tags);
    if (suffix !== '') return `${source.name}${suffix}`;
    return `${source.name}${at.length > 0 ? 'j' : source.perRow ? 'i' : ''}`;
  }

  storageOf(tensor: Tensor): Storage {
    return present(this.#storage.get(tensor), `${tensor.name} is stored`);
  }

  #arrayOf(source: Source): { readonly place: Place; readonly isOwn: boolean } {
    if (source.kind === 'input') return { place: source.place, isOwn: false };
    const storage = this.storageOf(source);
    invariant(storage.kind === 'array', `${source.name} is an array`);
    return storage;
  }

  elementKey({ buffer, index }: Element): number {
    return this.pool.elementKey(buffer, index);
  }

  /** A number of an input or a tensor: a variable that holds it, or an element of an array. */
  read(source: Source, at: readonly Term[], site: Site): Expression {
    if (source.kind === 'tensor' && this.storageOf(source).kind === 'locals') {
      return this.#variable(source, at, site);
    }
    const element = this.element(source, at, site);
    const register = site.block.registers.get(this.elementKey(element));
    if (register) return this.pool.local(register.local);
    const load = this.pool.load(element.buffer, element.index);
    if (this.pool.nameOf(load) !== undefined) return load;
    return this.pool.suggest(load, this.#nameOf(source, at, site.choice));
  }

  #variable(tensor: Tensor, at: readonly Term[], site: Site): Expression {
    const values = this.keysOf(tensor, at, site).map(({ key, test }) => {
      const value = site.block.variables.get(key);
      return { value: present(value, `${tensor.name} is computed before it is used`), test };
    });
    const last = present(values.pop()).value;
    return values.reduceRight(
      (otherwise, { value, test }) => this.pool.select(present(test), value, otherwise),
      last,
    );
  }
}

type TermRules = {
  readonly [K in Term['kind']]: (
    term: Extract<Term, { kind: K }>,
    access: Access,
    site: Site,
  ) => Expression;
};

const rules: TermRules = {
  number: (t, { pool }) => pool.number(t.value),
  field: (t, { pool }) => pool.field(t.name, t.of),
  index: (t, access, site) => access.position(t.index, site),
  read: (t, access, site) => access.read(t.source, t.at, site),
  binary: (t, access, site) =>
    access.pool.binary(
      t.operator,
      access.expression(t.left, site),
      access.expression(t.right, site),
    ),
  unary: (t, access, site) => access.pool.unary(t.operator, access.expression(t.value, site)),
  call: (t, access, site) =>
    access.pool.call(
      t.name,
      t.args.map((arg) => access.expression(arg, site)),
      t.isSmallLog,
    ),
  select: (t, access, site) =>
    access.pool.select(
      access.expression(t.test, site),
      access.expression(t.whenTrue, site),
      access.expression(t.whenFalse, site),
    ),
  array: (t, access) => access.pool.array(access.arrayBuffer(t.source)),
  random: (_t, { pool }) => pool.random(),
};

/** What a variable's name ends with. */
export const suffixOf = (tags: readonly string[]): string =>
  tags.filter((tag) => tag !== '').join('_');
