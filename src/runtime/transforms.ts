import { volume } from '../base/shape.ts';
import { present } from '../base/invariant.ts';
import { suggest } from '../base/suggest.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { rowOf } from './domain.ts';
import { describeDomain } from './domains.ts';
import type { Layout, ParameterLayout, Params } from './model.ts';
import { problem, throwAll } from './problem.ts';
import { random } from './random.ts';
import { flatten, nest, nounOf } from './values.ts';

/** A parameter's transform, and how its value and its part of θ fall into blocks. */
function blocks({ domain, shape }: ParameterLayout) {
  const transform = present(rowOf(domain).transform);
  const block = shape.slice(shape.length - transform.rank);
  const size = volume(block);
  return { transform, size, free: volume(transform.free(block)), number: volume(shape) / size };
}

/** θ as named parameters in their own space: a number, or nested arrays for a vector or matrix. */
export function constrain(layout: Layout, theta: Float64Array): Params {
  return Object.fromEntries(
    layout.parameters.map((p) => [p.name, nest(constrainOne(p, theta), p.shape)]),
  );
}

/** The numbers of one parameter in its own space, row-major. */
export function constrainOne(parameter: ParameterLayout, theta: Float64Array): Float64Array {
  const { transform, size, free, number } = blocks(parameter);
  const values = new Float64Array(number * size);
  for (let k = 0; k < number; k++) {
    const from = parameter.offset + k * free;
    const value = values.subarray(k * size, (k + 1) * size);
    transform.constrain(theta.subarray(from, from + free), value, parameter.domain);
  }
  return values;
}

/**
 * Named parameters as θ. Throws a `FluxionError` that lists every parameter that is missing,
 * unknown, of another shape, or not inside its domain.
 */
export function unconstrain(layout: Layout, params: Params): Float64Array {
  const theta = new Float64Array(layout.size);
  const names = layout.parameters.map((p) => p.name);
  const strangers = Object.keys(params).filter((name) => !names.includes(name));
  throwAll([
    ...strangers.map((name) => unknown(name, names)),
    ...layout.parameters.flatMap((p) =>
      Object.hasOwn(params, p.name)
        ? unconstrainOne(p, params[p.name], theta)
        : [problem('missingParameter', `the parameter \`${p.name}\` has no value`)],
    ),
  ]);
  return theta;
}

function unknown(name: string, names: readonly string[]): Diagnostic {
  const near = suggest(name, names);
  const help = near ? `did you mean \`${near}\`?` : `the parameters are ${names.join(', ')}`;
  return problem('unknownParameter', `the model has no parameter \`${name}\``, help);
}

/** Writes the parameter's part of θ; returns what is wrong with the value. */
function unconstrainOne(
  parameter: ParameterLayout,
  value: unknown,
  theta: Float64Array,
): Diagnostic[] {
  const { name, shape } = parameter;
  const numbers = flatten(value, shape);
  if (!numbers?.every((x): x is number => typeof x === 'number')) {
    return [problem('wrongParameterShape', `the parameter \`${name}\` must be ${nounOf(shape)}`)];
  }
  return writeFree(parameter, numbers, theta) ? [] : [outside(parameter, value)];
}

function outside({ name, shape, domain }: ParameterLayout, value: unknown): Diagnostic {
  const shown = shape.length === 0 ? ` is ${String(value)}, but` : '';
  const inside = `must lie inside its domain: ${describeDomain(domain)}`;
  return problem('outsideParameterDomain', `the parameter \`${name}\`${shown} ${inside}`);
}

/** Writes the numbers' unconstrained values into θ; false where one of them is not finite. */
function writeFree(
  parameter: ParameterLayout,
  numbers: readonly number[],
  theta: Float64Array,
): boolean {
  const { transform, size, free, number } = blocks(parameter);
  const values = Float64Array.from(numbers);
  for (let k = 0; k < number; k++) {
    const from = parameter.offset + k * free;
    const value = values.subarray(k * size, (k + 1) * size);
    transform.unconstrain(value, theta.subarray(from, from + free), parameter.domain);
  }
  return theta.subarray(parameter.offset, parameter.offset + number * free).every(Number.isFinite);
}

/**
 * The unconstrained start: the start values written (in the parameters' own space, row-major),
 * otherwise 0, and for a matrix numbers drawn from the seed by Glorot and Bengio's rule.
 */
export function startVector(
  layout: Layout,
  starts: Readonly<Record<string, readonly number[]>>,
  seed: number,
): Float64Array {
  const theta = new Float64Array(layout.size);
  const draw = random(seed);
  for (const parameter of layout.parameters) {
    const start = Object.hasOwn(starts, parameter.name) ? starts[parameter.name] : undefined;
    if (!start) {
      if (parameter.shape.length >= 2) drawGlorot(parameter, theta, draw);
    } else if (!writeFree(parameter, start, theta)) {
      throwAll([outside(parameter, start[0])]);
    }
  }
  return theta;
}

/**
 * Uniform on ±√(6/(rows + columns)), so that a layer keeps the variance of its input (Glorot &
 * Bengio 2010).
 */
function drawGlorot(
  { shape, offset, size }: ParameterLayout,
  theta: Float64Array,
  draw: () => number,
): void {
  const limit = Math.sqrt(6 / (present(shape.at(-1)) + present(shape.at(-2))));
  for (let i = 0; i < size; i++) theta[offset + i] = limit * (2 * draw() - 1);
}
