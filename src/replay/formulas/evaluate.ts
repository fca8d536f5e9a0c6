import { present } from '../../base/invariant.ts';
import type { Formula, FormulaKind, FormulaOf } from '../../derivation/index.ts';
import { Reals, type Precision, type Real } from '../../oracle/index.ts';
import {
  map,
  multiply,
  numberOf,
  part,
  scalar,
  join,
  stack,
  transpose,
  zip,
  type Numbers,
} from './arrays.ts';
import { keyOf, type Definition, type FunctionDefinition } from './definitions.ts';
import { extentOf } from './extent.ts';
import { apply, norm } from './functions.ts';
import { NoValue, requireMeaning } from './no-value.ts';
import { slope } from './slope.ts';
import { fromZero, givenIndex, isRange, take } from './take.ts';
import { indexOf, World } from './world.ts';

/** The letters of indices and what they are, from 1. */
export type Indices = ReadonlyMap<string, number>;

/**
 * The value of a formula as a reader would compute it: products of arrays as in linear algebra, indices from
 * 1, names as the derivation defines them. Indices of sums run as far as the arrays under them.
 */
export function evaluate(world: World, f: Formula, indices: Indices): Numbers {
  const value: Evaluate = (part, more = indices) => evaluate(world, part, more);
  return (rules[f.kind] as Rule<FormulaKind>)(f as never, value, {
    world,
    indices,
    p: world.place.precision,
  });
}

export type Evaluate = (f: Formula, indices?: Indices) => Numbers;

export interface Context {
  readonly world: World;
  readonly indices: Indices;
  readonly p: Precision;
}

type Rule<K extends FormulaKind> = (f: FormulaOf<K>, value: Evaluate, c: Context) => Numbers;

const unknown = (): never => {
  throw new NoValue();
};

const truth = ({ p }: Context, holds: boolean): Numbers =>
  scalar(holds ? Reals.one(p) : Reals.zero);

const rules: { readonly [K in FormulaKind]: Rule<K> } = {
  number: (f, _value, { p }) => scalar(Reals.fromNumber(p, f.value)),
  name: (f, value, c) => valueOfName(f, value, c),
  adjoint: (f, value, c) => defined(f, value, c),
  partial: (f, value, c) => slope(f, value, c),
  sum: (f, value, { p }) =>
    f.terms
      .map(({ negative, formula }) =>
        negative ? map(Reals.negate, value(formula)) : value(formula),
      )
      .reduce((a, b) => zip((x, y) => Reals.add(p, x, y), a, b)),
  product: (f, value, { p }) =>
    closedBy(f, value) ??
    f.factors
      .map((factor) => value(factor))
      .reduce((a, b) =>
        f.elementwise ? zip((x, y) => Reals.multiply(p, x, y), a, b) : multiply(p, a, b),
      ),
  dot: (f, value, { p }) => multiply(p, value(f.left), value(f.right)),
  fraction: (f, value, { p }) =>
    zip((x, y) => Reals.divide(p, x, y), value(f.numerator), value(f.denominator)),
  power: (f, value, { p }) => {
    const [base, exponent] = [value(f.base), value(f.exponent)];
    const isMatrix = base.shape.length === 2 && !base.isRow && !f.elementwise;
    if (isMatrix) return matrixPower(p, base, indexOf(exponent));
    return zip((x, y) => Reals.pow(p, x, y), base, exponent);
  },
  root: (f, value, { p }) => map((x) => Reals.sqrt(p, x), value(f.radicand)),
  call: (f, value, c) => valueOfCall(f, value, c),
  distribution: unknown,
  element: (f, value, c) => take(value(f.of), f.indices, value, c),
  transpose: (f, value) => transpose(value(f.of)),
  norm: (f, value, { p }) => norm(p, value(f.of), f.order),
  relation: (f, value, c) => {
    const holds = relations[f.sign] ?? unknown();
    return zip((x, y) => numberOf(truth(c, holds(x, y))), value(f.left), value(f.right));
  },
  not: (f, value, c) => map((x) => numberOf(truth(c, Reals.isZero(x))), value(f.of)),
  indicator: (f, value) => value(f.condition),
  cases: (f, value) =>
    f.cases.reduceRight<() => Numbers>(
      (otherwise, { when, value: chosen }) =>
        () =>
          choose(value(when), () => value(chosen), otherwise),
      () => value(f.otherwise),
    )(),
  total: evaluateTotal,
  array: (f, value) => (f.joined ? join : stack)(f.items.map((item) => value(item))),
  probability: (f, value, c) => defined(f, value, c),
  domain: unknown,
};

/** A matrix times itself. */
function matrixPower(p: Precision, base: Numbers, exponent: number): Numbers {
  if (base.shape[0] !== base.shape[1] || !(exponent >= 1)) throw new NoValue();
  return Array.from({ length: exponent - 1 }).reduce<Numbers>((a) => multiply(p, a, base), base);
}

/** The 0 of a condition that fails: what it stands beside may not be there at all, as x[j − 1] for j = 1. */
const closedBy = ({ factors }: FormulaOf<'product'>, value: Evaluate): Numbers | undefined =>
  factors
    .filter((factor) => factor.kind === 'indicator')
    .map((factor) => value(factor))
    .find(({ values: [only, ...others] }) => only && others.length === 0 && Reals.isZero(only));

/** One of two values, of an array for each element its own. */
function choose(when: Numbers, whenTrue: () => Numbers, whenFalse: () => Numbers): Numbers {
  const [only] = when.values;
  if (only && when.values.length === 1) return Reals.isZero(only) ? whenFalse() : whenTrue();
  const [a, b] = [whenTrue(), whenFalse()];
  const at = ({ values }: Numbers, k: number): Real => present(values[values.length === 1 ? 0 : k]);
  return { ...when, values: when.values.map((test, k) => at(Reals.isZero(test) ? b : a, k)) };
}

type Holds = (a: Real, b: Real) => boolean;

const ordered =
  (holds: (order: number) => boolean): Holds =>
  (a, b) =>
    holds(Reals.compare(a, b));

const relations: { readonly [sign: string]: Holds } = {
  '=': ordered((order) => order === 0),
  '≠': ordered((order) => order !== 0),
  '<': ordered((order) => order < 0),
  '≤': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '≥': ordered((order) => order >= 0),
  '∧': (a, b) => !Reals.isZero(a) && !Reals.isZero(b),
  '∨': (a, b) => !Reals.isZero(a) || !Reals.isZero(b),
};

function valueOfName(f: FormulaOf<'name'>, value: Evaluate, c: Context): Numbers {
  const index = c.indices.get(f.name);
  if (index !== undefined) return scalar(Reals.fromInteger(c.p, BigInt(index)));
  const array = c.world.input(f.name) ?? constants[f.name]?.(c.p);
  return array ? take(array, f.indices, value, c) : defined(f, value, c);
}

const constants: { readonly [name: string]: ((p: Precision) => Numbers) | undefined } = {
  pi: (p) => scalar(Reals.pi(p)),
  e: (p) => scalar(Reals.exp(p, Reals.one(p))),
};

/** What the derivation defines, with the indices that are asked for in the place of those on its left side. */
function defined(f: Formula, value: Evaluate, { world, indices, p }: Context): Numbers {
  const { names } = world.place.definitions;
  const key = keyOf(inModel(world, f));
  const definition = key === null ? undefined : names.get(key);
  if (key === null || !definition) return unknown();
  const name = f.kind === 'adjoint' ? f.of : f;
  const isIndexed = name.kind === 'name';
  const places = isIndexed ? name.indices : [];
  const given = places.map((index) => (isRange(index) ? null : givenIndex(index, value)));
  const bound = isIndexed ? new Map<string, number>() : new Map(indices);
  const label = `${key} ${[...given, ...bound].join(' ')}`;
  const { home } = world;
  const known = home.known.get(label) ?? whole(home, definition, given, bound);
  home.known.set(label, known);
  const left = places.filter((_, k) => given[k] === null);
  return left.some(isRange) ? take(known, left, value, { world, indices, p }) : known;
}

/** p_θ is the density of the model, whose parameters are left out elsewhere. */
function inModel({ place: { letters } }: World, f: Formula): Formula {
  const isModel = f.kind === 'probability' && f.letter.startsWith(`${letters.density}_`);
  return isModel ? { ...f, letter: letters.density } : f;
}

/** A definition at the indices that are given, and along the axes of those that are not. */
function whole(
  world: World,
  { indices: [letter, ...letters], is }: Definition,
  [given = null, ...others]: readonly (number | null)[],
  bound: Indices,
): Numbers {
  if (letter === undefined) {
    const value = evaluate(world, is, bound);
    const rest = [given, ...others];
    return rest.some((each) => each !== null) ? part(value, rest.map(fromZero)) : value;
  }
  const at = (k: number): Numbers =>
    whole(world, { indices: letters, is }, others, new Map([...bound, [letter, k]]));
  if (given !== null) return at(given);
  const length = extentOf(world, letter, is) ?? unknown();
  return stack(Array.from({ length }, (_, k) => at(k + 1)));
}

function valueOfCall(f: FormulaOf<'call'>, value: Evaluate, c: Context): Numbers {
  const { names, functions } = c.world.place.definitions;
  if (f.fn === 'onehot') return onehot(f, value, c);
  if (names.has(keyOf(f) ?? '') && !isLogOfDensity(f)) return defined(f, value, c);
  const args = f.args.map((arg) => value(arg));
  const known = functions.get(f.fn);
  const isOwn = known?.parameters.length === args.length && f.fn !== 'log';
  return (isOwn ? ofModel(known, args, c) : apply(c.p, f.fn, args)) ?? unknown();
}

/** A function of the model: its body with the arguments for its parameters. */
function ofModel(
  { parameters, is }: FunctionDefinition,
  args: readonly Numbers[],
  { world, indices }: Context,
): Numbers {
  const given = new Map(parameters.map((name, k) => [name, present(args[k])]));
  const others = new Map([...indices].filter(([letter]) => !given.has(letter)));
  return evaluate(new World(world.place, given, world), is, others);
}

/** The density itself is defined: its logarithm is computed. */
const isLogOfDensity = ({ fn, args }: FormulaOf<'call'>): boolean =>
  fn === 'log' && args[0]?.kind === 'probability';

/** 1 at an index and 0 elsewhere: as long as the column has categories, or as what stands beside it. */
function onehot({ args: [code] }: FormulaOf<'call'>, value: Evaluate, c: Context): Numbers {
  if (!code) return unknown();
  const at = indexOf(value(code));
  const size = code.kind === 'name' ? c.world.categories(code.name) : undefined;
  const length = size ?? at;
  const values = Array.from({ length }, (_, k) => numberOf(truth(c, k + 1 === at)));
  return { shape: [length], values, ...(size === undefined && { open: true }) };
}

type Operation = (p: Precision, a: Real, b: Real) => Real;

const operations: { readonly [O in FormulaOf<'total'>['operator']]: Operation } = {
  sum: Reals.add,
  product: Reals.multiply,
  max: (_p, a, b) => (Reals.compare(a, b) >= 0 ? a : b),
  min: (_p, a, b) => (Reals.compare(a, b) <= 0 ? a : b),
};

function evaluateTotal(f: FormulaOf<'total'>, value: Evaluate, c: Context): Numbers {
  const [index, ...others] = f.indices;
  if (!index) return value(f.body);
  requireMeaning(index.kind === 'name', 'an index is a name');
  const body: Formula = others.length > 0 ? { ...f, indices: others } : f.body;
  const length = f.to ? indexOf(value(f.to)) : (extentOf(c.world, index.name, f.body) ?? unknown());
  const terms = Array.from({ length }, (_, k) =>
    value(body, new Map([...c.indices, [index.name, k + 1]])),
  );
  return terms.reduce((a, b) => zip((x, y) => operations[f.operator](c.p, x, y), a, b));
}
