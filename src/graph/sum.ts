import { present } from '../base/invariant.ts';
import type { Graph } from './graph.ts';
import { broadcast, reduced } from './map.ts';
import { isPointwise, type Contract, type Node } from './node.ts';
import { constantOf } from './power.ts';
import { product } from './product.ts';

/** A term of a sum: a number times what is not a number (null for a constant term). */
interface Term {
  readonly coefficient: number;
  readonly rest: Node | null;
  /** The term itself, where it stands as it is. */
  readonly whole: Node | null;
}

/** The canonical sum: sums of sums are one sum, equal terms are one term, the constant comes last. */
export function add(g: Graph, terms: readonly Node[]): Node {
  return reduced(g, terms, (args) => collectTerms(g, args));
}

function collectTerms(g: Graph, args: readonly Node[]): Node {
  const shape = present(args[0]).shape;
  const collected = new globalThis.Map<Node | null, Term>();
  for (const term of args.flatMap((arg) => scaledTerms(g, arg, 1))) {
    const known = collected.get(term.rest);
    const coefficient = (known?.coefficient ?? 0) + term.coefficient;
    collected.set(term.rest, known ? { ...term, coefficient, whole: null } : term);
  }
  const constant = collected.get(null)?.coefficient ?? 0;
  collected.delete(null);
  const terms = [...collected.values()]
    .filter(({ coefficient }) => coefficient !== 0)
    .map(({ coefficient, rest, whole }) => ({
      id: present(rest).id,
      term: whole ?? scale(g, coefficient, present(rest)),
    }))
    .sort((a, b) => a.id - b.id)
    .map(({ term }) => term);
  const last = broadcast(g, g.constant(constant), [], shape);
  const all = constant === 0 && terms.length > 0 ? terms : [...terms, last];
  return all.length === 1 ? present(all[0]) : g.map('add', all);
}

/** A longer sum stays a term of its own: a chain of sums, each of the one before, would have all terms in each. */
const mostMerged = 32;

const isShortSum = (node: Node): node is Node & { readonly kind: 'map' } =>
  node.kind === 'map' && node.fn === 'add' && node.args.length <= mostMerged;

/** The terms of a node, each with its coefficient; a multiple of a sum is the sum of the multiples. */
function scaledTerms(g: Graph, node: Node, factor: number): Term[] {
  const value = constantOf(node);
  if (value !== undefined) return [{ coefficient: factor * value, rest: null, whole: null }];
  if (isShortSum(node)) return node.args.flatMap((arg) => scaledTerms(g, arg, factor));
  const { coefficient, rest } = splitCoefficient(g, node);
  if (coefficient !== 1 && isShortSum(rest)) return scaledTerms(g, rest, factor * coefficient);
  return [{ coefficient: factor * coefficient, rest, whole: factor === 1 ? node : null }];
}

/** A product as its number and the rest. */
export function splitCoefficient(g: Graph, node: Node): { coefficient: number; rest: Node } {
  const first = node.kind === 'contract' ? node.args[0] : undefined;
  if (node.kind !== 'contract' || first?.kind !== 'constant' || first.name !== null) {
    return { coefficient: 1, rest: node };
  }
  return { coefficient: first.value, rest: withoutFirst(g, node) };
}

/** The product without its first argument; what is left of a canonical product is canonical. */
function withoutFirst(g: Graph, node: Contract): Node {
  const [args, labels] = [node.args.slice(1), node.labels.slice(1)];
  const [only, own] = [args[0], labels[0]];
  const rank = node.shape.length;
  const isWhole =
    args.length === 1 &&
    isPointwise(node) &&
    own?.length === rank &&
    own.every((label, i) => label === i);
  return only && isWhole ? only : g.contract(args, labels, node.sizes, rank, node.brackets);
}

/** A number times a node. */
export const scale = (g: Graph, coefficient: number, node: Node): Node => {
  const axes = [...node.shape.keys()];
  const factors = [
    { node: g.constant(coefficient), labels: [] },
    { node, labels: axes },
  ];
  return coefficient === 1
    ? node
    : product(g, { factors, output: axes, sizes: node.shape, brackets: [] });
};

/** The terms of a sum; of any other node, the node. */
export const termsOf = (node: Node): readonly Node[] =>
  node.kind === 'map' && node.fn === 'add' ? node.args : [node];
