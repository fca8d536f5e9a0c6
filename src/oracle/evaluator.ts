import type { Precision } from './real/index.ts';
import type { Term } from './term.ts';
import type { Value } from './value.ts';

/** The values of parameters, hyper-parameters and (for a row) columns. */
export interface Inputs {
  readonly at: (name: string, row: number) => Value;
}

/** Parameters that have other values than at the base point. */
export type Changes = ReadonlyMap<string, Value>;

/** The value of a term, for a row where it has one for each. */
export type ValueOf = (term: Term, row: number) => Value;

/**
 * Evaluates terms at a base point, each once for a row, and near it: with some parameters changed,
 * what depends on none of them is taken from the base.
 */
export class Evaluator {
  readonly precision: Precision;
  readonly #inputs: Inputs;
  readonly #base = new Map<Term, (Value | undefined)[]>();
  #changes: Changes = new Map();
  #changed = new Map<Term, (Value | undefined)[]>();

  constructor(precision: Precision, inputs: Inputs) {
    this.precision = precision;
    this.#inputs = inputs;
  }

  /** The value at the base point. */
  base(term: Term, row: number): Value {
    return this.#at(term, row, this.#base);
  }

  /** Runs a computation of values with parameters changed. */
  changing<T>(changes: Changes, compute: (valueOf: ValueOf) => T): T {
    this.#changes = changes;
    this.#changed = new Map();
    return compute((term, row) => this.#near(term, row));
  }

  #near(term: Term, row: number): Value {
    const differs = [...this.#changes.keys()].some((name) => term.parameters.has(name));
    return this.#at(term, row, differs ? this.#changed : this.#base);
  }

  #at(term: Term, row: number, known: Map<Term, (Value | undefined)[]>): Value {
    const place = term.perRow ? row : 0;
    const values = known.get(term) ?? [];
    known.set(term, values);
    return (values[place] ??= this.#compute(term, row, known === this.#base));
  }

  #compute(term: Term, row: number, isBase: boolean): Value {
    const args = term.args.map((arg) => (isBase ? this.base(arg, row) : this.#near(arg, row)));
    return term.apply(this.precision, (name) => this.#input(name, row, isBase), ...args);
  }

  #input(name: string, row: number, isBase: boolean): Value {
    return (isBase ? undefined : this.#changes.get(name)) ?? this.#inputs.at(name, row);
  }
}
