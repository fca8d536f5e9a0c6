/** Gives names to the parts of a model that have none, apart from those that it has. */
export interface Namer {
  /** A name made of a letter, or of a letter and what it is of. */
  fresh(base: string, of?: string): string;
}

/** Counts how many names each letter is asked for. */
export class CountingNamer implements Namer {
  readonly counts = new Map<string, number>();

  fresh(base: string): string {
    const count = (this.counts.get(base) ?? 0) + 1;
    this.counts.set(base, count);
    return `${base} ${count}`;
  }
}

/** `z` where there is one, `z1`, `z2` where there are several; `mu_y` for the μ of y. */
export class FinalNamer implements Namer {
  readonly #used: Set<string>;
  readonly #counts: ReadonlyMap<string, number>;

  constructor(used: ReadonlySet<string>, counts: ReadonlyMap<string, number>) {
    this.#used = new Set(used);
    this.#counts = counts;
  }

  fresh(base: string, of?: string): string {
    const alone = this.#counts.get(base) === 1 ? [base] : [];
    const owned = of === undefined ? [] : [`${base}_${of}`];
    const name = [...alone, ...owned].find((each) => !this.#used.has(each)) ?? this.#numbered(base);
    this.#used.add(name);
    return name;
  }

  #numbered(base: string): string {
    for (let k = 1; ; k++) {
      if (!this.#used.has(`${base}${k}`)) return `${base}${k}`;
    }
  }
}
