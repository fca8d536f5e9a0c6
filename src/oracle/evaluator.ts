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

/** Values of terms, one for each row where they have one for each. */
export type Values = Map<Term, (Value | undefined)[]>;

/**
 * Evaluates terms at a base point, each once for a row, and near it: with some parameters changed,
 * what depends on none of them is taken from the base. What depends on no parameter at all can be
 * shared by the evaluators of one precision.
 */
export class Evaluator {
  readonly precision: Precision;
  readonly #inputs: Inputs;
  readonly #fixed: Values;
  readonly #base: Values = new Map();
  #changed: Values = new Map();
  #changes: Changes = new Map();

  constructor(precision: Precision, inputs: Inputs, fixed: Values = new Map()) {
    this.precision = precision;
    this.#inputs = inputs;
    this.#fixed = fixed;
  }

  /** The value at the base point. */
  base(term: Term, row: number): Value {
    return this.#at(term, row, term.parameters.size === 0 ? this.#fixed : this.#base);
  }

  /** Runs a computation of values with parameters changed. */
  changing<T>(changes: Changes, compute: (valueOf: ValueOf) => T): T {
    this.#changes = changes;
    this.#changed = new Map();
    return compute((term, row) => this.#near(term, row));
  }

  #near(term: Term, row: number): Value {
    const differs = [...this.#changes.keys()].some((name) => term.parameters.has(name));
    return differs ? this.#at(term, row, this.#changed) : this.base(term, row);
  }

  #at(term: Term, row: number, known: Values): Value {
    const place = term.perRow ? row : 0;
    const values = known.get(term) ?? [];
    known.set(term, values);
    return (values[place] ??= this.#compute(term, row, known === this.#changed));
  }

  #compute(term: Term, row: number, isChanged: boolean): Value {
    const args = term.args.map((arg) => (isChanged ? this.#near(arg, row) : this.base(arg, row)));
    return term.apply(this.precision, (name) => this.#input(name, row, isChanged), ...args);
  }

  #input(name: string, row: number, isChanged: boolean): Value {
    return (isChanged ? this.#changes.get(name) : undefined) ?? this.#inputs.at(name, row);
  }
}
