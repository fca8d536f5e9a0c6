import { expect, it } from 'vitest';
import { FluxionError } from '../../src/base/diagnostic.ts';
import { random } from '../../src/runtime/random.ts';
import { compiled, faultOf } from './faults.ts';
import { seedsFrom, timeout } from './searching.ts';

/** Parameters, the same for all rows, and data of each row; `p` and `r` are positive. */
const declared = `param v: real[9], p: interval(0.2, 3)[9], W: real[3, 4], a: real, s: positive
data z: real[9], X: real[4, 3], x: real, c: category(3)`;

type Draw = () => number;

/** Programs of slices, concatenations and reductions: each method gives an expression of a length. */
class Sequences {
  readonly #draw: Draw;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  #whole(from: number, to: number): number {
    return from + Math.floor(this.#draw() * (to - from + 1));
  }

  #one(...makers: readonly (() => string)[]): string {
    return makers[this.#whole(0, makers.length - 1)]!();
  }

  /** Places of so many elements of a longer sequence. */
  #places(length: number, of: number): string {
    const [stride, last] = [this.#whole(1, 3), (n: number) => (n === 0 ? 'end' : `end-${n}`)];
    const span = (length - 1) * stride + 1;
    if (span > of) return `1:${length}`;
    const from = this.#whole(1, of - span + 1);
    const to = from + span - 1;
    const end = this.#draw() < 0.5 ? last(of - to) : String(to);
    return this.#one(
      () => (stride === 1 ? `${from}:${end}` : `${from}:${stride}:${end}`),
      () => `${end}:${-stride}:${from}`,
      () => `[${Array.from({ length }, () => this.#whole(1, of)).join(', ')}]`,
    );
  }

  vector(length: number, depth: number): string {
    const less = (n = length): string => this.vector(n, depth - 1);
    const longer = length + this.#whole(0, 3);
    const first = this.#whole(1, Math.max(1, length - 1));
    if (depth <= 0 && length <= 9) {
      const name = this.#one(...['v', 'z', 'p', '(v + x)'].map((each) => () => each));
      return `${name}[${this.#places(length, 9)}]`;
    }
    const joined = (): string =>
      length < 2
        ? `[${this.number(depth - 1)}]`
        : this.#one(
            () => `[${less(first)}; ${less(length - first)}]`,
            () => `[${this.number(depth - 1)}, ${less(length - 1)}]`,
            () => `[${less(length - 1)}, ${this.number(depth - 1)}]`,
            () => `[${less(first)}; ${less(length - first)}]`,
          );
    return this.#one(
      joined,
      joined,
      () => `(${less(longer)})[${this.#places(length, longer)}]`,
      () => `reshape([${less()}; ${less()}], 2, ${length})[${this.#whole(1, 2)}, :]`,
      () => `reshape([${less()}; ${less()}], ${length}, 2)[:, ${this.#whole(1, 2)}]`,
      () => `([(${less()})'; (${less()})']' * [${this.number(depth - 1)}, a])`,
      () => `(outer(${less()}, ${less(2)}) * [x, a])`,
      () => `tanh(${less()})`,
      () => `exp(-(${less()}).^2)`,
      () => `(${less()} + ${less()})`,
      () => `(${less()} .* ${less()})`,
      () => `softmax(${less()})`,
    );
  }

  number(depth: number): string {
    const length = this.#whole(1, 5);
    const less = (n = length): string => this.vector(n, depth - 1);
    if (depth <= 0)
      return this.#one(
        ...['0', 'a', 'x', '1.5', 'v[4]', 'z[2]', 'v[7:9][c]'].map((text) => () => text),
      );
    return this.#one(
      ...['sum', 'mean', 'logsumexp', 'prod', 'norm'].map((name) => () => `${name}(${less()})`),
      // At θ = 0 none are equal.
      () =>
        `${this.#one(
          () => 'max',
          () => 'min',
        )}(${less()} + (1:${length})/7)`,
      () => `dot(${less()}, ${less()})`,
      () => `(${less()})' * (${less()})`,
      () => `(${less()})[${this.#whole(1, length)}]`,
      () => `sum(log(1 + ([${less()}; p[1:3]]).^2))`,
      () => `((${less(3)})' * [W[:, 2:4]; X[1:2, :]][1:3, :] * ${less(3)})`,
      () => `max([W; ([x, ${less(3)}])'] * ${less(4)} + (1:4)/7)`,
    );
  }

  statement(depth: number): string {
    const length = this.#whole(1, 8);
    return this.#one(
      () => `loss ${this.number(depth + 1)}`,
      () =>
        `z[${this.#places(length, 9).replace(/^\[.*/, `1:${length}`)}] ~ normal(${this.vector(length, depth)}, s)`,
      () => `loss sum((${this.vector(length, depth)}).^2)`,
      () => `x ~ normal(${this.number(depth + 1)}, s)`,
    );
  }
}

const modelOf = (seed: number): string =>
  `${declared}\n${new Sequences(random(seed)).statement(1 + (seed % 3))}\npenalty a^2 + sum(v.^2) + sum(p) + sum(W.^2) + s`;

it.each(seedsFrom(1, 3, 10))(
  'slices, concatenations and reductions have J and ∇J of the oracle: $title',
  { timeout },
  ({ seeds }) => {
    for (const seed of seeds) {
      const text = modelOf(seed);
      const model = compiled(text);
      if (model instanceof FluxionError) throw new Error(`${text}\n${model.message}`);
      const fault = 'kind' in model ? model : faultOf(model, text, seed);
      expect(fault && `seed ${seed}: ${fault.message}\n${text}`).toBeUndefined();
    }
  },
);
