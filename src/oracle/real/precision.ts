import type { Real } from './real.ts';

/** How many bits numbers are rounded to, and what is computed once for that many. */
export class Precision {
  readonly bits: number;
  readonly #constants = new Map<string, bigint>();
  readonly #wider = new Map<number, Precision>();
  #bernoulli: readonly Real[] = [];

  constructor(bits: number) {
    this.bits = bits;
  }

  /** The precision that so many decimal digits need. */
  static ofDigits(digits: number): Precision {
    return new Precision(Math.ceil(digits * Math.log2(10)));
  }

  /** A constant in fixed point, ⌊c · 2ᵇⁱᵗˢ⌋, made on first use. */
  constant(name: string, bits: number, make: (bits: number) => bigint): bigint {
    const key = `${name} ${bits}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const made = make(bits);
    this.#constants.set(key, made);
    return made;
  }

  /** B₂, B₄, …, as many as the asymptotic series of the gamma functions use, made on first use. */
  bernoulli(make: (count: number) => readonly Real[]): readonly Real[] {
    if (this.#bernoulli.length === 0) this.#bernoulli = make(16 + Math.ceil(this.bits / 5));
    return this.#bernoulli;
  }

  /** A precision of so many bits more, for what is rounded to this one afterwards. */
  wider(bits: number): Precision {
    const known = this.#wider.get(bits);
    if (known) return known;
    const made = new Precision(this.bits + bits);
    this.#wider.set(bits, made);
    return made;
  }
}
