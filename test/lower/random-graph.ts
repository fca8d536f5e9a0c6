import {
  apply,
  broadcastTo,
  einsum,
  innerShape,
  minus,
  multiply,
  onehot,
  plus,
  pow,
  reduce,
  rowCount,
  stack,
  sum,
  Graph,
  type Environment,
  type Node,
  type Symbol,
  type Tensor,
} from '../../src/graph/index.ts';
import { symbol } from './model-of.ts';

/** Chooses among alternatives from a stream of numbers. */
export class Choices {
  readonly #stream: readonly number[];
  #next = 0;

  constructor(stream: readonly number[]) {
    this.#stream = stream;
  }

  below(count: number): number {
    return (this.#stream[this.#next++ % this.#stream.length] ?? 0) % count;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

export const sizes = { D: 6, K: 3, rows: 9 };

/** Symbols of every role and shape, and random expressions over them that stay within ordinary numbers. */
export class RandomGraph {
  readonly g = new Graph();
  readonly theta: readonly Symbol[];
  readonly columns: readonly Symbol[];
  readonly #choices: Choices;

  constructor(stream: readonly number[]) {
    const { g } = this;
    const { D, K } = sizes;
    this.#choices = new Choices(stream);
    this.theta = [
      symbol(g, 'm', [], 'theta'),
      symbol(g, 'v', [D], 'theta'),
      symbol(g, 'u', [K], 'theta'),
      symbol(g, 'W', [K, D], 'theta'),
    ];
    this.columns = [
      symbol(g, 'x', ['rows'], 'data'),
      symbol(g, 'xs', ['rows', D], 'data'),
      symbol(g, 'y', ['rows'], 'data', { kind: 'binary' }),
      symbol(g, 'c', ['rows'], 'data', { kind: 'category', size: K }),
      symbol(g, 'cs', ['rows', K], 'data', { kind: 'category', size: D }),
    ];
  }

  /** A random node of an inner shape; with or without rows. */
  node(shape: readonly number[], rows: boolean, depth: number): Node {
    if (depth === 0) return this.#leaf(shape, rows);
    const c = this.#choices;
    const next = (s: readonly number[], r = rows): Node => this.node(s, r, depth - 1);
    const options: (() => Node)[] = [
      () =>
        plus(
          this.g,
          next(shape),
          next(shape, rows && c.below(2) === 0),
          next([], rows && c.below(2) === 0),
        ),
      () => multiply(this.g, next(shape), next(shape, rows && c.below(2) === 0)),
      () =>
        apply(
          this.g,
          c.of(['tanh', 'sigmoid', 'softplus', 'sin', 'relu', 'abs'] as const),
          next(shape),
        ),
      () => apply(this.g, 'exp', apply(this.g, 'tanh', next(shape))),
      () =>
        apply(
          this.g,
          'where',
          apply(this.g, 'less', next(shape), next([])),
          next(shape),
          next(shape),
        ),
      () =>
        multiply(
          this.g,
          next(shape),
          pow(
            this.g,
            plus(
              this.g,
              this.g.constant(2),
              pow(this.g, apply(this.g, 'tanh', next(shape)), this.g.constant(2)),
            ),
            this.g.constant(-1),
          ),
        ),
      () => minus(this.g, next(shape), apply(this.g, 'sin', next(shape, false))),
      ...this.#shaped(shape, rows, next),
    ];
    return c.of(options)();
  }

  #shaped(
    shape: readonly number[],
    rows: boolean,
    next: (s: readonly number[], r?: boolean) => Node,
  ): (() => Node)[] {
    const { g } = this;
    const { D, K } = sizes;
    const c = this.#choices;
    const matrix = (r: boolean): Node => next([K, D], r && c.below(2) === 0);
    const op = (): 'max' | 'min' | 'prod' | 'logsumexp' =>
      c.of(['max', 'min', 'prod', 'logsumexp'] as const);
    const mean = (node: Node): Node =>
      multiply(g, sum(g, node, [0]), pow(g, rowCount(g), g.constant(-1)));
    const axis = rows ? 1 : 0;
    const safe = (node: Node): Node => apply(g, 'tanh', node);
    const code = (): Node => this.columns[3] as Node;
    const hoisted = rows ? [] : [() => mean(broadcastTo(g, next(shape, true), ['rows', ...shape]))];
    if (shape.length === 0) {
      return [
        ...hoisted,
        () => einsum(g, 'i,i->', next([D]), next([D], rows && c.below(2) === 0)),
        () => einsum(g, 'ij->', matrix(rows)),
        () => this.#reduced(op(), safe(next([D])), rows, axis),
        () =>
          einsum(
            g,
            'i,i->',
            next([K]),
            rows ? onehot(g, code(), K) : onehot(g, g.constant(c.below(K)), K),
          ),
        () => einsum(g, 'i,ij,j->', next([K]), matrix(rows), next([D])),
      ];
    }
    if (shape.length === 1 && shape[0] === D) {
      return [
        ...hoisted,
        () => einsum(g, 'ij,i->j', matrix(rows), next([K])),
        () => einsum(g, 'i,ij->j', rows ? onehot(g, code(), K) : next([K]), matrix(rows)),
        () =>
          apply(
            g,
            'exp',
            minus(
              g,
              safe(next([D])),
              broadcastTo(
                g,
                this.#reduced('logsumexp', safe(next([D])), rows, axis),
                rows ? ['rows', D] : [D],
              ),
            ),
          ),
      ];
    }
    if (shape.length === 1) {
      return [
        ...hoisted,
        () => einsum(g, 'ij,j->i', matrix(rows), next([D])),
        () =>
          stack(
            g,
            [next([]), next([]), next([])].map((n) => (rows ? broadcastTo(g, n, ['rows']) : n)),
            axis,
          ),
        () =>
          rows ? einsum(g, 'kd,d->k', onehot(g, this.columns[4] as Node, D), next([D])) : next([K]),
        () => (rows ? onehot(g, code(), K) : onehot(g, g.constant(1), K)),
      ];
    }
    return [
      ...hoisted,
      () => einsum(g, 'i,j->ij', next([K]), next([D], rows && c.below(2) === 0)),
      () =>
        apply(
          g,
          'where',
          einsum(g, 'i,j->ij', filledLike(g, K), filledLike(g, D)),
          next([K, D]),
          next([K, D]),
        ),
      () => multiply(g, this.#triangle(K, D), matrix(rows)),
    ];
  }

  #triangle(K: number, D: number): Node {
    const { g } = this;
    const i = einsum(g, 'i,j->ij', g.ramp(K), filledLike(g, D));
    const j = einsum(g, 'i,j->ij', filledLike(g, K), g.ramp(D));
    return apply(g, 'lessEqual', j, i);
  }

  #reduced(
    op: 'max' | 'min' | 'prod' | 'logsumexp',
    node: Node,
    rows: boolean,
    axis: number,
  ): Node {
    const inner = innerShape(node);
    const full = broadcastTo(this.g, node, rows ? ['rows', ...inner] : inner);
    return reduce(this.g, op, full, [axis]);
  }

  #leaf(shape: readonly number[], rows: boolean): Node {
    const { g } = this;
    const c = this.#choices;
    const isRow = rows && c.below(3) > 0;
    const [m, v, u, W] = this.theta as [Symbol, Symbol, Symbol, Symbol];
    const [x, xs, y] = this.columns as [Symbol, Symbol, Symbol];
    const node =
      shape.length === 0
        ? isRow
          ? c.of([x, y])
          : c.of([m, g.constant(0.5)])
        : shape.length === 2
          ? W
          : shape[0] === sizes.D
            ? isRow
              ? xs
              : v
            : u;
    return broadcastTo(g, node, rows ? ['rows', ...shape] : shape);
  }
}

const filledLike = (g: Graph, size: number): Node => broadcastTo(g, g.constant(1), [size]);

/** Numbers for all symbols, the same for every run. */
export function environmentOf(
  symbols: readonly Symbol[],
  rows: number,
): { environment: Environment; arrays: Map<string, Float64Array> } {
  const arrays = new Map<string, Float64Array>();
  symbols.forEach((s, k) => {
    const shape = s.shape.map((axis) => (axis === 'rows' ? rows : axis));
    const length = shape.reduce((n, size) => n * size, 1);
    arrays.set(
      s.name,
      Float64Array.from({ length }, (_, i) => numberFor(s, Math.sin(1 + k * 7.1 + i * 1.7))),
    );
  });
  const valueOf = (s: Symbol): Tensor => ({
    shape: s.shape.map((axis) => (axis === 'rows' ? rows : axis)),
    values: [...(arrays.get(s.name) ?? [])],
  });
  return { environment: { rows, valueOf }, arrays };
}

function numberFor(s: Symbol, value: number): number {
  if (s.domain.kind === 'binary') return value > 0 ? 1 : 0;
  if (s.domain.kind === 'category') return Math.floor(((value + 1) / 2) * s.domain.size * 0.999);
  return value;
}
