import { comparisons, folds } from './arithmetic.ts';
import type { BinaryOperator, Buffer, Expression, Local } from './loops.ts';
import { Meanings } from './meanings.ts';
import { operandsOf } from './traverse.ts';

/** An expression with its number in its pool, in the order in which they are made. */
type Pooled = Expression & { readonly id: number };

/** Makes expressions of one kernel: equal ones are the same object, and index arithmetic is in one form. */
export class ExpressionPool {
  #size = 0;
  readonly #numbers = new Map<number | '-0', Expression>();
  readonly #locals = new Map<Local, Expression>();
  readonly #loads = new Map<number, Expression>();
  readonly #binaries = new Map<BinaryOperator, Map<number, Expression>>();
  readonly #others = new Map<string, Expression>();
  readonly #buffers = new Map<Buffer, number>();
  readonly #names = new Map<Expression, string>();
  readonly meanings = new Meanings();

  /** Says what an expression is called where it is kept; the first name stays. */
  suggest(e: Expression, name: string): Expression {
    if (!this.#names.has(e)) this.#names.set(e, name);
    return e;
  }

  nameOf(e: Expression): string | undefined {
    return this.#names.get(e);
  }

  /** How many expressions there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of an expression of this pool. */
  idOf(e: Expression): number {
    return (e as Pooled).id;
  }

  #idOfBuffer(buffer: Buffer): number {
    const known = this.#buffers.get(buffer) ?? this.#buffers.size;
    this.#buffers.set(buffer, known);
    return known;
  }

  /** One number for an element of an array. */
  elementKey(buffer: Buffer, index: Expression): number {
    return pairOf(this.#idOfBuffer(buffer), this.idOf(index));
  }

  number(value: number): Expression {
    const known = this.#numbers;
    const key = Object.is(value, -0) ? '-0' : value;
    return known.get(key) ?? add(known, key, { id: this.#size++, kind: 'number', value });
  }

  local(local: Local): Expression {
    const known = this.#locals;
    return known.get(local) ?? add(known, local, { id: this.#size++, kind: 'local', local });
  }

  load(buffer: Buffer, index: Expression): Expression {
    const known = this.#loads;
    const key = this.elementKey(buffer, index);
    return known.get(key) ?? add(known, key, { id: this.#size++, kind: 'load', buffer, index });
  }

  binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
    const shorter = this.#shortened(operator, left, right);
    if (shorter) return shorter;
    let known = this.#binaries.get(operator);
    if (!known) this.#binaries.set(operator, (known = new Map()));
    const key = pairOf(this.idOf(left), this.idOf(right));
    return (
      known.get(key) ?? add(known, key, { id: this.#size++, kind: 'binary', operator, left, right })
    );
  }

  /** An operation whose outcome is known, or that leaves one of its operands as it is. */
  #shortened(operator: BinaryOperator, left: Expression, right: Expression): Expression | null {
    const fold = folds[operator];
    if (fold && left.kind === 'number' && right.kind === 'number')
      return this.number(fold(left.value, right.value));
    const settles = settling[operator];
    if (settles === undefined) return neutral(operator, left, right);
    // a && b is b for an a that holds, and a for one that does not.
    if (decided(left) !== null) return decided(left) === settles ? left : right;
    return decided(right) === null ? null : decided(right) === settles ? right : left;
  }

  #other(key: string, expression: Expression): Expression {
    const known = this.#others;
    return known.get(key) ?? add(known, key, { id: this.#size++, ...expression });
  }

  field(name: string, of: 'data' | 'rows'): Expression {
    return this.#other(`field ${of} ${name}`, { kind: 'field', name, of });
  }

  unary(operator: '-' | 'not', value: Expression): Expression {
    return this.#other(`${operator} ${this.idOf(value)}`, { kind: 'unary', operator, value });
  }

  call(name: string, args: readonly Expression[], isSmallLog?: true): Expression {
    const key = `${name}(${args.map((arg) => this.idOf(arg)).join()}`;
    return this.#other(key, { kind: 'call', name, args, ...(isSmallLog && { isSmallLog }) });
  }

  /** The expression with its operands replaced; it is called as before. */
  withOperands(e: Expression, to: (operand: Expression) => Expression): Expression {
    const operands = operandsOf(e);
    if (operands.length === 0) return e;
    const images = operands.map(to);
    if (images.every((image, k) => image === operands[k])) return e;
    const image = this.#madeOf(e, images);
    const name = this.#names.get(e);
    if (name !== undefined) this.suggest(image, name);
    return this.meanings.note(image, this.meanings.of(e));
  }

  #madeOf(e: Expression, operands: readonly Expression[]): Expression {
    const [a, b, c] = operands as [Expression, Expression, Expression];
    if (e.kind === 'load') return this.load(e.buffer, a);
    if (e.kind === 'binary') return this.binary(e.operator, a, b);
    if (e.kind === 'unary') return this.unary(e.operator, a);
    if (e.kind === 'call') return this.call(e.name, operands, e.isSmallLog);
    return this.select(a, b, c);
  }

  select(test: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
    const known = decided(test);
    if (known !== null) return known ? whenTrue : whenFalse;
    const key = `? ${this.idOf(test)} ${this.idOf(whenTrue)} ${this.idOf(whenFalse)}`;
    return this.#other(key, { kind: 'select', test, whenTrue, whenFalse });
  }

  absent(buffer: Buffer): Expression {
    return this.#other(`absent ${this.#idOfBuffer(buffer)}`, { kind: 'absent', buffer });
  }

  array(buffer: Buffer): Expression {
    return this.#other(`array ${this.#idOfBuffer(buffer)}`, { kind: 'array', buffer });
  }

  /** Whether a random number is drawn anywhere. */
  get drawsRandom(): boolean {
    return this.#others.has('random');
  }

  random(): Expression {
    return this.#other('random', { kind: 'random' });
  }

  /** Sum of whole numbers, a constant last. */
  plus(a: Expression, b: Expression): Expression {
    const left = baseOf(a);
    const right = baseOf(b);
    const offset = offsetOf(a) + offsetOf(b);
    const base = left && right ? this.binary('+', left, right) : (left ?? right);
    if (base === null) return this.number(offset);
    if (offset === 0) return base;
    return offset < 0
      ? this.binary('-', base, this.number(-offset))
      : this.binary('+', base, this.number(offset));
  }

  /** A whole number times a constant. */
  times(a: Expression, factor: number): Expression {
    const base = baseOf(a);
    const offset = offsetOf(a);
    if (base === null) return this.number(offset * factor);
    const scaled = factor === 1 ? base : this.binary('*', base, this.number(factor));
    return this.plus(scaled, this.number(offset * factor));
  }
}

function add<K>(known: Map<K, Expression>, key: K, expression: Pooled): Expression {
  known.set(key, expression);
  return expression;
}

/** One number for two whole numbers below 2²⁶. */
export const pairOf = (a: number, b: number): number => a * 2 ** 26 + b;

/** What a whole number is without the constant that is added last; null for a constant. */
function baseOf(e: Expression): Expression | null {
  if (e.kind === 'number') return null;
  return e.kind === 'binary' && offsetOf(e) !== 0 ? e.left : e;
}

/** The constant that is added last. */
function offsetOf(e: Expression): number {
  if (e.kind === 'number') return e.value;
  if (e.kind !== 'binary' || e.right.kind !== 'number') return 0;
  return e.operator === '+' ? e.right.value : e.operator === '-' ? -e.right.value : 0;
}

const is = (e: Expression, value: number): boolean => e.kind === 'number' && e.value === value;

/** The truth value of one operand that decides the whole. */
const settling: Partial<Record<BinaryOperator, boolean>> = { and: false, or: true };

/** 1·a, a·1, 0·a, a·0, 0 + a, a + 0 and a − 0 without the number that does nothing; a 0 is a mask. */
function neutral(operator: BinaryOperator, left: Expression, right: Expression): Expression | null {
  if (operator === '*') {
    if (is(left, 1) || is(right, 0)) return right;
    return is(right, 1) || is(left, 0) ? left : null;
  }
  if (operator === '+' && is(left, 0)) return right;
  return (operator === '+' || operator === '-') && is(right, 0) ? left : null;
}

/** Whether a comparison of two numbers holds; null where the operands are not known. */
function decided(test: Expression): boolean | null {
  if (test.kind !== 'binary' || test.left.kind !== 'number' || test.right.kind !== 'number')
    return null;
  return comparisons[test.operator]?.(test.left.value, test.right.value) ?? null;
}
