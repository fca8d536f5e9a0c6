import { present } from '../../base/invariant.ts';
import type { Expression, Operator } from '../../syntax/index.ts';

/** How many axes each name has. */
export interface Ranks {
  readonly lookup: (name: string) => { readonly rank: number } | undefined;
}

/** What linear algebra takes an array for: its number of axes, and whether a vector lies on its side. */
interface Form {
  readonly rank: number;
  readonly isRow: boolean;
}

const array = (rank: number): Form => ({ rank, isRow: false });

const numeric = array(0);

/** The number of axes of an expression, as far as it can be told without its shapes. */
export const rankOf = (e: Expression, names: Ranks): number => formOf(e, names).rank;

/** Whether an expression is a vector that is not transposed. */
export function isColumn(e: Expression, names: Ranks): boolean {
  const { rank, isRow } = formOf(e, names);
  return rank === 1 && !isRow;
}

/** Whether the items of a list are parts of one vector, numbers and vectors. */
export const isJoined = (items: readonly Expression[], names: Ranks): boolean =>
  new Set(items.map((item) => rankOf(item, names))).size > 1;

type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

const formOf = (e: Expression, names: Ranks): Form =>
  (forms[e.kind] as (e: Expression, names: Ranks) => Form)(e, names);

const forms: { readonly [K in Expression['kind']]: (e: ExpressionOf<K>, names: Ranks) => Form } = {
  number: () => numeric,
  reference: (e, { lookup }) => array(lookup(e.name)?.rank ?? 0),
  array: ({ items }, names) => {
    const widestOf = Math.max(0, ...items.map((item) => rankOf(item, names)));
    return array(isJoined(items, names) ? widestOf : 1 + widestOf);
  },
  conditional: (e, names) => widest([e.condition, e.whenTrue, e.whenFalse], names),
  index: (e, names) => {
    const { rank, isRow } = formOf(e.target, names);
    const left = rank - e.subscripts.filter((s) => s.kind === 'at').length;
    return { rank: left, isRow: isRow && left === 1 };
  },
  call: (e, names) => (calls.get(e.callee.text) ?? widest)(e.args, names),
  operation: (e, names) => (operations[e.operator] ?? widest)(e.args, names),
};

type FormOf = (args: readonly Expression[], names: Ranks) => Form;

/** Element by element; a row only among rows and numbers. */
const widest: FormOf = (args, names) => {
  const each = args.map((arg) => formOf(arg, names));
  const arrays = each.filter(({ rank }) => rank > 0);
  const rank = Math.max(0, ...each.map((form) => form.rank));
  return { rank, isRow: arrays.length > 0 && arrays.every(({ isRow }) => isRow) };
};

const operations: { readonly [O in Operator]?: FormOf } = {
  range: () => array(1),
  steps: () => array(1),
  join: (args, names) => {
    const areColumns = args.every((arg) => rankOf(arg, names) === 0 || isColumn(arg, names));
    return array(areColumns ? 1 : 2);
  },
  transpose: ([of], names) => {
    const { rank, isRow } = formOf(present(of), names);
    return { rank, isRow: rank === 1 && !isRow };
  },
  multiply: (args, names) => {
    const [a, b] = args.map((arg) => formOf(arg, names));
    return productOf(present(a), present(b));
  },
};

/** The product of linear algebra: of a column and a row it is a matrix, of two other vectors a number. */
function productOf(a: Form, b: Form): Form {
  if (a.rank === 0) return b;
  if (b.rank === 0) return a;
  if (a.rank === 1 && b.rank === 1) return array(!a.isRow && b.isRow ? 2 : 0);
  return { rank: a.rank + b.rank - 2, isRow: a.isRow };
}

/** Functions whose values have other axes than their arguments. */
const calls: ReadonlyMap<string, FormOf> = new Map<string, FormOf>([
  ...['norm', 'dot', 'trace', 'pick'].map((fn) => [fn, () => numeric] as const),
  ...['sum', 'mean', 'prod', 'logsumexp'].map((fn) => [fn, reduced] as const),
  ...['min', 'max'].map((fn) => [fn, extreme] as const),
  ...['zeros', 'ones'].map(
    (fn) => [fn, (args: readonly Expression[]) => array(args.length)] as const,
  ),
  ['reshape', ([, ...sizes]) => array(sizes.length)],
  ['identity', () => array(2)],
  ['outer', () => array(2)],
  ['diag', ([of], names) => array(of && rankOf(of, names) === 1 ? 2 : 1)],
  ['transpose', (args, names) => present(operations.transpose)(args, names)],
]);

/** Over all axes or one; of several arrays element by element. */
function reduced(args: readonly Expression[], names: Ranks): Form {
  const [first, second] = args.map((arg) => formOf(arg, names));
  if (!second || !first) return numeric;
  const isAlongOne = args.length === 2 && first.rank > 0 && second.rank === 0;
  return isAlongOne ? array(first.rank - 1) : widest(args, names);
}

/** Of all elements of one array, or of several element by element. */
function extreme(args: readonly Expression[], names: Ranks): Form {
  return args.length === 1 ? numeric : widest(args, names);
}
