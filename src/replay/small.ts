import type { Declaration, Expression, Statement, Tree, TypeSyntax } from '../syntax/index.ts';
import type { Text } from '../derivation/index.ts';
import type { ModelGraph } from '../model/index.ts';

/** Numbers of a row and of the parameters up to which a model itself is computed. */
const mostNumbers = 100;

/** Whether it takes long to compute a model at a point in high precision. */
export const isLarge = (model: ModelGraph): boolean => numbersOf(model) > mostNumbers;

/** How many numbers a row and the parameters have. */
export const numbersOf = ({ layout }: ModelGraph): number =>
  layout.columns.reduce(
    (n, { shape }) => n + shape.reduce((size, axis) => size * axis, 1),
    layout.size,
  );

/** The least sizes that axes of a model are made to have, one after the other until the model is one. */
const leastSizes: readonly number[] = [3, 5, 9, 17, 33, 65];

/**
 * The same model with shorter axes, the shortest first: the numbers that `dim` statements, shapes and categories
 * write. Equal sizes stay equal and different ones different. None that is as large as the model.
 */
export function smaller({ tree, dims }: Text): Text[] {
  const written = sizesIn(tree, dims);
  return leastSizes.flatMap((least): Text[] => {
    const sizes = shrunk(written, least);
    const isSmaller = written.some((size) => sizes.get(size) !== size);
    return isSmaller ? [{ tree: withSizes(tree, dims, (size) => sizes.get(size)), dims: {} }] : [];
  });
}

/** Each size as the least from a bound that no smaller size has; no size grows. */
function shrunk(written: readonly number[], least: number): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  let next = least;
  for (const size of new Set(written.toSorted((a, b) => a - b))) {
    const own = Math.min(size, next);
    sizes.set(size, own);
    next = Math.max(next, own + 1);
  }
  return sizes;
}

function sizesIn(tree: Tree, dims: Text['dims']): number[] {
  const sizes: number[] = [];
  withSizes(tree, dims, (size) => {
    sizes.push(size);
    return size;
  });
  return sizes;
}

type Resize = (size: number) => number | undefined;

/** A model with other numbers in the places of its sizes. */
function withSizes(tree: Tree, dims: Text['dims'], resize: Resize): Tree {
  const resized = (e: Expression, size?: number): Expression => {
    const value = size ?? (e.kind === 'number' ? e.value : undefined);
    return value === undefined
      ? e
      : { kind: 'number', value: resize(value) ?? value, span: e.span };
  };
  const type = ({ domain, domainArgs, shape, span }: TypeSyntax): TypeSyntax => ({
    domain,
    domainArgs: domain.text === 'category' ? domainArgs.map((e) => resized(e)) : domainArgs,
    shape: shape.map((e) => resized(e)),
    span,
  });
  const declared = (d: Declaration): Declaration => ({ ...d, type: type(d.type) });
  const statement = (s: Statement): Statement => {
    if (s.kind === 'dim') return { ...s, value: resized(s.value, given(dims, s.name.text)) };
    return 'declarations' in s ? { ...s, declarations: s.declarations.map(declared) } : s;
  };
  return { ...tree, statements: tree.statements.map(statement) };
}

const given = (dims: Text['dims'], name: string): number | undefined =>
  Object.hasOwn(dims, name) ? dims[name] : undefined;
