import { present } from '../base/invariant.ts';
import { Facts, isWhole } from './facts.ts';
import type { Buffer, Expression, Local, Statement } from './loops.ts';
import { joinedSum } from './merge-log1p.ts';
import { nameOfExpression } from './names.ts';
import type { ExpressionPool } from './pool.ts';
import { blocksOf, operandsOf, valuesOf, visitStatements } from './traverse.ts';

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type For = StatementOf<'for'>;

interface Setting {
  readonly pool: ExpressionPool;
  /** In the place of an array of one row's numbers: one with room for the rows of all lanes. */
  readonly buffers: Map<Buffer, Buffer>;
  /** The order of the rows where it is known to be absent. */
  readonly order: Buffer | null;
}

/** The body of a loop for several of its iterations at once. */
export function jam(loop: For, width: number, setting: Setting): Statement[] {
  const lanes = Array.from({ length: width }, (_, k) => new Lane(k, width));
  const { pool } = setting;
  lanes.forEach((lane, k) =>
    lane.put(loop.index, pool.plus(pool.local(loop.index), pool.number(k))),
  );
  return new Jam(loop, lanes, setting).block(loop.body, null, lanes);
}

/** One of the iterations that are done at once. */
class Lane {
  readonly number: number;
  readonly #width: number;
  readonly #locals = new Map<Local, Local>();
  readonly #values = new Map<Local, Expression>();

  constructor(number: number, width: number) {
    this.number = number;
    this.#width = width;
  }

  /** Says what stands in the place of a variable. */
  put(local: Local, value: Expression): void {
    this.#values.set(local, value);
  }

  value(local: Local, pool: ExpressionPool): Expression {
    return this.#values.get(local) ?? pool.local(this.local(local));
  }

  /** The lane's own copy of a variable. */
  local(local: Local): Local {
    const known = this.#locals.get(local);
    if (known) return known;
    const separator = /\d$/.test(local.name) ? '_' : '';
    const name = this.#width === 1 ? local.name : `${local.name}${separator}${this.number}`;
    const own: Local = { ...local, name };
    this.#locals.set(local, own);
    return own;
  }
}

/** A block while it is made. */
class Block {
  readonly out: Statement[] = [];
  readonly #outer: Block | null;
  readonly #shared = new Map<Expression, Expression>();
  readonly #images = new Map<Lane, Map<Expression, Expression>>();

  constructor(outer: Block | null) {
    this.#outer = outer;
  }

  sharedOf(e: Expression): Expression | undefined {
    return this.#shared.get(e) ?? this.#outer?.sharedOf(e);
  }

  share(e: Expression, as: Expression): Expression {
    this.#shared.set(e, as);
    return as;
  }

  imageOf(lane: Lane, e: Expression): Expression | undefined {
    return this.#images.get(lane)?.get(e) ?? this.#outer?.imageOf(lane, e);
  }

  remember(lane: Lane, e: Expression, image: Expression): Expression {
    const own = this.#images.get(lane) ?? new Map<Expression, Expression>();
    this.#images.set(lane, own.set(e, image));
    return image;
  }
}

class Jam {
  readonly #pool: ExpressionPool;
  readonly #setting: Setting;
  readonly #width: number;
  readonly #facts: Facts;
  /** Variables that the loop declares and that differ from row to row. */
  readonly #varying: Set<Local>;
  readonly #varies = new Map<Expression, boolean>();

  constructor(loop: For, lanes: readonly Lane[], setting: Setting) {
    this.#setting = setting;
    this.#pool = setting.pool;
    this.#width = lanes.length;
    this.#facts = new Facts(loop.body, setting.pool);
    this.#varying = new Set([loop.index]);
    const own = declaredIn(loop.body);
    // A variable that is changed in a loop varies with what it is changed by further down.
    for (let size = 0; size < this.#varying.size;) {
      size = this.#varying.size;
      this.#varies.clear();
      this.#findVarying(loop.body, own, false);
    }
    this.#varies.clear();
  }

  #findVarying(body: readonly Statement[], own: ReadonlySet<Local>, isInside: boolean): void {
    for (const s of body) {
      const varies = isInside || valuesOf(s).some((e) => this.#isVarying(e));
      if ((s.kind === 'declare' || s.kind === 'assign') && varies && own.has(s.local))
        this.#varying.add(s.local);
      if (s.kind === 'for' && varies) this.#varying.add(s.index);
      blocksOf(s).forEach((block) => this.#findVarying(block, own, varies));
    }
  }

  #isVarying(e: Expression): boolean {
    const known = this.#varies.get(e);
    if (known !== undefined) return known;
    const varies =
      (e.kind === 'local' && this.#varying.has(e.local)) ||
      (e.kind === 'load' && e.buffer.perRow === true) ||
      operandsOf(e).some((operand) => this.#isVarying(operand));
    this.#varies.set(e, varies);
    return varies;
  }

  block(body: readonly Statement[], outer: Block | null, lanes: readonly Lane[]): Statement[] {
    const block = new Block(outer);
    for (const s of body) this.#statement(s, block, lanes);
    return block.out;
  }

  #statement(s: Statement, block: Block, lanes: readonly Lane[]): void {
    (this.#rules[s.kind] as (s: Statement, block: Block, lanes: readonly Lane[]) => void)(
      s,
      block,
      lanes,
    );
  }

  readonly #rules: {
    readonly [K in Statement['kind']]: (
      s: StatementOf<K>,
      block: Block,
      lanes: readonly Lane[],
    ) => void;
  } = {
    comment: (s, block) => block.out.push(s),
    perform: (s, block) => block.out.push(s),
    return: (s, block) => block.out.push(s),
    declare: (s, block, lanes) => {
      if (!this.#varying.has(s.local)) return void block.out.push(s);
      for (const lane of lanes) {
        const value = this.#at(s.value, lane, block, s);
        if (!s.mutable && isPosition(value)) lane.put(s.local, value);
        else block.out.push({ ...s, local: lane.local(s.local), value });
      }
    },
    assign: (s, block, lanes) => {
      const values = lanes.map((lane) => this.#at(s.value, lane, block, s));
      if (this.#varying.has(s.local)) {
        lanes.forEach((lane, k) =>
          block.out.push({ ...s, local: lane.local(s.local), value: present(values[k]) }),
        );
      } else block.out.push(...this.#joined(s, values, block));
    },
    store: (s, block, lanes) => {
      const values = lanes.map((lane) => this.#at(s.value, lane, block, s));
      const places = lanes.map((lane) => this.#element(s.buffer, s.index, lane, block, s));
      const first = places[0];
      if (first && places.every((place) => place.index === first.index))
        return void block.out.push(...this.#joined({ ...s, ...first }, values, block));
      places.forEach((place, k) => block.out.push({ ...s, ...place, value: present(values[k]) }));
    },
    fill: (s, block, lanes) => {
      for (const lane of lanes) {
        const { buffer, index: from } = this.#element(s.buffer, s.from, lane, block, s);
        const { index: to } = this.#element(s.buffer, s.to, lane, block, s);
        block.out.push({ ...s, buffer, from, to });
      }
    },
    for: (s, block, lanes) => {
      if (!this.#varying.has(s.index)) {
        return void block.out.push({ ...s, body: this.block(s.body, block, lanes) });
      }
      for (const lane of lanes) {
        const [from, to] = [s.from, s.to].map((e) => this.#at(e, lane, block, s));
        const body = this.block(s.body, block, [lane]);
        block.out.push({
          ...s,
          index: lane.local(s.index),
          from: present(from),
          to: present(to),
          body,
        });
      }
    },
    if: (s, block, lanes) => {
      const together = this.#isVarying(s.test) ? lanes.map((lane) => [lane]) : [lanes];
      for (const some of together) {
        const test = this.#at(s.test, present(some[0]), block, s);
        const [then, otherwise] = [s.then, s.otherwise].map((b) => this.block(b, block, some));
        block.out.push({ ...s, test, then: present(then), otherwise: present(otherwise) });
      }
    },
  };

  /** What all lanes add to one number is added at once. */
  #joined<S extends StatementOf<'assign'> | StatementOf<'store'>>(
    s: S,
    values: readonly Expression[],
    block: Block,
  ): S[] {
    if (s.operator === '=') return values.map((value) => ({ ...s, value }));
    const pool = this.#pool;
    const keep = (e: Expression, name: string): Expression =>
      e.kind === 'local' ? e : this.#declare({ name, type: 'number' }, e, block, s);
    const value =
      s.operator === '+='
        ? joinedSum(values, pool, keep)
        : values.reduce((a, b) => pool.binary('*', a, b));
    return [{ ...s, value }];
  }

  /** A variable for what is used more than once, just before a statement. */
  #declare(local: Local, value: Expression, block: Block, s: Statement): Expression {
    const node = this.#pool.meanings.of(value);
    const users = 'of' in s && s.of ? { partOf: new Set(s.of) } : {};
    const computes = node ? { of: [node] } : local.type === 'index' ? {} : users;
    block.out.push({ kind: 'declare', local, mutable: false, value, ...computes });
    return this.#pool.local(local);
  }

  #element(
    buffer: Buffer,
    index: Expression,
    lane: Lane,
    block: Block,
    s: Statement,
  ): { readonly buffer: Buffer; readonly index: Expression } {
    const own = this.#at(index, lane, block, s);
    if (!buffer.perRow) return { buffer, index: own };
    const length = present(buffer.length);
    const { buffers } = this.#setting;
    const longer = buffers.get(buffer) ?? { ...buffer, length: length * this.#width };
    buffers.set(buffer, longer);
    const start = this.#pool.number(lane.number * length);
    return { buffer: longer, index: this.#pool.plus(own, start) };
  }

  /** An expression as it is in a lane. */
  #at(e: Expression, lane: Lane, block: Block, s: Statement, isGuarded = false): Expression {
    if (!this.#isVarying(e)) return isGuarded || this.#width === 1 ? e : this.#once(e, block, s);
    if (e.kind === 'local') return lane.value(e.local, this.#pool);
    const known = block.imageOf(lane, e);
    return known ?? block.remember(lane, e, this.#imageOf(e, lane, block, s, isGuarded));
  }

  #imageOf(e: Expression, lane: Lane, block: Block, s: Statement, isGuarded: boolean): Expression {
    const pool = this.#pool;
    if (e.kind === 'load') {
      const { buffer, index } = this.#element(e.buffer, e.index, lane, block, s);
      return pool.load(buffer, index);
    }
    if (e.kind !== 'select')
      return pool.withOperands(e, (operand) => this.#at(operand, lane, block, s, isGuarded));
    if (e.test.kind === 'absent' && e.test.buffer === this.#setting.order)
      return this.#at(e.whenTrue, lane, block, s, isGuarded);
    const test = this.#at(e.test, lane, block, s, isGuarded);
    const branches = [e.whenTrue, e.whenFalse].map((x) => this.#at(x, lane, block, s, true));
    return pool.select(test, present(branches[0]), present(branches[1]));
  }

  /** What is the same in all lanes is computed once for them, just before it is used. */
  #once(e: Expression, block: Block, s: Statement): Expression {
    const known = block.sharedOf(e);
    if (known) return known;
    const { operands, isWorthSharing, isImpure, changing } = this.#facts.of(e);
    if (operands.length === 0 || isImpure || changing.length > 0) return e;
    const pool = this.#pool;
    if (!isWorthSharing) return pool.withOperands(e, (operand) => this.#once(operand, block, s));
    const name = pool.nameOf(e) ?? nameOfExpression(e);
    const local: Local = { name, type: isWhole(e) ? 'index' : 'number' };
    return block.share(e, this.#declare(local, e, block, s));
  }
}

/** A counter and a number: as cheap as a variable. */
const isPosition = (e: Expression): boolean =>
  isWhole(e) &&
  (e.kind !== 'binary' ||
    (e.left.kind === 'local' && e.right.kind === 'number' && e.operator !== '*'));

function declaredIn(body: readonly Statement[]): ReadonlySet<Local> {
  const found = new Set<Local>();
  visitStatements(body, (s) => {
    if (s.kind === 'declare') found.add(s.local);
  });
  return found;
}
