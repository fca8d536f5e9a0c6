import { present } from '../base/invariant.ts';
import { compareTexts } from '../base/order.ts';
import { formOf, keyOf, labelsOf, relabelled, settle } from './brackets.ts';
import type { Graph } from './graph.ts';
import * as I from './interval.ts';
import type { Along, Axis, Bracket, Contract, Node, Shape } from './node.ts';
import { numbered } from './labels.ts';
import { constantOf, power, powerParts } from './power.ts';
import { add, scale, splitCoefficient } from './sum.ts';

/** An argument of a product and the labels of its axes. */
export interface Factor {
  readonly node: Node;
  readonly labels: readonly number[];
}

/**
 * Σ over the labels not in `output` of the product of the factors, where the brackets hold; `sizes[label]` is
 * the label's size.
 */
export interface Product {
  readonly factors: readonly Factor[];
  readonly output: readonly number[];
  readonly sizes: readonly Axis[];
  readonly brackets: readonly Bracket[];
}

/** A contraction as what `product` takes. */
export const productOf = (node: Contract): Product => ({
  factors: node.args.map((arg, k) => ({ node: arg, labels: present(node.labels[k]) })),
  output: [...node.shape.keys()],
  sizes: node.sizes,
  brackets: node.brackets,
});

interface Summed extends Product {
  readonly summed: readonly number[];
}

/** The arguments of a contraction, and what its brackets say as factors that are 1 or 0. */
export const factorsOf = (g: Graph, node: Contract): Factor[] => [
  ...productOf(node).factors,
  ...node.brackets.map((b) => indicator(g, b, node.sizes)),
];

/** 1 where a bracket holds, along its labels; the data axis comes first. */
function indicator(g: Graph, b: Bracket, sizes: readonly Axis[]): Factor {
  const all = [...new Set(labelsOf(b))];
  const isRows = (label: number): boolean => sizes[label] === 'rows';
  const labels = [...all.filter(isRows), ...all.filter((label) => !isRows(label))];
  const own = relabelled(b, (label) => labels.indexOf(label));
  const output = [...labels.keys()];
  const whole = { factors: [], output, sizes: shapeOf(labels, sizes), brackets: [own] };
  return { node: product(g, whole), labels };
}

/** The bracket that a node is: 1 where it holds, 0 elsewhere. */
export function bracketOf(node: Node): Bracket | null {
  const isPlain = node.kind === 'contract' && node.args.length === 0 && isProduct(node);
  return isPlain && node.brackets.length === 1 ? present(node.brackets[0]) : null;
}

/**
 * The canonical node of a product: products of products are one product, constants are one
 * coefficient, equal factors are one power, and what a sum does not run over stands outside it.
 */
export const product = (g: Graph, given: Product): Node =>
  g.remembered(requestOf(given), () => canonicalProduct(g, given));

/** What is asked for, as a text: most products are asked for again and again. */
const requestOf = ({ factors, output, sizes, brackets }: Product): string =>
  [
    ...factors.map((f) => `${f.node.id} ${f.labels}`),
    ...brackets.map(keyOf),
    `${output} of ${sizes}`,
  ].join(' | ');

function canonicalProduct(g: Graph, given: Product): Node {
  const summed = [...given.sizes.keys()].filter((label) => !given.output.includes(label));
  const flat = tied(g, flatten(g, { ...given, summed }));
  if (!flat) return broadcastConstant(g, 0, shapeOf(given.output, given.sizes));
  const { output, sizes, brackets } = flat;
  const { coefficient, rest } = collectFactors(g, flat.factors);
  if (coefficient === 0) return broadcastConstant(g, 0, shapeOf(output, sizes));
  if (rest.some((f) => width(f.node) > 1) && !isLong(rest)) {
    // A power of a product is a product.
    const factors = [{ node: g.constant(coefficient), labels: [] }, ...rest];
    return product(g, renumbered({ ...flat, factors }));
  }
  const isUsed = (label: number): boolean =>
    rest.some((f) => f.labels.includes(label)) || brackets.some((b) => labelsOf(b).includes(label));
  const unused = flat.summed.filter((label) => !isUsed(label));
  const { count, rows } = countOf(unused.map((label) => present(sizes[label])));
  const all = rows
    ? collectFactors(g, [...rest, { node: rowCount(g), labels: [] }])
    : { coefficient: 1, rest };
  const whole = { factors: all.rest, output, sizes, brackets };
  const number = coefficient * count * all.coefficient;
  const used = new Set(flat.summed.filter(isUsed));
  return used.size === 0 ? pointwise(g, number, whole) : withSums(g, number, whole, used);
}

/** The brackets in canonical form, and labels that they make one as one; null where they never hold. */
function tied(g: Graph, given: Summed): Summed | null {
  if (given.brackets.length === 0) return given;
  const read = new Set(given.factors.flatMap((f) => f.labels));
  const settled = settle(g, { ...given, isRead: (label) => read.has(label) });
  if (!settled) return null;
  const { brackets, merged, spent } = settled;
  // Of two axes of the output at one position the first is read.
  const twins = brackets.flatMap((b): [number, number][] =>
    isTwin(b, given.sizes) ? [[b.label, b.along]] : [],
  );
  const firsts = new globalThis.Map(twins);
  const to = (label: number): number => {
    const one = merged.get(label) ?? label;
    return firsts.get(one) ?? one;
  };
  const factors = given.factors.map((f) => ({ ...f, labels: f.labels.map(to) }));
  const summed = given.summed.filter((label) => !merged.has(label) && !spent.has(label));
  return { ...given, factors, summed, brackets };
}

const isTwin = (b: Bracket, sizes: readonly Axis[]): b is Along =>
  b.kind === 'along' && b.stride === 1 && b.offset === 0 && sizes[b.label] === sizes[b.along];

const shapeOf = (labels: readonly number[], sizes: readonly Axis[]): Axis[] =>
  labels.map((label) => present(sizes[label]));

/** Puts the factors of factors in their place; a lone sum of a sum becomes one sum. */
function flatten(g: Graph, given: Summed): Summed {
  if (given.factors.every((f) => f.node.kind !== 'contract')) return given;
  const sizes = [...given.sizes];
  const brackets = [...given.brackets];
  const long = isLong(given.factors);
  const lone = given.factors.filter((f) => !isNumber(f.node)).length === 1;
  const factors = given.factors.flatMap((factor): Factor[] => {
    const { node } = factor;
    if (node.kind !== 'contract' || !(isProduct(node) || (lone && isOneWith(node, given))))
      return [factor];
    if (!isProduct(node) && factor.labels.every((l) => given.output.includes(l))) return [factor];
    if (long && width(node) > 2) return apart(g, factor);
    const rank = node.shape.length;
    const renamed = node.sizes.map((size, label) =>
      label < rank ? present(factor.labels[label]) : sizes.push(size) - 1,
    );
    const to = (label: number): number => present(renamed[label]);
    brackets.push(...node.brackets.map((b) => relabelled(b, to)));
    return productOf(node).factors.map((f) => ({ ...f, labels: f.labels.map(to) }));
  });
  const inner = [...sizes.keys()].slice(given.sizes.length);
  return { factors, output: given.output, sizes, brackets, summed: [...given.summed, ...inner] };
}

/** Whether a contraction sums nothing: an elementwise product, perhaps 0 at some places. */
export const isProduct = (node: Contract): boolean => node.sizes.length === node.shape.length;

/** A summed label that a bracket fixes picks an element: that is no sum to be merged with others. */
const isPick = (node: Contract): boolean =>
  node.brackets.some((b) => b.kind !== 'below' && b.label >= node.shape.length);

/** Whether what a contraction does and what is done with it are one: both are sums, or both move elements. */
const isOneWith = (node: Contract, given: Product): boolean =>
  given.brackets.length === 0
    ? !isPick(node)
    : node.brackets.length > 0 &&
      [...node.brackets, ...given.brackets].every((b) => b.kind === 'at' || b.kind === 'along');

/** A product longer than this keeps the products in it, so that what they share stays shared. */
const longest = 8;

/** The factors that a node brings to a product, numbers apart. */
const width = (node: Node): number =>
  node.kind === 'contract' && isProduct(node)
    ? node.args.filter((arg) => !isNumber(arg)).length
    : Number(!isNumber(node));

const isLong = (factors: readonly Factor[]): boolean =>
  factors.reduce((n, f) => n + width(f.node), 0) > longest;

/** The same product, its labels numbered without gaps. */
function renumbered({ factors, output, summed, sizes, brackets }: Summed): Product {
  const order = [...output, ...summed];
  const number = (label: number): number => order.indexOf(label);
  return {
    brackets: brackets.map((b) => relabelled(b, number)),
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

/** How many positions axes have together, the rows apart. */
function countOf(axes: readonly Axis[]): { count: number; rows: boolean } {
  const numbers = axes.filter((axis) => axis !== 'rows');
  return { count: numbers.reduce((n, size) => n * size, 1), rows: axes.includes('rows') };
}

/** The number of rows that a call covers. */
export const rowCount = (g: Graph): Node => g.contract([], [], ['rows'], 0, []);

/** Splits a product into what each sum runs over and what stands outside it. */
function withSums(
  g: Graph,
  coefficient: number,
  whole: Product,
  summed: ReadonlySet<number>,
): Node {
  const isSummed = (label: number): boolean => summed.has(label);
  const groups = connected(whole, isSummed);
  const outside = {
    factors: whole.factors.filter((f) => !f.labels.some(isSummed)),
    // What bounds the elements of a sum bounds its loops.
    brackets: whole.brackets.filter((b) => {
      if (labelsOf(b).some(isSummed)) return false;
      const group = groups.find(({ labels }) => labelsOf(b).every((label) => labels.has(label)));
      group?.brackets.push(b);
      return group === undefined;
    }),
  };
  const sums = groups.map(({ labels: all, factors, brackets }): Factor => {
    const output = whole.output.filter((label) => all.has(label));
    return { node: sumOf(g, { ...whole, factors, output, brackets }), labels: output };
  });
  if (coefficient === 1 && outside.factors.length === 0 && sums.length === 1)
    return pointwise(g, 1, { ...whole, ...outside, factors: sums });
  const merged = collectFactors(g, [...outside.factors, ...sums]);
  return pointwise(g, coefficient * merged.coefficient, {
    ...whole,
    ...outside,
    factors: merged.rest,
  });
}

/** One sum; of a sum alone it is one sum over the labels of both, where they are one. */
function sumOf(g: Graph, given: Product): Node {
  const { factors, output, brackets } = given;
  const only = factors.length === 1 ? factors[0] : undefined;
  if (only?.node.kind !== 'contract' || isProduct(only.node) || !isOneWith(only.node, given)) {
    return raw(g, given);
  }
  const all = new Set([...only.labels, ...brackets.flatMap(labelsOf)]);
  const summed = [...all].filter((label) => !output.includes(label));
  return product(g, renumbered({ ...given, summed }));
}

/** Factors and brackets that summed labels tie together, with all their labels. */
interface Group {
  readonly labels: ReadonlySet<number>;
  readonly factors: readonly Factor[];
  readonly brackets: Bracket[];
}

function connected(
  { factors, brackets }: Product,
  isSummed: (label: number) => boolean,
): readonly Group[] {
  let groups: Group[] = [];
  const join = (labels: readonly number[], own: Partial<Group>): void => {
    if (!labels.some(isSummed)) return;
    const touching = groups.filter((group) =>
      labels.some((l) => isSummed(l) && group.labels.has(l)),
    );
    const merged = {
      labels: new Set([...touching.flatMap((t) => [...t.labels]), ...labels]),
      factors: [...touching.flatMap((t) => t.factors), ...(own.factors ?? [])],
      brackets: [...touching.flatMap((t) => t.brackets), ...(own.brackets ?? [])],
    };
    groups = [...groups.filter((group) => !touching.includes(group)), merged];
  };
  factors.forEach((factor) => join(factor.labels, { factors: [factor] }));
  brackets.forEach((bracket) => join(labelsOf(bracket), { brackets: [bracket] }));
  return groups;
}

function pointwise(g: Graph, coefficient: number, whole: Product): Node {
  const { factors, output, sizes, brackets } = whole;
  if (factors.length === 0 && brackets.length === 0)
    return broadcastConstant(g, coefficient, shapeOf(output, sizes));
  const negated =
    coefficient === -1 && factors.length === 1 && brackets.length === 0
      ? negatedSum(g, present(factors[0]))
      : null;
  if (negated) return raw(g, { ...whole, factors: [negated] });
  const all =
    coefficient === 1 ? factors : [{ node: g.constant(coefficient), labels: [] }, ...factors];
  return raw(g, { ...whole, factors: all });
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
    : g.contract([g.constant(value)], [[]], shape, shape.length, []);

/** The node as given, its factors and brackets in canonical order and its labels renumbered. */
function raw(g: Graph, { factors, output, sizes, brackets }: Product): Node {
  const ordered = [...factors].sort(byOrder);
  const only = ordered.length === 1 && brackets.length === 0 ? ordered[0] : undefined;
  if (
    only &&
    only.labels.length === output.length &&
    only.labels.every((l, i) => l === output[i])
  ) {
    return only.node;
  }
  return numberedContract(g, { factors: ordered, output, sizes, brackets });
}

/** The contraction of factors in their order, its labels numbered as they come and its brackets in order. */
export function numberedContract(g: Graph, { factors, output, sizes, brackets }: Product): Node {
  const conditions = brackets.map((b) => ({ b, form: formOf(b), labels: labelsOf(b) }));
  conditions.sort((a, b) => compareTexts(a.form, b.form));
  const forms = [...factors.map((f) => ({ form: f.node, labels: f.labels })), ...conditions];
  const { labels, order } = numbered(forms, output);
  const own = conditions.map(({ b }, k) => {
    const [before, after] = [labelsOf(b), present(labels[factors.length + k])];
    return relabelled(b, (label) => present(after[before.indexOf(label)]));
  });
  return g.contract(
    factors.map((f) => f.node),
    labels.slice(0, factors.length),
    order.map((label) => present(sizes[label])),
    output.length,
    own.sort((a, b) => compareTexts(keyOf(a), keyOf(b))),
  );
}

/** π and e are symbols here, not part of the coefficient. */
const isNumber = (node: Node): boolean => node.kind === 'constant' && node.name === null;

const byOrder = (a: Factor, b: Factor): number =>
  isNumber(a.node) === isNumber(b.node) ? a.node.id - b.node.id : isNumber(a.node) ? -1 : 1;
