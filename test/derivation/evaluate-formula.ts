import { invariant, present } from '../../src/base/invariant.ts';
import type { Formula, FormulaKind, FormulaOf } from '../../src/derivation/formula/formula.ts';
import { elementwiseRule, isElementwise, type Tensor } from '../../src/graph/index.ts';
import { functions } from './array-functions.ts';
import * as A from './arrays.ts';

/** What cannot be evaluated: a density as such, a derivative as such, a name without a value. */
export class NoValue extends Error {}

export interface Names {
  /** The whole array of a name, the axis of the rows first; or undefined. */
  readonly array: (name: string) => Tensor | undefined;
  /** What a name stands for, and whether it does so for each row. */
  readonly formula: (
    name: string,
  ) => { readonly perRow: boolean; readonly is: Formula } | undefined;
  /** What the objective and the index of a row are called. */
  readonly objective: string;
  readonly row: string;
  readonly axes: readonly string[];
  /** The array of ∂J/∂name. */
  readonly derivative: (name: string) => Tensor | undefined;
  /** The number of categories of a name; undefined for another. */
  readonly categories: (name: string) => number | undefined;
  /** How far an index runs. */
  readonly rows: number;
}

type Indices = ReadonlyMap<string, number>;

/**
 * The value of a formula as a reader would compute it: products of arrays as in linear algebra, indices
 * from 1. Indices of sums run as far as the arrays under them.
 */
export function evaluateFormula(f: Formula, names: Names, indices: Indices): Tensor {
  return (rules[f.kind] as Rule<FormulaKind>)(
    f as never,
    (part, more = indices) => evaluateFormula(part, names, more),
    { names, indices },
  );
}

type Evaluate = (f: Formula, indices?: Indices) => Tensor;
interface Context {
  readonly names: Names;
  readonly indices: Indices;
}
type Rule<K extends FormulaKind> = (f: FormulaOf<K>, value: Evaluate, c: Context) => Tensor;

const unknown = (): never => {
  throw new NoValue();
};

const rules: { readonly [K in FormulaKind]: Rule<K> } = {
  number: (f) => A.scalar(f.value),
  name: (f, value, c) => take(arrayOf(f.name, c), f.indices, value),
  adjoint: ({ of }, value, c) => {
    invariant(of.kind === 'name', 'δ is of a name');
    return take(c.names.array(`δ ${of.name}`) ?? unknown(), of.indices, value);
  },
  partial: ({ of, by, order }, value, c) =>
    order === 1 && of.kind === 'name' && of.name === c.names.objective && by.kind === 'name'
      ? take(c.names.derivative(by.name) ?? unknown(), by.indices, value)
      : unknown(),
  sum: (f, value) =>
    f.terms
      .map(({ negative, formula }) => (negative ? A.scale(-1, value(formula)) : value(formula)))
      .reduce((a, b) => A.zip((x, y) => x + y, a, b)),
  product: (f, value) =>
    f.factors
      .map((factor) => value(factor))
      .reduce(f.elementwise ? (a, b) => A.zip((x, y) => x * y, a, b) : A.multiply),
  dot: (f, value) => A.multiply(value(f.left), value(f.right)),
  fraction: (f, value) => A.zip((x, y) => x / y, value(f.numerator), value(f.denominator)),
  power: (f, value) => A.zip(Math.pow, value(f.base), value(f.exponent)),
  root: (f, value) => A.map(Math.sqrt, value(f.radicand)),
  call: (f, value, c) =>
    f.fn === 'onehot'
      ? onehot(f, value, c)
      : apply(
          f.fn,
          f.args.map((arg) => value(arg)),
        ),
  distribution: unknown,
  element: (f, value) => take(value(f.of), f.indices, value),
  transpose: (f, value) => A.transpose(value(f.of)),
  norm: (f, value) =>
    A.scalar(
      f.order === 2
        ? Math.hypot(...value(f.of).values)
        : value(f.of).values.reduce((s, x) => s + Math.abs(x), 0),
    ),
  relation: (f, value) => A.zip(relations[f.sign] ?? unknown, value(f.left), value(f.right)),
  not: (f, value) => A.map((x) => (x ? 0 : 1), value(f.of)),
  indicator: (f, value) => value(f.condition),
  cases: (f, value) => {
    const holds = f.cases.find(({ when }) => A.number(value(when)) !== 0);
    return value(holds ? holds.value : f.otherwise);
  },
  total: evaluateTotal,
  array: (f, value) => A.stack(f.items.map((item) => value(item))),
  probability: unknown,
  domain: unknown,
};

const relations: { readonly [sign: string]: (a: number, b: number) => number } = {
  '=': (a, b) => Number(a === b),
  '≠': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '≤': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '≥': (a, b) => Number(a >= b),
  '∧': (a, b) => Number(a && b),
  '∨': (a, b) => Number(a || b),
};

function arrayOf(name: string, { names, indices }: Context): Tensor {
  const index = indices.get(name);
  if (index !== undefined) return A.scalar(index);
  const array = names.array(name);
  if (array) return array;
  if (name === 'pi') return A.scalar(Math.PI);
  if (name === 'e') return A.scalar(Math.E);
  const known = names.formula(name) ?? unknown();
  if (!known.perRow) return evaluateFormula(known.is, names, new Map());
  const values = [...Array(names.rows).keys()].map((row) =>
    evaluateFormula(known.is, names, new Map([[names.row, row + 1]])),
  );
  return A.stack(values);
}

/** The part of an array under indices; `:` keeps an axis, and so does an index that is not given. */
function take(array: Tensor, indices: readonly Formula[], value: Evaluate): Tensor {
  return A.part(
    array,
    indices.map((index) => {
      if (index.kind === 'name' && index.name === ':') return null;
      return A.number(value(index)) - 1;
    }),
  );
}

function onehot({ args: [code] }: FormulaOf<'call'>, value: Evaluate, { names }: Context): Tensor {
  const size = code?.kind === 'name' ? names.categories(code.name) : undefined;
  if (!code || size === undefined) return unknown();
  const at = A.number(value(code));
  return { shape: [size], values: Array.from({ length: size }, (_, k) => Number(k + 1 === at)) };
}

function apply(fn: string, args: readonly Tensor[]): Tensor {
  const own = functions[fn];
  if (own) return own(...args);
  if (!isElementwise(fn)) return unknown();
  const { value } = elementwiseRule(fn);
  const [a, b] = args;
  if (args.length === 1) return A.map(value, present(a));
  return args.length === 2 ? A.zip(value, present(a), present(b)) : unknown();
}

const identities = { sum: 0, product: 1, max: -Infinity, min: Infinity };
const operations = {
  sum: (a: number, b: number) => a + b,
  product: (a: number, b: number) => a * b,
  max: Math.max,
  min: Math.min,
};

function evaluateTotal(f: FormulaOf<'total'>, value: Evaluate, c: Context): Tensor {
  const [index, ...others] = f.indices;
  if (!index) return value(f.body);
  invariant(index.kind === 'name', 'an index is a name');
  const body: Formula = others.length > 0 ? { ...f, indices: others } : f.body;
  const length = index.name === c.names.row ? c.names.rows : extentOf(index.name, f.body, c.names);
  let result: Tensor | null = null;
  for (let k = 1; k <= length; k++) {
    const term = value(body, new Map([...c.indices, [index.name, k]]));
    result = result ? A.zip(operations[f.operator], result, term) : term;
  }
  return result ?? A.scalar(identities[f.operator]);
}

/** The length of an axis that an index stands at. */
function extentOf(index: string, f: Formula, names: Names): number {
  const found = extentsIn(index, f, names)[0];
  return found ?? unknown();
}

function extentsIn(index: string, f: unknown, names: Names): number[] {
  if (typeof f !== 'object' || f === null) return [];
  if (Array.isArray(f)) return f.flatMap((part) => extentsIn(index, part, names));
  const own =
    'kind' in f && f.kind === 'name' ? ownExtent(index, f as FormulaOf<'name'>, names) : [];
  return [...own, ...Object.values(f).flatMap((part) => extentsIn(index, part, names))];
}

function ownExtent(index: string, f: FormulaOf<'name'>, names: Names): number[] {
  const at = f.indices.findIndex((each) => each.kind === 'name' && each.name === index);
  const array = at < 0 ? undefined : (names.array(f.name) ?? lazily(f.name, names));
  const length = array?.shape[at];
  return length === undefined ? [] : [length];
}

const lazily = (name: string, names: Names): Tensor | undefined =>
  names.formula(name) && arrayOf(name, { names, indices: new Map() });
