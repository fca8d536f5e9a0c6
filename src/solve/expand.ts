import { present } from '../base/invariant.ts';
import {
  constantOf,
  Interval,
  minus,
  plus,
  power,
  powerParts,
  product,
  type Factor,
  type Graph,
  type Involves,
  type Map as MapNode,
  type Node,
  type Product,
  type Stack,
} from '../graph/index.ts';
import { primitive } from './primitive.ts';

/**
 * A node as a sum of products in which no sum holds an unknown, whole powers and cases multiplied out.
 * What holds no unknown stays as it is: Σ (y − μ)² is not taken apart to solve for σ.
 */
export function expand(g: Graph, node: Node, involves: Involves): Node {
  const products = productsOf(g, node, involves).map((term) => mergeIndicators(g, term));
  const terms = products.map((term) => product(g, term));
  return terms.length === 0 ? node : plus(g, ...terms);
}

/** A product or a power that would have more terms than this is not multiplied out. */
const mostProducts = 256;

/** The terms of a node as products over labels of their own. */
export function productsOf(g: Graph, node: Node, involves: Involves): Product[] {
  if (!involves(node)) return [itself(node)];
  if (node.kind === 'contract') {
    const start: Product = { factors: [], output: [...node.shape.keys()], sizes: node.sizes };
    let terms = [start];
    for (const [k, arg] of node.args.entries()) {
      const alternatives = productsOf(g, arg, involves);
      if (terms.length * alternatives.length > mostProducts) return [itself(node)];
      terms = distribute(terms, alternatives, present(node.labels[k]));
    }
    return terms;
  }
  if (node.kind === 'stack') return productsOfStack(g, node, involves);
  return node.kind === 'map' ? productsOfMap(g, node, involves) : [itself(node)];
}

const itself = (node: Node): Product => {
  const labels = [...node.shape.keys()];
  return { factors: [{ node, labels }], output: labels, sizes: node.shape };
};

/** Every term times every alternative of an argument with the given labels. */
const distribute = (
  terms: readonly Product[],
  alternatives: readonly Product[],
  labels: readonly number[],
): Product[] => terms.flatMap((term) => alternatives.map((a) => splice(term, a, labels)));

/** A term times a product whose own axes carry the labels; what it sums gets new ones. */
function splice(term: Product, inner: Product, labels: readonly number[]): Product {
  const sizes = [...term.sizes];
  const renamed = inner.sizes.map((size, label) => {
    const axis = inner.output.indexOf(label);
    return axis >= 0 ? present(labels[axis]) : sizes.push(size) - 1;
  });
  const factors = inner.factors.map((f): Factor => ({
    node: f.node,
    labels: f.labels.map((label) => present(renamed[label])),
  }));
  return { factors: [...term.factors, ...factors], output: term.output, sizes };
}

function productsOfMap(g: Graph, node: MapNode, involves: Involves): Product[] {
  if (node.fn === 'add') return productsOfSum(g, node, involves);
  if (node.fn === 'pow') return productsOfPower(g, node, involves);
  if (node.fn === 'where') return productsOfCases(g, node, involves);
  return [itself(node)];
}

/** What holds no unknown is one term. */
function productsOfSum(g: Graph, node: MapNode, involves: Involves): Product[] {
  const free = node.args.filter((arg) => !involves(arg));
  const rest = node.args.filter(involves).flatMap((arg) => productsOf(g, arg, involves));
  return free.length === 0 ? rest : [itself(plus(g, ...free)), ...rest];
}

/** Powers above this are not multiplied out. */
const highest = 6;

function productsOfPower(g: Graph, node: MapNode, involves: Involves): Product[] {
  const { base, exponent } = powerParts(node);
  if (!Number.isInteger(exponent) || exponent === 1) return [itself(node)];
  if (exponent < 0) {
    const form = primitive(g, base, productsOf(g, base, involves));
    return form ? productsOf(g, raiseParts(g, form, exponent), involves) : [itself(node)];
  }
  const parts = productsOf(g, base, involves);
  const isLarge = exponent > highest || parts.length ** exponent > mostProducts;
  if (isLarge || (parts.length === 1 && parts[0]?.factors[0]?.node === base)) {
    return [itself(node)];
  }
  const labels = [...node.shape.keys()];
  const start: Product = { factors: [], output: labels, sizes: node.shape };
  return Array.from({ length: exponent }).reduce<Product[]>(
    (terms) => distribute(terms, parts, labels),
    [start],
  );
}

/** contentᵉ·restᵉ as one product. */
function raiseParts(
  g: Graph,
  { content, rest }: { readonly content: Node; readonly rest: Node },
  exponent: number,
): Node {
  const labels = [...rest.shape.keys()];
  const raised = (node: Node): Factor => ({ node: power(g, node, exponent), labels });
  return product(g, {
    factors: [raised(content), raised(rest)],
    output: labels,
    sizes: rest.shape,
  });
}

/** c ? a : b = c·a + (1 − c)·b for a truth value c, where a and b are finite. */
function productsOfCases(g: Graph, node: MapNode, involves: Involves): Product[] {
  const [c, a, b] = [present(node.args[0]), present(node.args[1]), present(node.args[2])];
  if (involves(c) || !Interval.isBinary(c.range)) return [itself(node)];
  const labels = [...node.shape.keys()];
  const times = (weight: Node, value: Node): Product[] =>
    constantOf(value) === 0
      ? []
      : distribute([itself(weight)], productsOf(g, value, involves), labels);
  return [...times(c, a), ...times(minus(g, g.constant(1), c), b)];
}

/** Parts side by side: Σₖ partₖ·[k]. */
function productsOfStack(g: Graph, node: Stack, involves: Involves): Product[] {
  const size = node.parts.length;
  const labels = [...node.shape.keys()];
  const inner = labels.filter((axis) => axis !== node.axis);
  return node.parts.flatMap((part, k) => {
    const position = { node: g.onehot(g.constant(k), size), labels: [node.axis] };
    const start: Product = { factors: [position], output: labels, sizes: node.shape };
    return distribute([start], productsOf(g, part, involves), inner);
  });
}

/** [j = i]·[k = i] = [j = i]·[j = k]: what is picked twice by one index is picked once. */
function mergeIndicators(g: Graph, term: Product): Product {
  for (const [at, first] of term.factors.entries()) {
    const other = term.factors.findIndex((f, k) => k > at && isSamePick(first, f));
    const second = term.factors[other];
    if (!second || first.node.kind !== 'onehot') continue;
    const delta: Factor = {
      node: g.onehot(g.ramp(first.node.size), first.node.size),
      labels: [present(first.labels.at(-1)), present(second.labels.at(-1))],
    };
    return mergeIndicators(g, { ...term, factors: term.factors.with(other, delta) });
  }
  return term;
}

const isSamePick = (a: Factor, b: Factor): boolean =>
  a.node.kind === 'onehot' &&
  a.node.index.kind !== 'ramp' &&
  a.node === b.node &&
  a.labels.at(-1) !== b.labels.at(-1) &&
  a.labels.slice(0, -1).every((label, i) => label === b.labels[i]);
