import { present } from '../../base/invariant.ts';
import { innerShape } from '../../graph/index.ts';
import type { ModelGraph } from '../../model/index.ts';
import { Reals, type Real } from '../../oracle/index.ts';
import { isInside } from '../inside.ts';
import { solveLinear } from '../linear.ts';
import { forEachIndex } from '../values.ts';
import { type Numbers } from './arrays.ts';
import { volume } from '../../base/shape.ts';
import { evaluate } from './evaluate.ts';
import { NoValue } from './no-value.ts';
import type { Said, Solved } from './solutions.ts';
import { World, type Place } from './world.ts';

/** A place where the parameters of a solution have the values that it says. Throws `NoValue` where there are none. */
export function solvedPlace(place: Place, { values, shares, system }: Solved): Place {
  const one = (from: Place, said: Said, make: (array: Numbers) => Numbers): Place =>
    withValues(from, [[said.parameter, make(arrayOf(from, said))]]);
  const valued = values.reduce((from, said) => one(from, said, (array) => array), place);
  const shared = shares.reduce((from, said) => one(from, said, (a) => shareOf(from, a)), valued);
  return system.length > 0 ? withValues(shared, solveSystem(shared, system)) : shared;
}

type Named = readonly [name: string, value: Numbers];

function withValues(place: Place, values: readonly Named[]): Place {
  const isDefined = values.every(([name, value]) =>
    isInside(parameterOf(place, name).domain, value.shape, value.values),
  );
  if (!isDefined) throw new NoValue();
  return { ...place, inputs: new Map([...place.inputs, ...values]) };
}

const parameterOf = ({ model }: Place, name: string) =>
  present(model.parameters.find((each) => each.name === name));

const shapeOf = (place: Place, name: string): readonly number[] =>
  innerShape(parameterOf(place, name).symbol);

/** What is said of all elements of a parameter, as an array of its shape. */
function arrayOf(place: Place, { parameter, letters, is }: Said): Numbers {
  const shape = shapeOf(place, parameter);
  const rest = volume(shape.slice(letters.length));
  const values: Real[] = [];
  forEachIndex(shape.slice(0, letters.length), (index) => {
    const indices = new Map(letters.map((letter, k) => [letter, present(index[k]) + 1]));
    const part = evaluate(new World(place), is, indices);
    if (part.values.length !== rest && part.values.length !== 1) throw new NoValue();
    for (let k = 0; k < rest; k++) values.push(present(part.values[k] ?? part.values[0]));
  });
  return { shape, values };
}

/** Numbers over their sums along the last axis. */
function shareOf({ precision: p }: Place, { shape, values }: Numbers): Numbers {
  const length = shape.at(-1) ?? 1;
  const sumAt = (k: number): Real =>
    values
      .slice(k - (k % length), k - (k % length) + length)
      .reduce((sum, x) => Reals.add(p, sum, x), Reals.zero);
  return { shape, values: values.map((x, k) => Reals.divide(p, x, sumAt(k))) };
}

/** Numbers that are solved for together. */
export const unknownsIn = (model: ModelGraph, { system }: Solved): number =>
  system.reduce((sum, { parameter }) => {
    const found = model.parameters.find(({ name }) => name === parameter);
    return sum + volume(innerShape(present(found).symbol));
  }, 0);

/** Unknowns of a linear system, and its unknowns times its equations, beyond which elimination takes too long. */
const mostUnknowns = 60;
const mostWork = 400;

/** The solution β of equations A·β + c = 0, whose c and columns of A are their values at 0 and at unit vectors. */
function solveSystem(place: Place, system: readonly Said[]): Named[] {
  const p = place.precision;
  const shapes = system.map(({ parameter }) => shapeOf(place, parameter));
  const size = shapes.reduce((sum, shape) => sum + volume(shape), 0);
  if (size > mostUnknowns || size * system.length > mostWork) throw new NoValue();
  const named = (numbers: readonly Real[]): Named[] => {
    let start = 0;
    return system.map(({ parameter }, k) => {
      const shape = present(shapes[k]);
      const values = numbers.slice(start, (start += volume(shape)));
      return [parameter, { shape, values }];
    });
  };
  const at = (numbers: readonly Real[]): readonly Real[] => {
    const there = { ...place, inputs: new Map([...place.inputs, ...named(numbers)]) };
    return system.flatMap((said) => arrayOf(there, said).values);
  };
  const zeros = Array<Real>(size).fill(Reals.zero);
  const constant = at(zeros);
  const columns = zeros.map((_, k) =>
    at(zeros.with(k, Reals.one(p))).map((x, i) => Reals.subtract(p, x, present(constant[i]))),
  );
  const rows = zeros.map((_, i) => columns.map((column) => present(column[i])));
  const solution = solveLinear(p, rows, constant.map(Reals.negate));
  if (!solution) throw new NoValue();
  return named(solution);
}
