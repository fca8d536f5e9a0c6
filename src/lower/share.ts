import { present } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import type { Buffer, Expression, Local, Statement } from './loops.ts';
import type { ExpressionPool } from './pool.ts';
import { blocksOf, operandsOf, rewriteStatement, valuesOf } from './traverse.ts';

/** Gives a shared value a name after what it is. */
export type NameOf = (e: Expression) => string;

/**
 * Computes once what is used more than once, and outside a loop what the loop does not change: such
 * values become constants in the outermost block where all they depend on is known.
 */
export function share(
  body: readonly Statement[],
  pool: ExpressionPool,
  nameOf: NameOf,
): Statement[] {
  const uses: Uses = { certain: new Map(), guarded: new Map() };
  const facts = new Facts(body);
  new Walk(pool, facts, new Counting(uses)).block(body, null);
  const sharing = new Sharing(uses, pool, nameOf);
  return new Walk(pool, facts, sharing).block(body, null);
}

/** What a variable or an array is, where it can change. */
type Cell = Local | Buffer;

interface Use {
  count: number;
  isFromInside: boolean;
}

/** Uses that are evaluated in any case, and the number of those that may not be. */
interface Uses {
  readonly certain: Map<string, Use>;
  readonly guarded: Map<string, number>;
}

/** A block while it is walked. */
class Block {
  readonly outer: Block | null;
  readonly depth: number;
  readonly number: number;
  readonly out: Statement[] = [];
  /** The statement that is walked. */
  current: Statement | null = null;
  /** Homes of expressions that nothing changes, as found from here. */
  readonly homes = new Map<Expression, Home>();
  readonly #versions = new Map<Cell, number>();

  constructor(outer: Block | null, number: number) {
    this.outer = outer;
    this.depth = outer ? outer.depth + 1 : 0;
    this.number = number;
  }

  change(cell: Cell): void {
    this.#versions.set(cell, (this.#versions.get(cell) ?? 0) + 1);
  }

  versionOf(cell: Cell): number {
    return this.#versions.get(cell) ?? 0;
  }
}

/** The innermost open block that each cell is known in, or written by an iteration of. */
class Ties {
  readonly #blocks = new Map<Cell, Block[]>();
  readonly #tied = new Map<Block, Cell[]>();

  tie(cell: Cell, block: Block): void {
    const blocks = this.#blocks.get(cell) ?? [];
    this.#blocks.set(cell, blocks);
    blocks.push(block);
    const cells = this.#tied.get(block) ?? [];
    this.#tied.set(block, cells);
    cells.push(cell);
  }

  /** Forgets a block that is left. */
  untie(block: Block): void {
    this.#tied.get(block)?.forEach((cell) => this.#blocks.get(cell)?.pop());
    this.#tied.delete(block);
  }

  blockOf(cell: Cell): Block | undefined {
    return this.#blocks.get(cell)?.at(-1);
  }
}

/** Where an expression can be computed first, and under which name it is known there. */
interface Home {
  readonly block: Block;
  readonly key: string;
}

/** Deals with the operands of an expression, which may not be evaluated where they are guarded. */
type Inner = (isGuarded: boolean) => Expression;

/** What is done with each expression that a walk meets. */
interface Visitor {
  /** The expression in its place: itself, or a variable that holds it. */
  meet(e: Expression, home: Home, from: Block, inner: Inner): Expression;
  /** The value of a constant that is declared anyway. */
  meetDeclared(local: Local, home: Home, inner: Inner): Expression;
  /** An expression of which it is not known that it is evaluated. */
  meetGuarded(e: Expression, home: Home, from: Block, inner: Inner): Expression;
}

class Walk {
  readonly #pool: ExpressionPool;
  readonly #facts: Facts;
  readonly #visitor: Visitor;
  readonly #ties = new Ties();
  #top: Block | null = null;
  #blocks = 0;

  constructor(pool: ExpressionPool, facts: Facts, visitor: Visitor) {
    this.#pool = pool;
    this.#facts = facts;
    this.#visitor = visitor;
  }

  block(body: readonly Statement[], outer: Block | null, index: Local | null = null): Statement[] {
    const block = new Block(outer, this.#blocks++);
    this.#top ??= block;
    if (outer) this.#facts.writtenIn(body).forEach((cell) => this.#ties.tie(cell, block));
    if (index) this.#ties.tie(index, block);
    for (const statement of body) {
      block.current = statement;
      block.out.push(this.#statement(statement, block));
    }
    this.#ties.untie(block);
    return block.out;
  }

  #statement(statement: Statement, block: Block): Statement {
    const local = statement.kind === 'declare' && !statement.mutable ? statement.local : null;
    const done = rewriteStatement(
      statement,
      (e) => (local ? this.#declared(local, e, block) : this.#expression(e, block, false)),
      (inner) => this.block(inner, block, statement.kind === 'for' ? statement.index : null),
    );
    if (statement.kind === 'declare') this.#ties.tie(statement.local, block);
    for (const cell of this.#facts.writtenBy(statement)) block.change(cell);
    return done;
  }

  #declared(local: Local, e: Expression, block: Block): Expression {
    const home = this.#homeOf(e, block);
    if (home.block !== block || isLeaf(e) || this.#facts.isImpure(e))
      return this.#expression(e, block, false);
    return this.#visitor.meetDeclared(local, home, (guarded) =>
      this.#withOperands(e, block, guarded),
    );
  }

  #expression(e: Expression, block: Block, isGuarded: boolean): Expression {
    if (isLeaf(e)) return e;
    const inner: Inner = (guarded) => this.#withOperands(e, block, guarded);
    if (!isWorthSharing(e) || this.#facts.isImpure(e)) return inner(isGuarded);
    const home = this.#homeOf(e, block);
    return isGuarded
      ? this.#visitor.meetGuarded(e, home, block, inner)
      : this.#visitor.meet(e, home, block, inner);
  }

  #withOperands(e: Expression, block: Block, isGuarded: boolean): Expression {
    const of = (x: Expression): Expression => this.#expression(x, block, isGuarded);
    const guarded = (x: Expression): Expression => this.#expression(x, block, true);
    const pool = this.#pool;
    if (e.kind === 'load') return pool.load(e.buffer, of(e.index));
    if (e.kind === 'binary') return pool.binary(e.operator, of(e.left), of(e.right));
    if (e.kind === 'unary') return pool.unary(e.operator, of(e.value));
    if (e.kind === 'call') return pool.call(e.of, e.name, e.args.map(of));
    // Only one branch of a choice is evaluated: nothing is taken out of it.
    if (e.kind === 'select')
      return pool.select(of(e.test), guarded(e.whenTrue), guarded(e.whenFalse));
    return e;
  }

  #homeOf(e: Expression, block: Block): Home {
    const known = block.homes.get(e);
    if (known) return known;
    let home = present(this.#top);
    for (const cell of this.#facts.cellsOf(e)) {
      const tied = this.#ties.blockOf(cell);
      if (tied && tied.depth > home.depth) home = tied;
    }
    const changing = this.#facts.changingIn(e);
    const versions = changing.map((cell) => home.versionOf(cell)).join();
    const found = { block: home, key: `${home.number} ${this.#pool.idOf(e)} ${versions}` };
    if (changing.length === 0) block.homes.set(e, found);
    return found;
  }
}

/** First walk: how often each value is used where it is at home. */
class Counting implements Visitor {
  readonly #uses: Map<string, Use>;
  readonly #guarded: Map<string, number>;

  constructor({ certain, guarded }: Uses) {
    this.#uses = certain;
    this.#guarded = guarded;
  }

  meet(e: Expression, { block, key }: Home, from: Block, inner: Inner): Expression {
    const use = this.#uses.get(key);
    if (use) {
      use.count++;
      use.isFromInside ||= from !== block;
      return e;
    }
    this.#uses.set(key, { count: 1, isFromInside: from !== block });
    inner(false);
    return e;
  }

  meetDeclared(_local: Local, _home: Home, inner: Inner): Expression {
    return inner(false);
  }

  meetGuarded(e: Expression, { key }: Home, _from: Block, inner: Inner): Expression {
    this.#guarded.set(key, (this.#guarded.get(key) ?? 0) + 1);
    inner(true);
    return e;
  }
}

/** A value that has a variable, and what it is a part of where it is no number of a node. */
interface Declared {
  readonly value: Expression;
  readonly users: Set<Node> | null;
}

/** Second walk: values used more than once, or inside a loop, are declared at home. */
class Sharing implements Visitor {
  readonly #uses: ReadonlyMap<string, Use>;
  readonly #guarded: ReadonlyMap<string, number>;
  readonly #pool: ExpressionPool;
  readonly #nameOf: NameOf;
  readonly #declared = new Map<string, Declared>();

  constructor({ certain, guarded }: Uses, pool: ExpressionPool, nameOf: NameOf) {
    this.#uses = certain;
    this.#guarded = guarded;
    this.#pool = pool;
    this.#nameOf = nameOf;
  }

  meet(e: Expression, { block, key }: Home, from: Block, inner: Inner): Expression {
    const known = this.#declared.get(key);
    if (known) return this.#usedIn(known, from);
    const use = present(this.#uses.get(key));
    const value = inner(false);
    const isOnlyUse = use.count + (this.#guarded.get(key) ?? 0) === 1;
    if (isOnlyUse && !use.isFromInside) return value;
    const local: Local = { name: this.#nameOf(e), type: isWhole(e) ? 'index' : 'number' };
    const node = this.#pool.meanings.of(e);
    const users = node || isWhole(e) ? null : new Set<Node>();
    const computes = node ? { of: [node] } : users ? { partOf: users } : {};
    block.out.push({ kind: 'declare', local, mutable: false, value, ...computes });
    const declared = { value: this.#pool.local(local), users };
    this.#declared.set(key, declared);
    return this.#usedIn(declared, from);
  }

  meetDeclared(local: Local, { key }: Home, inner: Inner): Expression {
    const known = this.#declared.get(key);
    if (known) return known.value;
    const value = inner(false);
    this.#declared.set(key, { value: this.#pool.local(local), users: null });
    return value;
  }

  /** What the statement computes that uses a value is what the value is a part of. */
  #usedIn({ value, users }: Declared, { current }: Block): Expression {
    if (users && current && 'of' in current) current.of?.forEach((node) => users.add(node));
    return value;
  }

  meetGuarded(e: Expression, home: Home, from: Block, inner: Inner): Expression {
    return this.#uses.has(home.key) ? this.meet(e, home, from, inner) : inner(true);
  }
}

const isLeaf = (e: Expression): boolean => operandsOf(e).length === 0;

/** Whole-number arithmetic with a constant is as cheap as a variable. */
function isWorthSharing(e: Expression): boolean {
  if (e.kind !== 'binary') return e.kind !== 'unary';
  const isOffset = (e.operator === '+' || e.operator === '-') && e.right.kind === 'number';
  return !(isOffset && isWhole(e));
}

/** Whether an expression is made of indices and whole constants only. */
export function isWhole(e: Expression): boolean {
  if (e.kind === 'number') return Number.isInteger(e.value);
  if (e.kind === 'local') return e.local.type === 'index';
  return (
    e.kind === 'binary' &&
    ['+', '-', '*'].includes(e.operator) &&
    isWhole(e.left) &&
    isWhole(e.right)
  );
}

/** What is known of the statements and expressions of a kernel, each found once. */
class Facts {
  readonly #written = new Map<Statement, ReadonlySet<Cell>>();
  readonly #cells = new Map<Expression, readonly Cell[]>();
  readonly #changes = new Map<Expression, readonly Cell[]>();
  readonly #impure = new Map<Expression, boolean>();
  readonly #changing: ReadonlySet<Cell>;

  constructor(body: readonly Statement[]) {
    this.#changing = this.writtenIn(body);
  }

  /** All that statements change: variables that they assign, arrays that they write. */
  writtenIn(body: readonly Statement[]): ReadonlySet<Cell> {
    const written = new Set<Cell>();
    for (const statement of body) this.writtenBy(statement).forEach((cell) => written.add(cell));
    return written;
  }

  writtenBy(statement: Statement): ReadonlySet<Cell> {
    const known = this.#written.get(statement);
    if (known) return known;
    const inner = blocksOf(statement).flatMap((block) => [...this.writtenIn(block)]);
    const written = new Set([...inner, ...writtenItself(statement)]);
    this.#written.set(statement, written);
    return written;
  }

  /** Variables that an expression reads, and arrays that change while the kernel runs. */
  cellsOf(e: Expression): readonly Cell[] {
    const known = this.#cells.get(e);
    if (known) return known;
    const own: Cell[] =
      e.kind === 'local'
        ? [e.local]
        : e.kind === 'load' && this.#changing.has(e.buffer)
          ? [e.buffer]
          : [];
    const cells = [
      ...new Set([...own, ...operandsOf(e).flatMap((operand) => this.cellsOf(operand))]),
    ];
    this.#cells.set(e, cells);
    return cells;
  }

  /** The cells of an expression that change. */
  changingIn(e: Expression): readonly Cell[] {
    const known = this.#changes.get(e);
    if (known) return known;
    const changing = this.cellsOf(e).filter((cell) => this.#changing.has(cell));
    this.#changes.set(e, changing);
    return changing;
  }

  /** Whether an expression draws random numbers, and may not be computed once for twice. */
  isImpure(e: Expression): boolean {
    const known = this.#impure.get(e);
    if (known !== undefined) return known;
    const impure = e.kind === 'random' || operandsOf(e).some((operand) => this.isImpure(operand));
    this.#impure.set(e, impure);
    return impure;
  }
}

function writtenItself(s: Statement): readonly Cell[] {
  if (s.kind === 'assign') return [s.local];
  if (s.kind === 'store' || s.kind === 'fill') return [s.buffer];
  return s.kind === 'perform' ? valuesOf(s).flatMap(arraysIn) : [];
}

const arraysIn = (e: Expression): Buffer[] =>
  e.kind === 'array' ? [e.buffer] : operandsOf(e).flatMap(arraysIn);
