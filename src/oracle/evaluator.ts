import { present } from '../base/invariant.ts';
import { isIdentical, type Precision } from './real/index.ts';
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
 * what depends on none of them, or on elements of them that are the same, is taken from the base.
 * What depends on no parameter at all can be shared by the evaluators of one precision.
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
    const known = term.parameters.size === 0 ? this.#fixed : this.#base;
    return this.#memo(known, term, row, () => this.#baseValue(term, row));
  }

  /** Runs a computation of values with parameters changed. */
  changing<T>(changes: Changes, compute: (valueOf: ValueOf) => T): T {
    this.#changes = changes;
    this.#changed = new Map();
    return compute((term, row) => this.#near(term, row));
  }

  #near(term: Term, row: number): Value {
    if (!this.#mayChange(term)) return this.base(term, row);
    return this.#memo(this.#changed, term, row, () => this.#changedValue(term, row));
  }

  #mayChange({ parameters }: Term): boolean {
    for (const name of this.#changes.keys()) if (parameters.has(name)) return true;
    return false;
  }

  #changedValue(term: Term, row: number): Value {
    const before = this.base(term, row);
    const isReached = term.args.length === 0 || term.args.some((arg) => this.#differs(arg, row));
    if (!isReached) return before;
    const args = term.args.map((arg) => this.#near(arg, row));
    const input = (name: string) => this.#changes.get(name) ?? this.#inputs.at(name, row);
    const value = term.apply(this.precision, input, ...args);
    return isSame(value, before) ? before : value;
  }

  #differs(term: Term, row: number): boolean {
    return this.#mayChange(term) && this.#near(term, row) !== this.base(term, row);
  }

  #baseValue(term: Term, row: number): Value {
    const args = term.args.map((arg) => this.base(arg, row));
    return term.apply(this.precision, (name) => this.#inputs.at(name, row), ...args);
  }

  #memo(known: Values, term: Term, row: number, compute: () => Value): Value {
    const place = term.perRow ? row : 0;
    const values = known.get(term);
    const value = values?.[place];
    if (value) return value;
    const made = compute();
    if (values) values[place] = made;
    else known.set(term, lastAt(place, made));
    return made;
  }
}

function lastAt(place: number, value: Value): Value[] {
  const values: Value[] = [];
  values[place] = value;
  return values;
}

const isSame = (a: Value, b: Value): boolean =>
  a.numbers.every((x, k) => isIdentical(x, present(b.numbers[k])));
