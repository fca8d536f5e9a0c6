import { present } from '../base/invariant.ts';
import {
  add,
  apply,
  broadcastTo,
  childrenOf,
  constantOf,
  dependsOn,
  factorsOf,
  hasRows,
  Interval as I,
  isAlwaysFinite,
  isRowCount,
  minus,
  postorder,
  product,
  restrict,
  scale,
  substitute,
  transform,
  type Contract,
  type Factor,
  type Graph,
  type Node,
  type OnReplaced,
} from '../graph/index.ts';
import { isOverRows } from './stage.ts';

/**
 * Takes out of sums over rows what no row changes. What depends on a row only through a few binary
 * columns has few values: each is computed once and multiplied by the number of rows that have it.
 */
export function hoistFromRowSums(
  g: Graph,
  roots: readonly Node[],
  onReplaced?: OnReplaced,
): (node: Node) => Node {
  const columns = new BinaryColumns();
  const hoisted = (node: Node): Node => {
    if (node.kind !== 'contract') return node;
    const rows = node.sizes.indexOf('rows');
    if (rows < node.shape.length || isRowCount(node)) return node;
    return tabulated(g, node, rows, columns) ?? separated(g, node, rows) ?? node;
  };
  return transform(g, roots, hoisted, onReplaced);
}

const outputOf = (node: Contract): number[] => [...node.shape.keys()];

const mostColumns = 3;

const isBinaryColumn = (node: Node): boolean =>
  node.kind === 'symbol' &&
  node.role === 'data' &&
  node.shape.length === 1 &&
  I.isBinary(node.range);

/** A few columns by which the rows of a node differ; null where they differ by more, or by others than binary ones. */
type Columns = ReadonlySet<Node> | null;

class BinaryColumns {
  readonly #known = new Map<Node, Columns>();

  of(node: Node): Columns {
    for (const below of postorder([node], this.#known)) this.#known.set(below, this.#find(below));
    return this.#known.get(node) ?? null;
  }

  #find(node: Node): Columns {
    // A sum over all rows is of all their values, not of the values in one row.
    if (isOverRows(node)) return null;
    if (node.kind === 'symbol' && hasRows(node))
      return isBinaryColumn(node) ? new Set([node]) : null;
    const all = new Set<Node>();
    for (const child of childrenOf(node)) {
      const own = this.#known.get(child) ?? null;
      if (own === null) return null;
      own.forEach((column) => all.add(column));
    }
    return all.size > mostColumns ? null : all;
  }
}

/** Σ f(y) = Σ over the values v of y of f(v)·(number of rows where y = v), for binary columns y. */
function tabulated(g: Graph, node: Contract, rows: number, known: BinaryColumns): Node | null {
  const factors = factorsOf(g, node);
  const table = factors.filter((f) => f.labels.includes(rows) && known.of(f.node) !== null);
  const rest = factors.filter((f) => !table.includes(f));
  const columns = [...new Set(table.flatMap((f) => [...(known.of(f.node) ?? [])]))];
  const isPlain = table.every((f) => f.node.kind === 'symbol');
  const isApart = rest.every(
    (f) => !f.labels.includes(rows) || (f.labels.length === 1 && isWeight(f.node)),
  );
  if (isPlain || !isApart || columns.length > mostColumns) return null;
  const isCounted = !rest.some((f) => f.labels.includes(rows));
  const cells: Node[] = [];
  for (const cell of cellsOf(columns.length)) {
    const values = table.map((f) => atCell(g, f, rows, columns, cell));
    if (!values.every((value) => value !== null)) return null;
    const apart = rest.filter((f) => f.labels.includes(rows));
    const count = isCounted
      ? countOf(g, columns, cell)
      : ofRows(g, [...apart, ...indicators(g, rows, columns, cell)]);
    const all = [...values, ...rest.filter((f) => !apart.includes(f))];
    const total = times(g, node, all, count);
    cells.push(all.every((f) => isAlwaysFinite(f.node)) ? total : unlessNone(g, count, total));
  }
  return add(g, cells);
}

/** Σ over the rows of a product of columns. */
const ofRows = (g: Graph, columns: readonly Factor[]): Node =>
  product(g, {
    factors: columns.map(({ node }) => ({ node, labels: [0] })),
    output: [],
    sizes: ['rows'],
    brackets: [],
  });

/** A value that no row has adds nothing, also where it is no number. */
const unlessNone = (g: Graph, count: Node, total: Node): Node =>
  apply(g, 'where', apply(g, 'equal', count, g.constant(0)), g.constant(0), total);

/** All rows of zeros and ones of a length. */
const cellsOf = (length: number): boolean[][] =>
  Array.from({ length: 2 ** length }, (_, code) =>
    Array.from({ length }, (_, k) => ((code >> k) & 1) === 1),
  );

/** A factor where the columns have the values of a cell, without the data axis; null where it keeps it. */
function atCell(
  g: Graph,
  factor: Factor,
  rows: number,
  columns: readonly Node[],
  cell: readonly boolean[],
): Factor | null {
  const value = (k: number): Node => broadcastTo(g, g.constant(cell[k] ? 1 : 0), ['rows']);
  const values = new Map(columns.map((column, k) => [column, value(k)]));
  const node = present(substitute(g, [factor.node], values)[0]);
  if (dependsOn(node, 0)) return null;
  const axes = [...node.shape.keys()].slice(1);
  return { node: restrict(g, node, axes), labels: factor.labels.filter((label) => label !== rows) };
}

/** A product of values that do not vary by row and a count. */
function times(g: Graph, node: Contract, factors: readonly Factor[], count: Node): Node {
  const all = [...factors, { node: count, labels: [] }];
  const used = new Set([...outputOf(node), ...all.flatMap((f) => f.labels)]);
  const order = [...node.sizes.keys()].filter((label) => used.has(label));
  return product(g, {
    factors: all.map((f) => ({
      node: f.node,
      labels: f.labels.map((label) => order.indexOf(label)),
    })),
    output: outputOf(node),
    sizes: order.map((label) => present(node.sizes[label])),
    brackets: [],
  });
}

/** yₖ or 1 − yₖ for each column: their product is 1 in the rows of the cell, else 0. */
const indicators = (
  g: Graph,
  rows: number,
  columns: readonly Node[],
  cell: readonly boolean[],
): Factor[] =>
  columns.map((column, k) => ({
    node: cell[k] ? column : minus(g, broadcastTo(g, g.constant(1), ['rows']), column),
    labels: [rows],
  }));

/** The number of rows of a cell from sums of products of the columns: exact, as all are whole numbers. */
function countOf(g: Graph, columns: readonly Node[], cell: readonly boolean[]): Node {
  const ones = columns.filter((_, k) => cell[k]);
  const zeros = columns.filter((_, k) => !cell[k]);
  const terms = cellsOf(zeros.length).map((chosen) => {
    const all = [...ones, ...zeros.filter((_, k) => chosen[k])];
    const sign = chosen.filter(Boolean).length % 2 === 0 ? 1 : -1;
    const factors = all.map((node) => ({ node, labels: [0] }));
    return scale(g, sign, product(g, { factors, output: [], sizes: ['rows'], brackets: [] }));
  });
  return add(g, terms);
}

/**
 * Σ (c + a·t) = n·c + a·Σ t, where no digits are lost by it: the terms that vary by row have one sign, so
 * that nothing cancels between the sums that cancels within a row.
 */
function separated(g: Graph, node: Contract, rows: number): Node | null {
  const factors = factorsOf(g, node);
  const sums = factors.filter(
    (f) => f.node.kind === 'map' && f.node.fn === 'add' && f.labels.includes(rows),
  );
  const sum = sums.length === 1 ? present(sums[0]) : null;
  const others = factors.filter((f) => f !== sum);
  if (!sum || others.some((f) => f.labels.includes(rows) && !isWeight(f.node))) return null;
  const terms = childrenOf(sum.node);
  const moved = terms.filter(isSeparable);
  if (moved.length === 0 || moved.some(isPiecewise) || !isOfOneSign(terms)) return null;
  const kept = terms.filter((term) => !moved.includes(term));
  const parts = [...moved, ...(kept.length > 0 ? [add(g, kept)] : [])];
  return add(
    g,
    parts.map((part) =>
      product(g, {
        factors: [...others, { node: part, labels: sum.labels }],
        output: outputOf(node),
        sizes: node.sizes,
        brackets: [],
      }),
    ),
  );
}

const isWeight = (node: Node): boolean => node.kind === 'symbol' && I.isNonNegative(node.range);

/** Whether a term has a part that no row changes, and the rest is of one sign. */
function isSeparable(term: Node): boolean {
  if (term.kind !== 'contract') return false;
  if (!dependsOn(term, 0)) return true;
  const varying = term.args.filter((_, k) => present(term.labels[k]).includes(0));
  const fixed = term.args.filter(
    (arg, k) => !present(term.labels[k]).includes(0) && constantOf(arg) === undefined,
  );
  return (
    fixed.length > 0 &&
    varying.every((arg) => I.isNonNegative(arg.range) || I.isNonPositive(arg.range))
  );
}

/** Whether the terms that vary by row cannot cancel each other: there is one, or all have one sign. */
function isOfOneSign(terms: readonly Node[]): boolean {
  const varying = terms.filter((term) => dependsOn(term, 0));
  return (
    varying.length <= 1 ||
    varying.every((term) => I.isNonNegative(term.range)) ||
    varying.every((term) => I.isNonPositive(term.range))
  );
}

const pieces: ReadonlySet<string> = new Set([
  'softplus',
  'sigmoid',
  'relu',
  'maximum',
  'minimum',
  'where',
  'abs',
]);

/** Whether what no row changes has pieces that are made to cancel within a row: softplus(θ) − y·θ. */
const isPiecewise = (term: Node): boolean =>
  postorder([term]).some(
    (n) => n.kind === 'map' && pieces.has(n.fn) && (!hasRows(n) || !dependsOn(n, 0)),
  );
