import { invariant, present } from '../base/invariant.ts';
import type { Data, Params, Value as Nested } from '../runtime/model.ts';
import { Evaluator, type Inputs } from './evaluator.ts';
import type { Input, Parameter, Program } from './program.ts';
import * as R from './real/index.ts';
import type { Precision, Real } from './real/index.ts';
import { array, elementAt, type Value } from './value.ts';
import { volume } from '../base/shape.ts';

/** The values of parameters by name. */
export type Point = ReadonlyMap<string, Value>;

const isCategory = (input: Input): boolean => input.domain.kind === 'category';

/** Columns and hyper-parameters in a precision, with the parameters at a point. */
export function inputsAt(p: Precision, fixed: FixedInputs, point: Point): Inputs {
  return { at: (name, row) => point.get(name) ?? fixed.at(p, name, row) };
}

/** Columns and hyper-parameters of a program, converted on first use. */
export class FixedInputs {
  readonly #program: Program;
  readonly #data: Data;
  readonly #known = new Map<string, Value>();

  constructor(program: Program, data: Data) {
    this.#program = program;
    this.#data = data;
  }

  at(p: Precision, name: string, row: number): Value {
    const column = this.#program.columns.find((each) => each.name === name);
    const key = `${name} ${column ? row : ''} ${p.bits}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made = column ? this.#cell(p, column, row) : this.#hyper(p, name);
    this.#known.set(key, made);
    return made;
  }

  #cell(p: Precision, column: Input, row: number): Value {
    const size = volume(column.shape);
    const values = this.#data[column.name];
    invariant(typeof values === 'object', `the data have a column ${column.name}`);
    const numbers = Array.from(values.slice(row * size, (row + 1) * size), (x) =>
      R.fromNumber(p, x),
    );
    return { ...array(column.shape, numbers), codes: isCategory(column) };
  }

  #hyper(p: Precision, name: string): Value {
    const hyper = present(this.#program.hypers.find((each) => each.name === name));
    const given = this.#data[name];
    const numbers = given === undefined ? this.#standard(p, hyper) : fromNumbers(p, given);
    const value = array(numbers.length === 1 ? [] : hyper.shape, numbers);
    const filled = Array.from({ length: volume(hyper.shape) }, (_, k) => elementAt(value, k));
    return array(hyper.shape, filled);
  }

  #standard(p: Precision, { value, name }: Input): readonly Real[] {
    invariant(value, `${name} has a value`);
    const none: Inputs = { at: () => invariant(false, 'no input') as never };
    return new Evaluator(p, none).base(value, 0).numbers;
  }
}

const fromNumbers = (p: Precision, given: Float64Array | Int32Array | number): readonly Real[] =>
  typeof given === 'number'
    ? [R.fromNumber(p, given)]
    : Array.from(given, (x) => R.fromNumber(p, x));

/** Parameters from the unconstrained vector. */
export const pointOfTheta = (
  p: Precision,
  parameters: readonly Parameter[],
  theta: readonly Real[],
): Point => new Map(parameters.map((each) => [each.name, parameterAt(p, each, theta)]));

/** One parameter from the unconstrained vector. */
export function parameterAt(p: Precision, parameter: Parameter, theta: readonly Real[]): Value {
  const { shape, offset, size, transform } = parameter;
  return array(shape, transform.constrain(p, theta.slice(offset, offset + size)));
}

/** Parameters by name, in their own space. */
export const pointOfParams = (
  p: Precision,
  parameters: readonly Parameter[],
  params: Params,
): Point =>
  new Map(
    parameters.map(({ name, shape }) => {
      const numbers = flatten(present(params[name], `${name} has a value`));
      return [
        name,
        array(
          shape,
          numbers.map((x) => R.fromNumber(p, x)),
        ),
      ];
    }),
  );

const flatten = (value: Nested): readonly number[] =>
  typeof value === 'number' ? [value] : value.flatMap(flatten);
