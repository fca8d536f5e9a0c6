import { present } from '../base/invariant.ts';
import type { Operator } from '../syntax/tree.ts';
import {
  arrayFunctions,
  dot,
  matrixProduct,
  outer,
  transpose,
  type ArrayFunction,
} from './array-functions.ts';
import * as R from './real/index.ts';
import { scalarFunctions } from './scalar-functions.ts';
import { placesBetween } from './select.ts';
import { array, elementwise, numberOf, scalar, type Value } from './value.ts';

const byElement =
  (name: string): ArrayFunction =>
  (p, ...args) =>
    elementwise((...numbers) => present(scalarFunctions.get(name))(p, ...numbers), args);

/** `a * b`: two vectors have their dot product; a column times a row is their outer product. */
const multiply: ArrayFunction = (p, first, second) => {
  const [x, y] = [present(first), present(second)];
  if (x.shape.length === 0 || y.shape.length === 0) return byElement('dotMultiply')(p, x, y);
  if (x.shape.length > 1 || y.shape.length > 1) return matrixProduct(p, x, y);
  return !x.row && y.row ? outer(p, x, y) : dot(p, x, y);
};

/** `a ^ b`: a matrix is multiplied with itself. */
const pow: ArrayFunction = (p, base, exponent) => {
  const x = present(base);
  if (x.shape.length === 0) return byElement('dotPow')(p, x, present(exponent));
  const times = R.toNumber(numberOf(present(exponent)));
  let product = identityLike(p, x);
  for (let i = 0; i < times; i++) product = matrixProduct(p, product, x);
  return product;
};

function identityLike(p: R.Precision, { shape }: Value): Value {
  const size = present(shape[0]);
  const numbers = Array.from({ length: size * size }, (_, k) =>
    k % (size + 1) === 0 ? R.one(p) : R.zero,
  );
  return array(shape, numbers);
}

/** `a:c:b`: the whole numbers from a to b in steps of c. */
const steps: ArrayFunction = (p, ...args) => {
  const [first, step, last] = args.map((arg) => R.toNumber(numberOf(arg)));
  const { places } = placesBetween(present(first), present(last), present(step));
  return array(
    [places.length],
    places.map((place) => R.fromNumber(p, place)),
  );
};

/** `a:b`: the whole numbers from a to b. */
const range: ArrayFunction = (p, from, to) =>
  steps(p, present(from), scalar(R.one(p)), present(to));

/** Parts of one shape side by side along a new first axis. */
function stack(parts: readonly Value[]): Value {
  const shape = [parts.length, ...present(parts[0]).shape];
  return array(
    shape,
    parts.flatMap((part) => part.numbers),
  );
}

/** `[a; b]`: numbers and columns as one column, rows and matrices below each other. */
const join: ArrayFunction = (_p, ...args) => {
  const parts = args.map((arg) => present(arg));
  const numbers = parts.flatMap((part) => part.numbers);
  const isColumn = parts.every((part) => part.shape.length < 2 && !part.row);
  if (isColumn) return array([numbers.length], numbers);
  const columns = present(present(parts[0]).shape.at(-1));
  return array([numbers.length / columns, columns], numbers);
};

/** `[a, b]`: parts of one shape along a new axis; a number beside a column makes them one column. */
export const list: ArrayFunction = (p, ...args) => {
  const parts = args.map((arg) => present(arg));
  const [first] = parts;
  const isOne = parts.every((part) => String(part.shape) === String(first?.shape));
  return isOne ? stack(parts) : join(p, ...args);
};

/** What each operator does with whole values. */
export const operators: { readonly [K in Operator]: ArrayFunction } = {
  add: byElement('add'),
  subtract: byElement('subtract'),
  multiply,
  divide: byElement('dotDivide'),
  pow,
  dotMultiply: byElement('dotMultiply'),
  dotDivide: byElement('dotDivide'),
  dotPow: byElement('dotPow'),
  negate: byElement('negate'),
  plus: byElement('plus'),
  transpose,
  mod: byElement('mod'),
  range,
  steps,
  join,
  less: byElement('less'),
  lessEqual: byElement('lessEqual'),
  greater: byElement('greater'),
  greaterEqual: byElement('greaterEqual'),
  equal: byElement('equal'),
  notEqual: byElement('notEqual'),
  and: byElement('and'),
  or: byElement('or'),
  not: byElement('not'),
};

const isOperator = (name: string): name is Operator => Object.hasOwn(operators, name);

/** The function that a name calls, operators by their names among them. */
export function functionNamed(name: string): ArrayFunction | undefined {
  if (isOperator(name)) return operators[name];
  return arrayFunctions.get(name) ?? (scalarFunctions.has(name) ? byElement(name) : undefined);
}
