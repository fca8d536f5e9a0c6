import { present } from '../base/invariant.ts';
import type { Params } from '../runtime/model.ts';
import { Evaluator, type ValueOf, type Values } from './evaluator.ts';
import {
  inputsAt,
  parameterAt,
  pointOfParams,
  pointOfTheta,
  type FixedInputs,
  type Point,
} from './inputs.ts';
import { worthOf, type Worth } from './objective.ts';
import type { Parameter, Program } from './program.ts';
import * as R from './real/index.ts';
import type { Real } from './real/index.ts';

/** One-sided and two-sided difference quotients of J. */
export interface Quotients {
  readonly central: Real;
  /** The right slope less the left one: 0 in the limit where J has a derivative. */
  readonly jump: Real;
  /** How far rounding of J can have moved the central quotient. */
  readonly error: Real;
}

/** A coordinate of θ and how far a direction goes along it. */
export interface Move {
  readonly coordinate: number;
  readonly scale: Real;
}

/** The model in one precision. */
export class Level {
  readonly precision: R.Precision;
  readonly parameters: readonly Parameter[];
  readonly #program: Program;
  readonly #inputs: FixedInputs;
  readonly #rows: number | null;
  /** What depends on no parameter is computed once for all points. */
  readonly #fixed: Values = new Map();

  constructor(digits: number, program: Program, inputs: FixedInputs, rows: number | null) {
    this.precision = R.Precision.ofDigits(digits);
    this.parameters = program.parameters;
    this.#program = program;
    this.#inputs = inputs;
    this.#rows = rows;
  }

  /** The model at parameters in their own space. */
  atParams(params: Params): Worth {
    const evaluator = this.evaluatorAt(pointOfParams(this.precision, this.parameters, params));
    return this.worth((term, row) => evaluator.base(term, row));
  }

  /** The model at θ, to be evaluated there and near it. */
  at(theta: ArrayLike<number>): Place {
    return new Place(
      this,
      Array.from(theta, (x) => R.fromNumber(this.precision, x)),
    );
  }

  evaluatorAt(point: Point): Evaluator {
    const inputs = inputsAt(this.precision, this.#inputs, point);
    return new Evaluator(this.precision, inputs, this.#fixed);
  }

  worth(valueOf: ValueOf): Worth {
    return worthOf(this.precision, this.#program, this.#rows, valueOf);
  }
}

/** The model in one precision around one θ. */
export class Place {
  readonly level: Level;
  readonly worth: Worth;
  readonly #theta: readonly Real[];
  readonly #evaluator: Evaluator;

  constructor(level: Level, theta: readonly Real[]) {
    this.level = level;
    this.#theta = theta;
    const point = pointOfTheta(level.precision, level.parameters, theta);
    this.#evaluator = level.evaluatorAt(point);
    this.worth = level.worth((term, row) => this.#evaluator.base(term, row));
  }

  /** Difference quotients along the moves together, with a step of a quarter of the digits. */
  quotients(moves: readonly Move[]): Quotients {
    const p = this.level.precision;
    const step: Real = { mantissa: 1n, exponent: -BigInt(Math.floor(p.bits / 4)) };
    const [above, below] = [step, R.negate(step)].map((t) => this.#moved(moves, t)) as [Real, Real];
    const here = this.worth.objective;
    const [right, left] = [R.subtract(p, above, here), R.subtract(p, here, below)];
    const over = (x: Real): Real => R.divide(p, x, R.rounded(p, step));
    return {
      central: over(half(R.subtract(p, above, below))),
      jump: over(R.subtract(p, right, left)),
      error: noise(p, here, step),
    };
  }

  #moved(moves: readonly Move[], step: Real): Real {
    const p = this.level.precision;
    const theta = [...this.#theta];
    for (const { coordinate, scale } of moves) {
      const change = R.multiply(p, R.rounded(p, step), scale);
      theta[coordinate] = R.add(p, present(theta[coordinate]), change);
    }
    const touched = this.level.parameters.filter((each) => isTouched(each, moves));
    const changes = new Map(touched.map((each) => [each.name, parameterAt(p, each, theta)]));
    return this.#evaluator.changing(changes, (valueOf) => this.level.worth(valueOf).objective);
  }

  /** How far a coordinate is moved in units of the step: its own magnitude. */
  moveAlong(coordinate: number): Move {
    const x = present(this.#theta[coordinate]);
    const exponent = R.isZero(x) || !R.isFinite(x) ? 0 : R.magnitude(x);
    return { coordinate, scale: R.round(this.level.precision, 1n, exponent) };
  }
}

const isTouched = ({ offset, size }: Parameter, moves: readonly Move[]): boolean =>
  moves.some(({ coordinate }) => coordinate >= offset && coordinate < offset + size);

const half = (x: Real): Real => R.scaled(x, -1);

/** Three quarters of the digits of J are right: what is left, over the step. */
function noise(p: R.Precision, objective: Real, step: Real): Real {
  if (R.isZero(objective) || !R.isFinite(objective)) return R.absolute(objective);
  const lost = Math.floor(0.75 * p.bits);
  return R.scaled(R.absolute(objective), -lost - Number(step.exponent));
}
