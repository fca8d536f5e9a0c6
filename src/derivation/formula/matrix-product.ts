import { present } from '../../base/invariant.ts';
import { powerParts, type Factor } from '../../graph/index.ts';
import { dot, elementwise, number, power, times, transpose } from './build.ts';
import { isLive, writeFactor, type Sum } from './contraction.ts';
import type { Formula } from './formula.ts';
import { inOrder as writtenInOrder } from './from-quotient.ts';
import { firstOf, type Order, type Written } from './written.ts';

/** An array with one or two axes, by their labels. */
interface Operand {
  readonly labels: readonly number[];
  readonly written: Written;
}

/** Operands that are multiplied: vectors by label, matrices, and which labels stay. */
interface Operands {
  readonly arrays: readonly Operand[];
  readonly kept: readonly number[];
  readonly summed: readonly number[];
}

/** A product of arrays as norm, dot product, outer product or a chain of matrices; null for any other. */
export function writeMatrixProduct(sum: Sum, factors: readonly Factor[]): Written | null {
  const labels = [...new Set(factors.flatMap((f) => f.labels))].filter((l) => isLive(sum, l));
  const kept = labels.filter((label) => sum.at[label] === null).toSorted((a, b) => a - b);
  const summed = labels.filter((label) => sum.at[label] === undefined);
  if (kept.length < sum.at.filter((index) => index === null).length) return null;
  const norm = kept.length === 0 ? writeNorm(sum, factors) : null;
  if (norm) return norm;
  const arrays = factors.map((factor) => operandOf(sum, factor));
  if (!arrays.every((array) => array !== null)) return null;
  const formula = products[kept.length]?.({ arrays, kept, summed }) ?? null;
  const order = firstOf(arrays.map((array) => array.written));
  return formula && { formula, rank: kept.length, order };
}

function operandOf(sum: Sum, factor: Factor): Operand | null {
  const labels = factor.labels.filter((label) => isLive(sum, label));
  const written = writeFactor(sum, factor);
  const isPlain = labels.length <= 2 && new Set(labels).size === labels.length;
  return written && isPlain && written.rank === labels.length ? { labels, written } : null;
}

/** ‖a‖² of the sum of squares, ‖a‖₁ of the sum of absolute values. */
function writeNorm(sum: Sum, [only, ...others]: readonly Factor[]): Written | null {
  if (!only || others.length > 0) return null;
  const { base, exponent } = powerParts(only.node);
  const isAbsolute = only.node.kind === 'map' && only.node.fn === 'abs';
  const inner = isAbsolute ? present(only.node.kind === 'map' ? only.node.args[0] : null) : base;
  if (!isAbsolute && exponent !== 2) return null;
  const array = operandOf(sum, { ...only, node: inner });
  if (!array) return null;
  const of = array.written.formula;
  const formula: Formula = isAbsolute
    ? { kind: 'norm', of, order: 1 }
    : power({ kind: 'norm', of, order: 2 }, number(2));
  return { ...array.written, formula, rank: 0 };
}

/** How arrays multiply to a number, a vector, a matrix. */
const products: readonly ((arrays: Operands) => Formula | null)[] = [
  writeDot,
  writeVector,
  writeMatrix,
];

const inOrder = (operands: readonly Operand[]): Formula[] =>
  writtenInOrder(operands.map((operand) => operand.written));

const vectorsAt = ({ arrays }: Operands, label: number | undefined): Operand[] =>
  arrays.filter(({ labels }) => labels.length === 1 && labels[0] === label);

/** u·v; uᵀ·M·v where one of them is a product. */
function writeVectors([u, v]: readonly Formula[]): Formula {
  const [a, b] = [present(u), present(v)];
  const isProduct = (f: Formula): boolean => f.kind === 'product' && !f.elementwise;
  if (isProduct(b)) return times(transpose(a), b);
  return isProduct(a) ? times(transpose(b), a) : dot(a, b);
}

/** u·v, or uᵀ·M·v. */
function writeDot(all: Operands): Formula | null {
  const [s, t] = all.summed;
  const left = vectorsAt(all, s);
  if (all.summed.length === 1 && all.arrays.length === 2 && left.length === 2) {
    return writeVectors(inOrder(left));
  }
  const right = vectorsAt(all, t);
  const [u, v] = [left[0], right[0]];
  const matrix = all.arrays.find(({ labels }) => labels.length === 2);
  const isForm = all.summed.length === 2 && all.arrays.length === 3 && matrix && u && v;
  if (!isForm) return null;
  const [first, second] = matrix.labels[0] === s ? [u, v] : [v, u];
  return times(transpose(first.written.formula), matrix.written.formula, second.written.formula);
}

/** A chain of matrices that ends in a vector, times vectors element by element. */
function writeVector(all: Operands): Formula | null {
  const [axis] = all.kept;
  const own = vectorsAt(all, axis);
  const chain = all.arrays.length > own.length ? writeChain(all, present(axis), null) : null;
  if (all.arrays.length > own.length && !chain) return null;
  if (!chain) return elementwise(...inOrder(own));
  const first = { labels: [], written: { formula: chain.formula, rank: 1, order: chain.order } };
  return elementwise(...inOrder([first, ...own]));
}

/** u·vᵀ, or a chain of matrices. */
function writeMatrix(all: Operands): Formula | null {
  const [a = 0, b = 0] = all.kept;
  const direct = all.arrays.filter((array) => array.labels.includes(a) && array.labels.includes(b));
  const rest = { ...all, arrays: all.arrays.filter((array) => !direct.includes(array)) };
  const matrices = direct.map((array) => orient(array, a));
  if (rest.arrays.length === 0) return elementwise(...matrices);
  const other = writeOuter(rest, a, b) ?? writeChain(rest, a, b)?.formula;
  return other ? elementwise(...matrices, other) : null;
}

function writeOuter(all: Operands, a: number, b: number): Formula | null {
  const [rows, columns] = [vectorsAt(all, a), vectorsAt(all, b)];
  const isOuter = rows.length > 0 && columns.length > 0;
  if (!isOuter || rows.length + columns.length < all.arrays.length) return null;
  return times(elementwise(...inOrder(rows)), transpose(elementwise(...inOrder(columns))));
}

const orient = ({ labels, written }: Operand, first: number): Formula =>
  labels[0] === first ? written.formula : transpose(written.formula);

/** The matrices from one axis on, each summed with the next, to another axis or to a vector. */
function writeChain(
  all: Operands,
  from: number,
  to: number | null,
): { readonly formula: Formula; readonly order: Order } | null {
  const links: Formula[] = [];
  let at = from;
  let left = all.arrays.filter((array) => array.labels.length === 2);
  for (let next = linkAt(left, at); next; next = linkAt(left, at)) {
    if (at !== from && vectorsAt(all, at).length > 0) return null;
    links.push(orient(next, at));
    left = left.filter((array) => array !== next);
    at = present(next.labels.find((label) => label !== at));
  }
  const end = to === null && at !== from ? vectorsAt(all, at) : [];
  const own = to === null ? vectorsAt(all, from).length : 0;
  const used = links.length + end.length + own;
  const ends = to === null ? end.length > 0 : at === to;
  if (!ends || used < all.arrays.length || links.length === 0) return null;
  const vector = end.length > 0 ? [elementwise(...inOrder(end))] : [];
  return {
    formula: times(...links, ...vector),
    order: firstOf(
      all.arrays.filter((a) => !vectorsAt(all, from).includes(a)).map((a) => a.written),
    ),
  };
}

const linkAt = (matrices: readonly Operand[], label: number): Operand | undefined =>
  matrices.find((array) => array.labels.includes(label));
