import { present } from '../base/invariant.ts';
import type { RowRange } from './emission.ts';
import { jam } from './jam.ts';
import type { Buffer, Expression, Statement } from './loops.ts';
import type { ExpressionPool } from './pool.ts';
import { operandsOf, rewriteStatement, valuesOf, visitStatements } from './traverse.ts';

/** How much of a loop a target writes out in one iteration, found by measurement on it. */
export interface Widths {
  /** Rows that an iteration takes, by the size of what it does for each. */
  readonly rows: readonly { readonly upTo: number; readonly rows: number }[];
  /** Tiles of a matrix product, so that what is loaded is used several times. */
  readonly tile: {
    /** Smaller matrices are not worth the code. */
    readonly least: number;
    /** Outputs and inputs of a sum that ends in variables. */
    readonly sum: { readonly outer: number; readonly inner: number };
    /** Rows of a matrix that an outer product is added to. */
    readonly outerProduct: number;
  };
}

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type For = StatementOf<'for'>;

/**
 * Takes several rows in one iteration of the loops over rows, and those that are left one by one: what no row changes
 * is loaded once for all of them, and their sums do not wait for each other.
 */
export function unrollAndJam(
  body: readonly Statement[],
  pool: ExpressionPool,
  rows: RowRange,
  widths: Widths['rows'],
): readonly Statement[] {
  const isOverRows = (s: Statement): s is For =>
    s.kind === 'for' && s.from === rows.from && s.to === rows.to;
  const loops = body.filter(isOverRows);
  const size = Math.max(0, ...loops.map((loop) => sizeOf(loop.body)));
  const width = widths.find(({ upTo }) => size <= upTo)?.rows ?? 1;
  if (width === 1 || loops.length === 0 || !loops.every((loop) => isJammable(loop.body)))
    return body;
  // Where the work on a row is short, rows as they lie are taken without a choice for each.
  const isOrderApart = !loops.some((loop) => loop.body.some((s) => s.kind === 'for'));
  const order = isOrderApart ? rows.order : null;
  const [counted, count] = withCount(body, body.findIndex(isOverRows), pool, rows);
  const buffers = new Map<Buffer, Buffer>();
  const end = endOf(count, pool, { ...rows, order }, width);
  const to = pool.local(end.local);
  const first = counted.findIndex(isOverRows);
  return counted.flatMap((s, k): readonly Statement[] => {
    if (!isOverRows(s)) return [s];
    const whole = { ...s, to, step: width, body: jam(s, width, { pool, buffers, order }) };
    const last = buffers.size > 0 ? jam(s, 1, { pool, buffers, order: null }) : s.body;
    return [...(k === first ? [end] : []), whole, { ...s, from: to, body: last }];
  });
}

/** The statements with the number of rows known before any loop where it is used at all, and that number. */
function withCount(
  body: readonly Statement[],
  first: number,
  pool: ExpressionPool,
  { from, to }: RowRange,
): readonly [counted: readonly Statement[], count: Expression] {
  const count = pool.binary('-', to, from);
  const place = body.findIndex((s) => s.kind === 'declare' && s.value === count);
  const known = body[place];
  const local = known?.kind === 'declare' ? known.local : { name: 'count', type: 'index' as const };
  if (known && place < first) return [body, pool.local(local)];
  const put = (e: Expression): Expression =>
    e === count ? pool.local(local) : pool.withOperands(e, put);
  const others = body.filter((s) => s !== known);
  const named = others.map((s) => rewriteStatement(s, put, (block) => block));
  const isUsed = named.some((s, k) =>
    valuesOf(s).some((e, i) => e !== valuesOf(present(others[k]))[i]),
  );
  if (!known && !isUsed) return [body, count];
  const node = pool.meanings.of(count);
  const computes = node ? { of: [node] } : {};
  const declare: Statement = { kind: 'declare', local, mutable: false, value: count, ...computes };
  return [[declare, ...named], pool.local(local)];
}

/** The end of the rows that can be taken in whole steps. */
function endOf(
  count: Expression,
  pool: ExpressionPool,
  { from, to, order }: RowRange,
  width: number,
): StatementOf<'declare'> {
  const whole = pool.binary('-', to, pool.binary('rem', count, pool.number(width)));
  const value = order ? pool.select(pool.absent(order), whole, from) : whole;
  return { kind: 'declare', local: { name: 'end', type: 'index' }, mutable: false, value };
}

/** Whether nothing that an iteration leaves behind is read by the next one. */
function isJammable(body: readonly Statement[]): boolean {
  const stored = new Set<Buffer>();
  let is = true;
  visitStatements(body, (s) => {
    if (s.kind === 'store' && !s.buffer.perRow) stored.add(s.buffer);
    if (s.kind === 'perform' || (s.kind === 'fill' && !s.buffer.perRow)) is = false;
  });
  const reads = (e: Expression): boolean =>
    (e.kind === 'load' && stored.has(e.buffer)) || operandsOf(e).some(reads);
  visitStatements(body, (s) => {
    if (valuesOf(s).some(reads)) is = false;
  });
  return is;
}

/** Operations in the text of statements. */
function sizeOf(body: readonly Statement[]): number {
  let size = 0;
  const count = (e: Expression): void => {
    size++;
    operandsOf(e).forEach(count);
  };
  visitStatements(body, (s) => valuesOf(s).forEach(count));
  return size;
}
