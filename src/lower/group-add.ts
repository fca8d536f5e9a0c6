import { invariant, present } from '../base/invariant.ts';
import { byRarest } from './shared-products.ts';
import {
  dependsOn,
  isPointwise,
  relabelled,
  type Graph,
  type Map as MapNode,
  type Node,
} from '../graph/index.ts';

/**
 * A sum with an order of its terms: large terms first, those that may be tiny last, so that what cancels
 * has cancelled before they are added; a sum that is computed anyway is used as a whole.
 */
export function groupAdd(g: Graph, node: MapNode, known: Sums, to: (node: Node) => Node): Node {
  const isSmall = (term: Node): boolean => known.small.has(term);
  const shared = sharedSums(node, known.byTerm);
  const covered = new Set(shared.flatMap((sum) => sum.args));
  const terms = [...shared, ...node.args.filter((arg) => !covered.has(arg))];
  const large = terms.filter((term) => !isSmall(term));
  const small = terms.filter(isSmall);
  return inParts(g, [...nestedTerms(g, large.map(to)), ...small.map(to)]);
}

/** Terms of one sum: of more than this, parts are added first, as an expression is only so long. */
const mostTerms = 64;

function inParts(g: Graph, terms: readonly Node[]): Node {
  if (terms.length <= 1) return present(terms[0]);
  if (terms.length <= mostTerms) return g.map('add', terms);
  const count = Math.ceil(terms.length / mostTerms);
  const parts = Array.from({ length: count }, (_, k) =>
    inParts(g, terms.slice(k * mostTerms, (k + 1) * mostTerms)),
  );
  return inParts(g, parts);
}

/** What is known of the sums of a graph. */
export interface Sums {
  /** Each by one of its terms. */
  readonly byTerm: ReadonlyMap<Node, readonly MapNode[]>;
  /** Corrections that must be added last, and their multiples: log1p(e^−|z|) beside max(z, 0) − y·z. */
  readonly small: ReadonlySet<Node>;
}

/** Of nodes, children before parents. */
export const indexSums = (order: readonly Node[]): Sums => ({
  byTerm: byRarest(
    order.filter((node): node is MapNode => node.kind === 'map' && node.fn === 'add'),
    (sum) => sum.args,
  ),
  small: order.reduce(
    (small, node) =>
      (node.kind === 'map' && tiny.has(node.fn)) ||
      (node.kind === 'contract' && node.args.some((arg) => small.has(arg)))
        ? small.add(node)
        : small,
    new Set<Node>(),
  ),
});

/** Other sums whose terms are all among the node's, the largest first. */
function sharedSums(node: MapNode, sums: Sums['byTerm']): MapNode[] {
  const free = new Set(node.args);
  const inside = [...new Set(node.args.flatMap((arg) => sums.get(arg) ?? []))]
    .filter((sum) => sum.args.length < node.args.length && sum.args.every((arg) => free.has(arg)))
    .sort((a, b) => b.args.length - a.args.length || a.id - b.id);
  return inside.filter((sum) => {
    const fits = sum.args.every((arg) => free.has(arg));
    if (fits) sum.args.forEach((arg) => free.delete(arg));
    return fits;
  });
}

const tiny: ReadonlySet<string> = new Set(['log1p', 'exp', 'expm1', 'log1mexp', 'log1pmx']);

/** Terms that vary over the same axes only are added first, on these axes. */
function nestedTerms(g: Graph, terms: readonly Node[]): Node[] {
  const groups = new Map<string, Node[]>();
  for (const term of terms) {
    const key = term.shape.map((_, axis) => (dependsOn(term, axis) ? axis : '')).join();
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  if (groups.size === 1) return [...terms];
  return [...groups.values()].flatMap((group) =>
    group.length === 1 ? group : [addedBefore(g, group)],
  );
}

function addedBefore(g: Graph, terms: readonly Node[]): Node {
  const { shape } = present(terms[0]);
  const axes = [...shape.keys()].filter((axis) => dependsOn(present(terms[0]), axis));
  if (axes.length === shape.length) return inParts(g, terms);
  const sum = inParts(
    g,
    terms.map((term) => withoutAxes(term, axes) ?? restricted(g, term, axes)),
  );
  return g.contract([sum], [axes], shape, shape.length, []);
}

/** What a repeated node repeats, where its axes are just these. */
const withoutAxes = (node: Node, axes: readonly number[]): Node | null =>
  node.kind === 'contract' &&
  node.args.length === 1 &&
  isPointwise(node) &&
  present(node.labels[0]).join() === axes.join()
    ? present(node.args[0])
    : null;

/** A contraction without the axes that it does not vary over. */
function restricted(g: Graph, node: Node, axes: readonly number[]): Node {
  invariant(node.kind === 'contract', 'only a contraction is repeated along an axis');
  const summed = [...node.sizes.keys()].slice(node.shape.length);
  const order = [...axes, ...summed];
  const to = (label: number): number => order.indexOf(label);
  return g.contract(
    node.args,
    node.labels.map((own) => own.map(to)),
    order.map((label) => present(node.sizes[label])),
    axes.length,
    node.brackets.map((b) => relabelled(b, to)),
  );
}
