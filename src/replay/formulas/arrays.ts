import { volume } from '../../base/shape.ts';
import { present } from '../../base/invariant.ts';
import { Reals, type Precision, type Real } from '../../oracle/index.ts';
import { NoValue, requireMeaning } from './no-value.ts';

/** An array of linear algebra in row-major order: a number, a vector (a column), a matrix. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly Real[];
  /** Of a derivative: how many of the leading axes are those of what is differentiated. */
  readonly lead?: number;
  /** A vector on its side: times a vector it gives a number. */
  readonly isRow?: true;
  /** Of a vector: it goes on with zeros, as far as what it is added to or compared with. */
  readonly open?: true;
}

export const scalar = (value: Real): Numbers => ({ shape: [], values: [value] });

export function numberOf(a: Numbers): Real {
  requireMeaning(a.values.length === 1, `a number, not an array of ${a.shape.join('×')}`);
  return present(a.values[0]);
}

export function map(f: (x: Real) => Real, a: Numbers): Numbers {
  if (a.open && !Reals.isZero(f(Reals.zero))) throw new NoValue();
  return { ...a, values: a.values.map(f) };
}

/** Element by element; a number goes with every element. */
export function zip(f: (x: Real, y: Real) => Real, a: Numbers, b: Numbers): Numbers {
  if (isNumber(a) && !isNumber(b)) return map((y) => f(present(a.values[0]), y), b);
  if (isNumber(b)) return map((x) => f(x, present(b.values[0])), a);
  const [x, y] = alike(a, b);
  requireMeaning(areAlike(x.shape, y.shape), `shapes ${String(x.shape)} and ${String(y.shape)}`);
  return { ...x, values: x.values.map((each, k) => f(each, present(y.values[k]))) };
}

/** A matrix of one column may stand for a vector, as where it is multiplied by a vector of one number. */
const areAlike = (a: readonly number[], b: readonly number[]): boolean =>
  String(a.filter((size) => size !== 1)) === String(b.filter((size) => size !== 1));

const isNumber = ({ values, open }: Numbers): boolean => values.length === 1 && !open;

/** Both, with an open vector as long as the other one. */
export function alike(a: Numbers, b: Numbers): readonly [Numbers, Numbers] {
  if (!a.open && !b.open) return [a, b];
  const length = Math.max(a.values.length, b.values.length);
  const end = { shape: [length], ...(a.open && b.open && { open: true as const }) };
  const long = (c: Numbers): Numbers => {
    if (c.shape.length !== 1 || (!c.open && c.values.length < length)) throw new NoValue();
    const rest = Array<Real>(length - c.values.length).fill(Reals.zero);
    return { ...end, values: [...c.values, ...rest] };
  };
  return [long(a), long(b)];
}

/** Only where an array ends is there more to do with it than element by element. */
function requireEnd(...arrays: readonly Numbers[]): void {
  if (arrays.some(({ open }) => open)) throw new NoValue();
}

const matrix = ({ shape }: Numbers): readonly [number, number] => [
  shape[0] ?? 1,
  shape.length > 1 ? volume(shape.slice(1)) : 1,
];

/** The product of linear algebra; two vectors have their dot product, a derivative is contracted. */
export function multiply(p: Precision, a: Numbers, b: Numbers): Numbers {
  if (a.lead !== undefined && a.lead < a.shape.length && !b.open) return contract(p, a, b, a.lead);
  if (isNumber(a) || isNumber(b)) return zip((x, y) => Reals.multiply(p, x, y), a, b);
  requireEnd(a, b);
  if (a.shape.length === 1 && b.shape.length === 1) return contract(p, a, b, 0);
  return contract(p, a, b, 1);
}

/** Σ over all axes of a but the first ones with the leading axes of b. */
function contract(p: Precision, a: Numbers, b: Numbers, kept: number): Numbers {
  const inner = volume(a.shape.slice(kept));
  const [rows, columns] = [volume(a.shape.slice(0, kept)), b.values.length / inner];
  requireMeaning(Number.isInteger(columns), `shapes ${String(a.shape)} and ${String(b.shape)}`);
  const right = Array.from({ length: columns }, (_, j) =>
    columns === 1 ? b.values : b.values.filter((_each, k) => k % columns === j),
  );
  const values = Array.from({ length: rows }, (_, i) =>
    a.values.slice(i * inner, (i + 1) * inner),
  ).flatMap((row) => right.map((column) => Reals.dot(p, row, column)));
  const rest = columns === 1 ? [] : b.shape.slice(Math.max(1, a.shape.length - kept));
  const isNumberOfRow = a.isRow === true && values.length === 1;
  return { shape: isNumberOfRow ? [] : [...a.shape.slice(0, kept), ...rest], values };
}

/** A matrix or a derivative with its two groups of axes exchanged; a vector becomes a row. */
export function transpose(a: Numbers): Numbers {
  const { lead } = a;
  requireEnd(a);
  if (lead === undefined && a.shape.length === 1)
    return { ...a, shape: [1, ...a.shape], isRow: true };
  const [rows, columns] =
    lead === undefined ? matrix(a) : [volume(a.shape.slice(0, lead)), volume(a.shape.slice(lead))];
  const values = Array.from({ length: rows * columns }, (_, at) =>
    present(a.values[(at % rows) * columns + Math.floor(at / rows)]),
  );
  if (lead === undefined) return { shape: [columns, rows], values };
  const shape = [...a.shape.slice(lead), ...a.shape.slice(0, lead)];
  return { shape, values, lead: a.shape.length - lead };
}

export function stack(parts: readonly Numbers[]): Numbers {
  requireEnd(...parts);
  return {
    shape: [parts.length, ...(parts[0]?.shape ?? [])],
    values: parts.flatMap((part) => part.values),
  };
}

/** Along the first axis: numbers and columns, or rows and matrices. */
export function join(parts: readonly Numbers[]): Numbers {
  requireEnd(...parts);
  const values = parts.flatMap((part) => part.values);
  const inRows = parts.some((part) => part.isRow === true || part.shape.length > 1);
  const columns = inRows ? present(parts[0]?.shape.at(-1)) : 1;
  return { shape: inRows ? [values.length / columns, columns] : [values.length], values };
}

/** The part at indices from 0 of the first axes; null keeps an axis. */
export function part(a: Numbers, indices: readonly (number | null)[]): Numbers {
  requireEnd(a);
  if (indices.some((k, axis) => k !== null && !(k >= 0 && k < (a.shape[axis] ?? 0))))
    throw new NoValue();
  const kept = [...a.shape.keys()].filter((axis) => (indices[axis] ?? null) === null);
  // Axis by axis from the last taken one, each time the blocks at its index.
  const values = a.shape.reduceRight<readonly Real[]>((from, size, axis) => {
    const at = indices[axis] ?? null;
    if (at === null) return from;
    const length = volume(a.shape.slice(axis + 1).filter((_, k) => kept.includes(axis + 1 + k)));
    const blocks = from.length / (size * length);
    if (blocks === 1) return from.slice(at * length, (at + 1) * length);
    return Array.from({ length: blocks }, (_, k) => (k * size + at) * length).flatMap((start) =>
      from.slice(start, start + length),
    );
  }, a.values);
  return { shape: kept.map((axis) => present(a.shape[axis])), values };
}
