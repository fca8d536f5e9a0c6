import { present } from '../base/invariant.ts';
import type { Graph } from './graph.ts';
import * as I from './interval.ts';
import { isPointwise, type Axis, type Contract, type Node, type Shape } from './node.ts';
import { numbered } from './labels.ts';
import { constantOf, power, powerParts } from './power.ts';
import { add, scale, splitCoefficient } from './sum.ts';

/** An argument of a product and the labels of its axes. */
export interface Factor {
  readonly node: Node;
  readonly labels: readonly number[];
}

/** Σ over the labels not in `output` of the product of the factors; `sizes[label]` is the label's size. */
export interface Product {
  readonly factors: readonly Factor[];
  readonly output: readonly number[];
  readonly sizes: readonly Axis[];
}

interface Summed extends Product {
  readonly summed: readonly number[];
}

/**
 * The canonical node of a product: products of products are one product, constants are one
 * coefficient, equal factors are one power, and what a sum does not run over stands outside it.
 */
export function product(g: Graph, given: Product): Node {
  const summed = [...given.sizes.keys()].filter((label) => !given.output.includes(label));
  const flat = unifyDeltas(flatten(g, { ...given, summed }));
  const { output, sizes } = flat;
  const { coefficient, rest } = collectFactors(g, flat.factors);
  if (coefficient === 0) return broadcastConstant(g, 0, shapeOf(output, sizes));
  if (rest.some((f) => width(f.node) > 1) && !isLong(rest)) {
    // A power of a product is a product.
    const factors = [{ node: g.constant(coefficient), labels: [] }, ...rest];
    return product(g, renumbered({ ...flat, factors }));
  }
  const { count, rows } = unusedSums(flat.summed, rest, sizes);
  const all = rows
    ? collectFactors(g, [...rest, { node: rowCount(g), labels: [] }])
    : { coefficient: 1, rest };
  const used = new Set(flat.summed.filter((label) => rest.some((f) => f.labels.includes(label))));
  return used.size === 0
    ? pointwise(g, coefficient * count * all.coefficient, all.rest, output, sizes)
    : withSums(
        g,
        coefficient * count * all.coefficient,
        { factors: all.rest, output, sizes },
        used,
      );
}

const shapeOf = (labels: readonly number[], sizes: readonly Axis[]): Axis[] =>
  labels.map((label) => present(sizes[label]));

/** Puts the factors of factors in their place; a lone sum of a sum becomes one sum. */
function flatten(g: Graph, given: Summed): Summed {
  if (given.factors.every((f) => f.node.kind !== 'contract')) return given;
  const sizes = [...given.sizes];
  const long = isLong(given.factors);
  const lone = given.factors.filter((f) => !isNumber(f.node)).length === 1;
  const factors = given.factors.flatMap((factor): Factor[] => {
    const { node } = factor;
    if (node.kind !== 'contract' || !(isPointwise(node) || (lone && !isPick(node))))
      return [factor];
    if (!isPointwise(node) && factor.labels.every((l) => given.output.includes(l))) return [factor];
    if (long && width(node) > 2) return apart(g, factor);
    const rank = node.shape.length;
    const renamed = node.sizes.map((size, label) =>
      label < rank ? present(factor.labels[label]) : sizes.push(size) - 1,
    );
    return node.args.map((arg, k) => ({
      node: arg,
      labels: present(node.labels[k]).map((label) => present(renamed[label])),
    }));
  });
  const inner = [...sizes.keys()].slice(given.sizes.length);
  return { factors, output: given.output, sizes, summed: [...given.summed, ...inner] };
}

/** A sum over the axis of a one-hot picks an element: it is no sum to be merged with others. */
const isPick = (node: Contract): boolean =>
  node.args.some(
    (arg, k) =>
      arg.kind === 'onehot' && present(present(node.labels[k]).at(-1)) >= node.shape.length,
  );

/** A product longer than this keeps the products in it, so that what they share stays shared. */
const longest = 8;

/** The factors that a node brings to a product, numbers apart. */
const width = (node: Node): number =>
  node.kind === 'contract' && isPointwise(node)
    ? node.args.filter((arg) => !isNumber(arg)).length
    : Number(!isNumber(node));

const isLong = (factors: readonly Factor[]): boolean =>
  factors.reduce((n, f) => n + width(f.node), 0) > longest;

/** The same product, its labels numbered without gaps. */
function renumbered({ factors, output, summed, sizes }: Summed): Product {
  const order = [...output, ...summed];
  const number = (label: number): number => order.indexOf(label);
  return {
    factors: factors.map(({ node, labels }) => ({ node, labels: labels.map(number) })),
    output: output.map(number),
    sizes: order.map((label) => present(sizes[label])),
  };
}

/** A product as one factor, its number apart. */
function apart(g: Graph, { node, labels }: Factor): Factor[] {
  const { coefficient, rest } = splitCoefficient(g, node);
  const factor = { node: rest, labels };
  return coefficient === 1 ? [factor] : [{ node: g.constant(coefficient), labels: [] }, factor];
}

/** Σⱼ δᵢⱼ vⱼ = vᵢ. */
function unifyDeltas(given: Summed): Summed {
  const delta = given.factors.find(
    ({ node, labels }) =>
      node.kind === 'onehot' &&
      node.index.kind === 'ramp' &&
      node.index.size === node.size &&
      (labels[0] === labels[1] || labels.some((label) => !given.output.includes(label))),
  );
  if (!delta) return given;
  const [i = 0, j = 0] = delta.labels;
  const [keep, drop] = given.output.includes(j) ? [j, i] : [i, j];
  const factors = given.factors
    .filter((f) => f !== delta)
    .map((f) => ({ node: f.node, labels: f.labels.map((l) => (l === drop ? keep : l)) }));
  const summed = given.summed.filter((label) => label !== drop || keep === drop);
  return unifyDeltas({ ...given, factors, summed });
}

/** The numbers as one coefficient; the rest with powers of one base merged. */
function collectFactors(
  g: Graph,
  factors: readonly Factor[],
): { coefficient: number; rest: Factor[] } {
  const powers = new globalThis.Map<string, Power>();
  let coefficient = 1;
  for (const factor of factors) {
    if (factor.node.kind === 'constant' && isNumber(factor.node)) {
      coefficient *= factor.node.value;
      continue;
    }
    const { base, exponent } = powerParts(factor.node);
    const key = `${base.id} ${factor.labels}`;
    const known = powers.get(key);
    const sum = (known?.exponent ?? 0) + exponent;
    powers.set(key, { base, exponent: sum, factor, isAlone: known === undefined });
  }
  const rest: Factor[] = [];
  for (const merged of powers.values()) {
    if (merged.exponent === 0) continue;
    const node = raise(g, merged);
    const value = constantOf(node);
    if (value !== undefined) coefficient *= value;
    else rest.push({ node, labels: merged.factor.labels });
  }
  return { coefficient, rest };
}

/** The factors of one base and the same labels, as one power. */
interface Power {
  readonly base: Node;
  readonly exponent: number;
  /** The last of them, and whether it is the only one. */
  readonly factor: Factor;
  readonly isAlone: boolean;
}

/** A whole power; 0 and 1 are their own powers. */
function raise(g: Graph, { base, exponent, factor, isAlone }: Power): Node {
  if (exponent === 1 || (exponent > 0 && I.isBinary(base.range))) return base;
  return isAlone ? factor.node : power(g, base, exponent);
}

function unusedSums(
  summed: readonly number[],
  factors: readonly Factor[],
  sizes: readonly Axis[],
): { count: number; rows: boolean } {
  const unused = summed.filter((label) => !factors.some((f) => f.labels.includes(label)));
  const axes = unused.map((label) => present(sizes[label]));
  const numbers = axes.filter((axis) => axis !== 'rows');
  return { count: numbers.reduce((n, size) => n * size, 1), rows: axes.includes('rows') };
}

/** The number of rows that a call covers. */
export const rowCount = (g: Graph): Node => g.contract([], [], ['rows'], 0);

/** Splits a product into what each sum runs over and what stands outside. */
function withSums(
  g: Graph,
  coefficient: number,
  whole: Product,
  summed: ReadonlySet<number>,
): Node {
  const isSummed = (label: number): boolean => summed.has(label);
  const outside = whole.factors.filter((f) => !f.labels.some(isSummed));
  const groups = connected(
    whole.factors.filter((f) => f.labels.some(isSummed)),
    isSummed,
  );
  const sums = groups.map((factors): Factor => {
    const carried = new Set(factors.flatMap((f) => f.labels));
    const labels = whole.output.filter((label) => carried.has(label));
    return { node: sumOf(g, factors, labels, whole.sizes), labels };
  });
  if (coefficient === 1 && outside.length === 0 && sums.length === 1) {
    const sum = present(sums[0]);
    return pointwise(g, 1, [sum], whole.output, whole.sizes);
  }
  const merged = collectFactors(g, [...outside, ...sums]);
  return pointwise(g, coefficient * merged.coefficient, merged.rest, whole.output, whole.sizes);
}

/** One sum; of a sum alone, unless that picks, it is one sum over the labels of both. */
function sumOf(
  g: Graph,
  factors: readonly Factor[],
  output: readonly number[],
  sizes: readonly Axis[],
): Node {
  const only = factors.length === 1 ? factors[0] : undefined;
  if (only?.node.kind !== 'contract' || isPointwise(only.node) || isPick(only.node)) {
    return raw(g, factors, output, sizes);
  }
  const summed = [...new Set(only.labels)].filter((label) => !output.includes(label));
  return product(g, renumbered({ factors: [only], output, summed, sizes }));
}

/** Groups of factors that summed labels tie together. */
function connected(factors: readonly Factor[], isSummed: (label: number) => boolean): Factor[][] {
  let groups: { labels: Set<number>; factors: Factor[] }[] = [];
  for (const factor of factors) {
    const labels = new Set(factor.labels.filter(isSummed));
    const touching = groups.filter((group) => [...labels].some((l) => group.labels.has(l)));
    const merged = {
      labels: new Set([...touching.flatMap((t) => [...t.labels]), ...labels]),
      factors: [...touching.flatMap((t) => t.factors), factor],
    };
    groups = [...groups.filter((group) => !touching.includes(group)), merged];
  }
  return groups.map((group) => group.factors);
}

function pointwise(
  g: Graph,
  coefficient: number,
  factors: readonly Factor[],
  output: readonly number[],
  sizes: readonly Axis[],
): Node {
  if (factors.length === 0) return broadcastConstant(g, coefficient, shapeOf(output, sizes));
  const negated =
    coefficient === -1 && factors.length === 1 ? negatedSum(g, present(factors[0])) : null;
  if (negated) return raw(g, [negated], output, sizes);
  const all =
    coefficient === 1 ? factors : [{ node: g.constant(coefficient), labels: [] }, ...factors];
  return raw(g, all, output, sizes);
}

/** −(a + b) is −a − b, so that a sum and its opposite have one form each. */
function negatedSum(g: Graph, { node, labels }: Factor): Factor | null {
  if (node.kind !== 'map' || node.fn !== 'add') return null;
  return {
    node: add(
      g,
      node.args.map((term) => scale(g, -1, term)),
    ),
    labels,
  };
}

const broadcastConstant = (g: Graph, value: number, shape: Shape): Node =>
  shape.length === 0
    ? g.constant(value)
    : g.contract([g.constant(value)], [[]], shape, shape.length);

/** The node as given, its factors in canonical order and its labels renumbered. */
function raw(
  g: Graph,
  factors: readonly Factor[],
  output: readonly number[],
  sizes: readonly Axis[],
): Node {
  const ordered = [...factors].sort(byOrder);
  const only = ordered.length === 1 ? ordered[0] : undefined;
  if (
    only &&
    only.labels.length === output.length &&
    only.labels.every((l, i) => l === output[i])
  ) {
    return only.node;
  }
  const { labels, order } = numbered(ordered, output);
  return g.contract(
    ordered.map((f) => f.node),
    labels,
    order.map((label) => present(sizes[label])),
    output.length,
  );
}

/** π and e are symbols here, not part of the coefficient. */
const isNumber = (node: Node): boolean => node.kind === 'constant' && node.name === null;

const byOrder = (a: Factor, b: Factor): number =>
  isNumber(a.node) === isNumber(b.node) ? a.node.id - b.node.id : isNumber(a.node) ? -1 : 1;
