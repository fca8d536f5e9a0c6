import { present } from '../base/invariant.ts';
import { compareTexts } from '../base/order.ts';
import {
  bracketOf,
  childrenOf,
  constantOf,
  factorsOf,
  isSafe,
  labelsOf,
  numberedContract,
  oriented,
  postorder,
  productOf,
  relabelled,
  sourcesOf,
  withIndices,
  type Axis,
  type Contract,
  type Factor,
  type Graph,
  type Map as MapNode,
  type Node,
  type OnReplaced,
} from '../graph/index.ts';
import { byLabels, SharedProducts } from './shared-products.ts';
import { groupAdd, indexSums } from './group-add.ts';

/**
 * Gives products and sums an order of evaluation: the canonical form is flat, this one is nested so that
 * each part is computed in the smallest loop that it fits in, and equal parts are the same node. The
 * result is not canonical: no canonical builder may be applied to it.
 */
export function group(
  g: Graph,
  roots: readonly Node[],
  onReplaced?: OnReplaced,
): (node: Node) => Node {
  const done = new Map<Node, Node>();
  const order = postorder(roots);
  // What a sum or product shares with another node may stand after it in the order.
  const to = (node: Node): Node => done.get(node) ?? place(node);
  const sums = indexSums(order);
  const products = new SharedProducts(order);
  const place = (node: Node): Node => {
    const placed = isAdd(node)
      ? groupAdd(g, node, sums, to)
      : node.kind === 'contract' && node.args.length > 0
        ? groupContract(g, node, products, to)
        : rebuilt(g, node, to);
    if (placed !== node) onReplaced?.(node, placed);
    done.set(node, placed);
    return placed;
  };
  order.forEach(to);
  return to;
}

const isAdd = (node: Node): node is MapNode => node.kind === 'map' && node.fn === 'add';

/** The node over replaced children, as it is. */
function rebuilt(g: Graph, node: Node, to: (node: Node) => Node): Node {
  if (childrenOf(node).every((child) => to(child) === child)) return node;
  if (node.kind === 'map') return g.map(node.fn, node.args.map(to));
  if (node.kind === 'reduce') return g.reduce(node.op, to(node.arg), node.axes);
  if (node.kind === 'contract')
    return numberedContract(g, { ...productOf(node), brackets: withIndices(node.brackets, to) });
  return node.kind === 'stack' ? g.stack(node.parts.map(to), node.axis) : node;
}

function groupContract(
  g: Graph,
  node: Contract,
  products: SharedProducts,
  to: (node: Node) => Node,
): Node {
  const factors = factorsOf(g, node);
  const grouping = new Grouping(g, node.sizes, node.shape.length);
  const done = ({ node: factor, labels }: Factor): Factor => ({ node: to(factor), labels });
  const shared = [...byLabels(factors).values()].map((group) => withTeams(group));
  const alone = factors.filter((f) => !shared.flat(2).includes(f));
  return grouping.of([...alone.map(done), ...shared.flatMap((teams) => teams.map(together))]);

  /** Factors of equal labels as teams that other products have too, and those that are left. */
  function withTeams(group: readonly Factor[]): Factor[][] {
    const team = products.within(group.map((f) => f.node));
    if (!team) return group.map((factor) => [factor]);
    const rest = group.filter((f) => !team.includes(f.node));
    return [group.filter((f) => team.includes(f.node)), ...withTeams(rest)];
  }

  function together(team: readonly Factor[]): Factor {
    if (team.length === 1) return done(present(team[0]));
    return grouping.product(withTeams(team).map(together));
  }
}

/** Eliminates the summed labels of one product one by one, the cheapest first. */
class Grouping {
  readonly #g: Graph;
  readonly #sizes: readonly Axis[];
  readonly #rank: number;

  constructor(g: Graph, sizes: readonly Axis[], rank: number) {
    this.#g = g;
    this.#sizes = sizes;
    this.#rank = rank;
  }

  of(factors: readonly Factor[]): Node {
    const output = [...this.#sizes.keys()].slice(0, this.#rank);
    let rest = [...factors];
    let summed = [...this.#sizes.keys()].slice(this.#rank);
    while (summed.length > 0) {
      const label = this.#next(summed, rest);
      const own = rest.filter((f) => f.labels.includes(label));
      const others = rest.filter((f) => !own.includes(f));
      const together = summed.filter((l) =>
        rest.every((f) => !f.labels.includes(l) || own.includes(f)),
      );
      summed = summed.filter((l) => !together.includes(l));
      if (summed.length === 0 && others.length === 0) return this.#node(this.#nested(own), output);
      const labels = this.#union(own).filter((l) => !together.includes(l));
      rest = [...others, { node: this.#node(this.#nested(own), labels), labels }];
    }
    return this.#node(this.#nested(rest), output);
  }

  /**
   * The label to sum over next: one that a bracket fixes; then the rows, where that takes factors out of
   * the loop over rows; else the one whose sum runs over the fewest positions.
   */
  #next(summed: readonly number[], factors: readonly Factor[]): number {
    const rows = summed.find((label) => this.#sizes[label] === 'rows');
    if (rows !== undefined && this.#isWorthHoisting(rows, factors)) return rows;
    const fixed = summed.find((label) => factors.some((f) => isFixing(f, label, this.#sizes)));
    if (fixed !== undefined) return fixed;
    const volume = (label: number): number =>
      this.#volume(this.#union(factors.filter((f) => f.labels.includes(label))));
    const inner = summed
      .filter((label) => label !== rows)
      .sort((a, b) => volume(a) - volume(b) || a - b);
    return present(inner[0] ?? rows);
  }

  #isWorthHoisting(rows: number, factors: readonly Factor[]): boolean {
    const own = factors.filter((f) => f.labels.includes(rows));
    if (own.length === factors.length) return false;
    return this.#volume(this.#union(own).filter((label) => label !== rows)) <= largestHoistedSum;
  }

  #union(factors: readonly Factor[]): number[] {
    const labels = [...new Set(factors.flatMap((f) => f.labels))].sort((a, b) => a - b);
    // The data axis comes first in every shape.
    return [
      ...labels.filter((l) => this.#sizes[l] === 'rows'),
      ...labels.filter((l) => this.#sizes[l] !== 'rows'),
    ];
  }

  #volume(labels: readonly number[]): number {
    return labels.reduce((n, label) => n * this.#count(label), 1);
  }

  #count(label: number): number {
    const size = present(this.#sizes[label]);
    return size === 'rows' ? assumedRows : size;
  }

  /** Multiplies factors of equal labels, and then those of few labels into the next larger ones. */
  #nested(factors: readonly Factor[]): Factor[] {
    const all = this.#union(factors);
    const loose = factors.filter((f) => !isMergeable(f.node));
    let groups = this.#merged(factors.filter((f) => isMergeable(f.node)));
    for (;;) {
      const step = groups
        .map((small) => ({ small, large: this.#host(small, groups, all) }))
        .find(({ large }) => large !== undefined);
      if (!step) return [...groups, ...loose];
      const { small, large } = step;
      const merged = this.product([small, present(large)]);
      groups = this.#merged([...groups.filter((f) => f !== small && f !== large), merged]);
    }
  }

  /** The smallest factor that varies over all that a factor varies over and more, but not over everything. */
  #host(small: Factor, groups: readonly Factor[], all: readonly number[]): Factor | undefined {
    return groups
      .filter((f) => f.labels.length > small.labels.length && f.labels.length < all.length)
      .filter((f) => small.labels.every((label) => f.labels.includes(label)))
      .sort((a, b) => this.#volume(a.labels) - this.#volume(b.labels) || a.node.id - b.node.id)[0];
  }

  #merged(factors: readonly Factor[]): Factor[] {
    const groups = new Map<string, Factor[]>();
    for (const factor of factors) {
      const key = [...factor.labels].sort((a, b) => a - b).join();
      groups.set(key, [...(groups.get(key) ?? []), factor]);
    }
    return [...groups.values()].map((group) =>
      group.length === 1 ? present(group[0]) : this.product(group),
    );
  }

  /** Factors as one. */
  product(factors: readonly Factor[]): Factor {
    const labels = this.#union(factors);
    return { node: this.#node(factors, labels), labels };
  }

  /** The contraction as it is, its labels renumbered and its factors in order of creation. */
  #node(factors: readonly Factor[], output: readonly number[]): Node {
    const only = factors.length === 1 ? present(factors[0]) : null;
    if (only?.labels.join() === output.join()) return only.node;
    const plain = factors.filter((f) => !bracketOf(f.node));
    const sorted = [...plain].sort(
      (a, b) => a.node.id - b.node.id || compareTexts(a.labels.join(), b.labels.join()),
    );
    const brackets = factors.flatMap(({ node, labels }) => {
      const bracket = bracketOf(node);
      if (!bracket) return [];
      const own = relabelled(bracket, (label) => present(labels[label]));
      return [oriented(own, output, this.#sizes)];
    });
    return numberedContract(this.#g, { factors: sorted, output, sizes: this.#sizes, brackets });
  }
}

/** A length for the data axis when loops are compared. */
const assumedRows = 1000;
/** Sums over rows of more numbers than this are not taken to move factors out of the loop. */
const largestHoistedSum = 4096;

/** Whether a factor is a bracket that puts a label at a position. */
function isFixing({ node, labels }: Factor, label: number, sizes: readonly Axis[]): boolean {
  const bracket = bracketOf(node);
  if (!bracket || bracket.kind === 'below') return false;
  const others = labels.filter((each) => each !== label);
  const own = oriented(
    relabelled(bracket, (each) => present(labels[each])),
    others,
    sizes,
  );
  return labelsOf(own)[0] === label && !sourcesOf(own).includes(label) && isSafe(own, sizes);
}

/**
 * Brackets that choose positions stay where they are; bounds make what they stand beside 0. A sign becomes a
 * subtraction.
 */
const isMergeable = (node: Node): boolean =>
  (bracketOf(node)?.kind ?? 'below') === 'below' && constantOf(node) !== -1;
