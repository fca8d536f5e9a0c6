import { invariant, present } from '../base/invariant.ts';
import { suggest } from '../base/suggest.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Domain, DomainKind } from './domain.ts';
import { describeDomain } from './domains.ts';
import type { Layout, ParameterLayout, Params } from './model.ts';
import { problem, throwAll } from './problem.ts';
import { random } from './random.ts';
import { logit, sigmoid } from './special.ts';
import { count, flatten, nest } from './values.ts';

/** The map between a block of a parameter, a number or a vector, and its unconstrained numbers. */
interface Transform<D extends Domain> {
  /** Vectors along the last axis are mapped as a whole. */
  readonly vector?: true;
  /** How many unconstrained numbers a vector of n has. */
  readonly free?: (n: number) => number;
  readonly constrain: (free: Float64Array, value: Float64Array, domain: D) => void;
  /** Gives NaN or infinities where the value is not inside the domain. */
  readonly unconstrain: (value: Float64Array, free: Float64Array, domain: D) => void;
}

type Of<K extends DomainKind> = Extract<Domain, { kind: K }>;

const elementwise = <K extends DomainKind>(
  constrain: (x: number, domain: Of<K>) => number,
  unconstrain: (y: number, domain: Of<K>) => number,
): Transform<Of<K>> => ({
  constrain: (free, value, domain) => {
    value[0] = constrain(free[0] as number, domain);
  },
  unconstrain: (value, free, domain) => {
    free[0] = unconstrain(value[0] as number, domain);
  },
});

const notFitted = <K extends DomainKind>(kind: K): Transform<Of<K>> => {
  const refuse = (): never => invariant(false, `no parameter has the domain ${kind}`) as never;
  return { constrain: refuse, unconstrain: refuse };
};

/** The softmax of the free numbers and a last 0. */
const simplex: Transform<Of<'simplex'>> = {
  vector: true,
  free: (n) => n - 1,
  constrain: (free, value) => {
    const largest = free.reduce((a, b) => Math.max(a, b), 0);
    let sum = 0;
    for (let i = 0; i < value.length; i++) {
      value[i] = Math.exp((free[i] ?? 0) - largest);
      sum += value[i] as number;
    }
    for (let i = 0; i < value.length; i++) value[i] = (value[i] as number) / sum;
  },
  unconstrain: (value, free) => {
    const sum = value.reduce((a, b) => a + b, 0);
    const last = Math.log(value[value.length - 1] as number);
    for (let i = 0; i < free.length; i++) free[i] = Math.log(value[i] as number) - last;
    if (Math.abs(sum - 1) > 1e-6) free[0] = NaN;
  },
};

/** The first number, then the logarithms of the gaps. */
const ordered: Transform<Of<'ordered'>> = {
  vector: true,
  free: (n) => n,
  constrain: (free, value) => {
    value[0] = free[0] as number;
    for (let i = 1; i < value.length; i++) {
      value[i] = (value[i - 1] as number) + Math.exp(free[i] as number);
    }
  },
  unconstrain: (value, free) => {
    free[0] = value[0] as number;
    for (let i = 1; i < value.length; i++) {
      free[i] = Math.log((value[i] as number) - (value[i - 1] as number));
    }
  },
};

const transforms: { readonly [K in DomainKind]: Transform<Of<K>> } = {
  real: elementwise<'real'>(
    (x) => x,
    (y) => y,
  ),
  positive: elementwise<'positive'>(Math.exp, Math.log),
  unit: elementwise<'unit'>(sigmoid, logit),
  interval: elementwise<'interval'>(
    (x, { lower, upper }) => lower + (upper - lower) * sigmoid(x),
    (y, { lower, upper }) => Math.log(y - lower) - Math.log(upper - y),
  ),
  simplex,
  ordered,
  binary: notFitted('binary'),
  count: notFitted('count'),
  category: notFitted('category'),
  weight: notFitted('weight'),
};

/** A parameter's transform, and how its value and its part of θ fall into blocks. */
function blocks({ domain, shape }: ParameterLayout) {
  const transform = transforms[domain.kind] as Transform<Domain>;
  const size = transform.vector ? present(shape.at(-1)) : 1;
  const free = transform.free?.(size) ?? 1;
  return { transform, size, free, number: count(shape) / size };
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
    return [problem('wrongParameterShape', `the parameter \`${name}\` must be ${noun(shape)}`)];
  }
  return writeFree(parameter, numbers, theta) ? [] : [outside(parameter, value)];
}

function outside({ name, shape, domain }: ParameterLayout, value: unknown): Diagnostic {
  const shown = shape.length === 0 ? ` is ${String(value)}, but` : '';
  const inside = `must lie inside its domain: ${describeDomain(domain)}`;
  return problem('outsideParameterDomain', `the parameter \`${name}\`${shown} ${inside}`);
}

const noun = (shape: readonly number[]): string =>
  shape.length === 0 ? 'a number' : `an array of shape [${shape.join(', ')}]`;

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
