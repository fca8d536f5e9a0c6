import { present } from '../base/invariant.ts';
import type { Node } from '../graph/index.ts';
import { Facts, isWhole, type Cell, type Fact } from './facts.ts';
import type { Expression, Local, Statement } from './loops.ts';
import { pairOf, type ExpressionPool } from './pool.ts';
import { rewriteStatement } from './traverse.ts';

/** Gives a shared value a name after what it is. */
export type NameOf = (e: Expression) => string;

/**
 * Computes once what is used more than once, and outside a loop what the loop does not change: such
 * values become constants in the outermost block where all they depend on is known.
 */
export function commonSubexpressions(
  body: readonly Statement[],
  pool: ExpressionPool,
  nameOf: NameOf,
): Statement[] {
  const uses: Uses = { certain: new Map(), guarded: new Map() };
  const facts = new Facts(body, pool);
  new Walk(pool, facts, new Counting(uses)).block(body, null);
  const sharing = new Sharing(uses, pool, nameOf);
  return new Walk(pool, facts, sharing).block(body, null);
}

/** Names a value and the block that it is at home in, while nothing in it changes. */
type Key = number | string;

interface Use {
  count: number;
  isFromInside: boolean;
}

/** Uses that are evaluated in any case, and the number of those that may not be. */
interface Uses {
  readonly certain: Map<Key, Use>;
  readonly guarded: Map<Key, number>;
}

/** A block while it is walked. */
class Block {
  readonly top: Block;
  readonly depth: number;
  readonly number: number;
  readonly out: Statement[] = [];
  /** The statement that is walked. */
  current: Statement | null = null;
  readonly #versions = new Map<Cell, number>();

  constructor(outer: Block | null, number: number) {
    this.top = outer?.top ?? this;
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
  readonly key: Key;
}

/** Deals with the operands of an expression met in a block, which may not be evaluated where they are guarded. */
type Inside = (e: Expression, from: Block, isGuarded: boolean) => Expression;

/** What is done with each expression that a walk meets. */
interface Visitor {
  /** The expression in its place: itself, or a variable that holds it. */
  meet(e: Expression, home: Home, from: Block, inside: Inside): Expression;
  /** The value of a constant that is declared anyway. */
  meetDeclared(local: Local, e: Expression, home: Home, inside: Inside): Expression;
  /** An expression of which it is not known that it is evaluated. */
  meetGuarded(e: Expression, home: Home, from: Block, inside: Inside): Expression;
}

class Walk {
  readonly #pool: ExpressionPool;
  readonly #facts: Facts;
  readonly #visitor: Visitor;
  readonly #ties = new Ties();
  /** By the numbers of the expressions: their homes, as last found. */
  readonly #homes: { readonly from: Block; readonly block: Block }[];
  /** Constants that are numbers. */
  readonly #numbers = new Map<Local, Expression>();
  #blocks = 0;

  constructor(pool: ExpressionPool, facts: Facts, visitor: Visitor) {
    this.#pool = pool;
    this.#homes = new Array(pool.size);
    this.#facts = facts;
    this.#visitor = visitor;
  }

  block(body: readonly Statement[], outer: Block | null, index: Local | null = null): Statement[] {
    const block = new Block(outer, this.#blocks++);
    if (outer) this.#facts.writtenIn(body).forEach((cell) => this.#ties.tie(cell, block));
    if (index) this.#ties.tie(index, block);
    for (const statement of body) {
      if (isNumber(statement)) {
        this.#numbers.set(statement.local, statement.value);
        continue;
      }
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
    const fact = this.#facts.of(e);
    const isPlain = fact.operands.length === 0 || fact.isImpure;
    const home = isPlain ? null : this.#homeOf(fact, block);
    return home?.block === block
      ? this.#visitor.meetDeclared(local, e, home, this.#inside)
      : this.#expression(e, block, false);
  }

  #expression(e: Expression, block: Block, isGuarded: boolean): Expression {
    const fact = this.#facts.of(e);
    if (fact.operands.length === 0) return e.kind === 'local' ? this.#valueOf(e) : e;
    if (!fact.isWorthSharing || fact.isImpure) return this.#inside(e, block, isGuarded);
    const home = this.#homeOf(fact, block);
    return isGuarded
      ? this.#visitor.meetGuarded(e, home, block, this.#inside)
      : this.#visitor.meet(e, home, block, this.#inside);
  }

  #valueOf(e: Expression & { kind: 'local' }): Expression {
    return this.#numbers.get(e.local) ?? e;
  }

  readonly #inside: Inside = (e, block, isGuarded) => {
    const of = (x: Expression): Expression => this.#expression(x, block, isGuarded);
    if (e.kind !== 'select') return this.#pool.withOperands(e, of);
    // Only one branch of a choice is evaluated: nothing is taken out of it.
    const guarded = (x: Expression): Expression => this.#expression(x, block, true);
    const test = of(e.test);
    const whenTrue = guarded(e.whenTrue);
    const whenFalse = guarded(e.whenFalse);
    const isSame = test === e.test && whenTrue === e.whenTrue && whenFalse === e.whenFalse;
    return isSame ? e : this.#pool.select(test, whenTrue, whenFalse);
  };

  #homeOf(fact: Fact, from: Block): Home {
    const block = this.#homeBlockOf(fact, from);
    const key = pairOf(block.number, fact.id);
    if (fact.changing.length === 0) return { block, key };
    const versions = fact.changing.map((cell) => block.versionOf(cell));
    return { block, key: `${key} ${versions.join()}` };
  }

  /** The outermost block where all that an expression depends on is known. */
  #homeBlockOf({ id, cell, operands }: Fact, from: Block): Block {
    const known = this.#homes[id];
    if (known?.from === from) return known.block;
    let home = (cell && this.#ties.blockOf(cell)) ?? from.top;
    operands.forEach((operand) => {
      const own = this.#homeBlockOf(operand, from);
      if (own.depth > home.depth) home = own;
    });
    this.#homes[id] = { from, block: home };
    return home;
  }
}

/** A constant that turned out to be a number is written where it is used. */
const isNumber = (s: Statement): s is Statement & { kind: 'declare' } =>
  s.kind === 'declare' && !s.mutable && s.value.kind === 'number';

/** First walk: how often each value is used where it is at home. */
class Counting implements Visitor {
  readonly #uses: Map<Key, Use>;
  readonly #guarded: Map<Key, number>;

  constructor({ certain, guarded }: Uses) {
    this.#uses = certain;
    this.#guarded = guarded;
  }

  meet(e: Expression, { block, key }: Home, from: Block, inside: Inside): Expression {
    const use = this.#uses.get(key);
    if (use) {
      use.count++;
      use.isFromInside ||= from !== block;
      return e;
    }
    this.#uses.set(key, { count: 1, isFromInside: from !== block });
    inside(e, from, false);
    return e;
  }

  meetDeclared(_local: Local, e: Expression, { block }: Home, inside: Inside): Expression {
    return inside(e, block, false);
  }

  meetGuarded(e: Expression, { key }: Home, from: Block, inside: Inside): Expression {
    this.#guarded.set(key, (this.#guarded.get(key) ?? 0) + 1);
    inside(e, from, true);
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
  readonly #uses: ReadonlyMap<Key, Use>;
  readonly #guarded: ReadonlyMap<Key, number>;
  readonly #pool: ExpressionPool;
  readonly #nameOf: NameOf;
  readonly #declared = new Map<Key, Declared>();

  constructor({ certain, guarded }: Uses, pool: ExpressionPool, nameOf: NameOf) {
    this.#uses = certain;
    this.#guarded = guarded;
    this.#pool = pool;
    this.#nameOf = nameOf;
  }

  meet(e: Expression, { block, key }: Home, from: Block, inside: Inside): Expression {
    const known = this.#declared.get(key);
    if (known) return this.#usedIn(known, from);
    const use = present(this.#uses.get(key));
    const value = inside(e, from, false);
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

  meetDeclared(local: Local, e: Expression, { block, key }: Home, inside: Inside): Expression {
    const known = this.#declared.get(key);
    if (known) return known.value;
    const value = inside(e, block, false);
    this.#declared.set(key, { value: this.#pool.local(local), users: null });
    return value;
  }

  /** What the statement computes that uses a value is what the value is a part of. */
  #usedIn({ value, users }: Declared, { current }: Block): Expression {
    if (users && current && 'of' in current) current.of?.forEach((node) => users.add(node));
    return value;
  }

  meetGuarded(e: Expression, home: Home, from: Block, inside: Inside): Expression {
    return this.#uses.has(home.key) ? this.meet(e, home, from, inside) : inside(e, from, true);
  }
}
