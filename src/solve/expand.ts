import { present } from '../base/invariant.ts';
import {
  constantOf,
  Interval,
  involving,
  minus,
  plus,
  power,
  powerParts,
  product,
  productOf,
  relabelled,
  type Bracket,
  type Contract,
  type Factor,
  type Graph,
  type Involves,
  type Map as MapNode,
  type Node,
  type Product,
  type Stack,
} from '../graph/index.ts';
import { primitive } from './primitive.ts';

/** A product, a power or a sum that would have more terms than this is not taken apart. */
const mostProducts = 256;

/** Powers above this are not multiplied out. */
const highest = 6;

/**
 * Nodes as sums of products in which no sum holds an unknown, whole powers and cases multiplied out.
 * What holds no unknown stays as it is: Σ (y − μ)² is not taken apart to solve for σ.
 */
export class Expansion {
  readonly involves: Involves;
  readonly #g: Graph;
  readonly #known = new Map<Node, readonly Product[]>();

  constructor(g: Graph, unknowns: ReadonlySet<Node>) {
    this.#g = g;
    this.involves = involving(unknowns);
  }

  /** The node as a sum of products. */
  expand(node: Node): Node {
    const g = this.#g;
    const terms = this.productsOf(node).map((term) => product(g, mergeIndicators(term)));
    return terms.length === 0 ? node : plus(g, ...terms);
  }

  /** The terms of a node as products over labels of their own. */
  productsOf(node: Node): readonly Product[] {
    const known = this.#known.get(node);
    if (known) return known;
    const found = this.involves(node) ? this.#opened(node) : null;
    const products = found && found.length <= mostProducts ? found : [itself(node)];
    this.#known.set(node, products);
    return products;
  }

  /** Null where the node is a term of its own. */
  #opened(node: Node): readonly Product[] | null {
    if (node.kind === 'contract') return this.#ofContract(node);
    if (node.kind === 'stack') return this.#ofStack(node);
    if (node.kind !== 'map') return null;
    if (node.fn === 'add') return this.#ofSum(node);
    if (node.fn === 'pow') return this.#ofPower(node);
    return node.fn === 'where' ? this.#ofCases(node) : null;
  }

  #ofContract(node: Contract): readonly Product[] | null {
    const start: Product = { ...productOf(node), factors: [] };
    let terms = [start];
    for (const [k, arg] of node.args.entries()) {
      const alternatives = this.productsOf(arg);
      if (terms.length * alternatives.length > mostProducts) return null;
      terms = distribute(terms, alternatives, present(node.labels[k]));
    }
    return terms;
  }

  /** What holds no unknown is one term. */
  #ofSum(node: MapNode): readonly Product[] {
    const free = node.args.filter((arg) => !this.involves(arg));
    const rest = node.args.filter(this.involves).flatMap((arg) => this.productsOf(arg));
    return free.length === 0 ? rest : [itself(plus(this.#g, ...free)), ...rest];
  }

  #ofPower(node: MapNode): readonly Product[] | null {
    const { base, exponent } = powerParts(node);
    if (!Number.isInteger(exponent) || exponent === 1) return null;
    const parts = this.productsOf(base);
    if (exponent < 0) {
      const form = primitive(this.#g, base, parts);
      return form && this.productsOf(raiseParts(this.#g, form, exponent));
    }
    if (exponent > highest || parts.length ** exponent > mostProducts) return null;
    if (parts.length === 1 && parts[0]?.factors[0]?.node === base) return null;
    const labels = [...node.shape.keys()];
    const start: Product = { factors: [], output: labels, sizes: node.shape, brackets: [] };
    return Array.from({ length: exponent }).reduce<Product[]>(
      (terms) => distribute(terms, parts, labels),
      [start],
    );
  }

  /** c ? a : b = c·a + (1 − c)·b for a truth value c, where a and b are finite. */
  #ofCases(node: MapNode): readonly Product[] | null {
    const [c, a, b] = [present(node.args[0]), present(node.args[1]), present(node.args[2])];
    if (this.involves(c) || !Interval.isBinary(c.range)) return null;
    const labels = [...node.shape.keys()];
    const times = (weight: Node, value: Node): Product[] =>
      constantOf(value) === 0 ? [] : distribute([itself(weight)], this.productsOf(value), labels);
    return [...times(c, a), ...times(minus(this.#g, this.#g.constant(1), c), b)];
  }

  /** Parts side by side: Σₖ partₖ·[k]. */
  #ofStack(node: Stack): readonly Product[] {
    const labels = [...node.shape.keys()];
    const inner = labels.filter((axis) => axis !== node.axis);
    return node.parts.flatMap((part, k) => {
      const brackets = [{ kind: 'at', label: node.axis, position: k } as const];
      const start: Product = { factors: [], output: labels, sizes: node.shape, brackets };
      return distribute([start], this.productsOf(part), inner);
    });
  }
}

const itself = (node: Node): Product => {
  const labels = [...node.shape.keys()];
  return { factors: [{ node, labels }], output: labels, sizes: node.shape, brackets: [] };
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
  const brackets = inner.brackets.map((b) => relabelled(b, (label) => present(renamed[label])));
  return {
    factors: [...term.factors, ...factors],
    output: term.output,
    sizes,
    brackets: [...term.brackets, ...brackets],
  };
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
    brackets: [],
  });
}

/** [j = y]·[k = y] = [j = y]·[k = j]: what is picked twice by one index is picked once. */
function mergeIndicators(term: Product): Product {
  for (const [at, first] of term.brackets.entries()) {
    const other = term.brackets.findIndex((b, k) => k > at && isSamePick(first, b));
    const second = term.brackets[other];
    if (first.kind !== 'gathered' || second?.kind !== 'gathered') continue;
    const { label } = second;
    const same = { kind: 'along', label, along: first.label, stride: 1, offset: 0 } as const;
    return mergeIndicators({ ...term, brackets: term.brackets.with(other, same) });
  }
  return term;
}

const isSamePick = (a: Bracket, b: Bracket): boolean =>
  a.kind === 'gathered' &&
  b.kind === 'gathered' &&
  a.index === b.index &&
  a.label !== b.label &&
  a.labels.every((label, i) => label === b.labels[i]);
