import { present } from '../base/invariant.ts';
import {
  bracketOf,
  broadcast,
  constantOf,
  factorsOf,
  isPointwise,
  isProduct,
  multiply,
  plus,
  product,
  productOf,
  scale,
  splitCoefficient,
  type Graph,
  type Map as MapNode,
  type Node,
  type Shape,
} from '../graph/index.ts';
import { groundNode, isGround } from './ground.ts';
import { mayMatch } from './may-match.ts';
import type { Pattern, PatternTerm } from './pattern.ts';

/** The axes of the reduction that a pattern matched, for the replacement to reduce over. */
export interface Reduction {
  readonly axes: readonly number[];
  /** Brings the reduced node to the shape of the whole match. */
  readonly lift: (node: Node) => Node;
}

/** What the variables stand for, each brought to the shape of the whole match. */
export interface Match {
  readonly bindings: ReadonlyMap<string, Node>;
  readonly reduction: Reduction | null;
}

/** A match of a sum or product that left terms or factors over. */
export interface PartialMatch {
  readonly match: Match;
  /** Puts the replacement in the place of what matched. */
  readonly wrap: (replacement: Node) => Node;
}

const nothing: Match = { bindings: new Map(), reduction: null };

/** Every way in which a pattern matches at a node; a sum or a product may match in part. */
export function* matchAt(g: Graph, pattern: Pattern, node: Node): Generator<PartialMatch> {
  if (pattern.kind === 'sum') yield* matchSumPart(g, pattern.terms, node);
  else if (pattern.kind === 'product') yield* matchProductPart(g, pattern, node);
  else {
    for (const match of matchWhole(g, pattern, node, nothing, same)) {
      yield { match, wrap: same };
    }
  }
}

const same = (node: Node): Node => node;
type Lift = (node: Node) => Node;

function* matchWhole(g: Graph, p: Pattern, node: Node, m: Match, lift: Lift): Generator<Match> {
  if (p.kind === 'variable') return yield* bind(m, p.name, lift(node));
  const value = constantOf(node);
  if (p.kind === 'number') {
    if (value === p.value) yield m;
    return;
  }
  if (p.kind === 'literal') {
    if (value !== undefined) yield* bind(m, p.name, g.constant(value));
    return;
  }
  yield* matchers[p.kind](g, p as never, node, m, lift);
  const peeled = peel(g, node);
  if (peeled) yield* matchWhole(g, p, peeled.inner, m, (n) => lift(peeled.lift(n)));
}

function* bind(m: Match, name: string, node: Node): Generator<Match> {
  const known = m.bindings.get(name);
  if (known === node) yield m;
  if (known === undefined) yield { ...m, bindings: new Map([...m.bindings, [name, node]]) };
}

/** A node that only repeats or permutes another, as that other and the way back. */
function peel(g: Graph, node: Node): { inner: Node; lift: Lift } | null {
  if (node.kind !== 'contract' || !isPointwise(node) || node.args.length !== 1) return null;
  const [inner, labels] = [present(node.args[0]), present(node.labels[0])];
  if (inner.kind === 'constant') return null;
  return { inner, lift: (n) => broadcast(g, n, labels, node.shape) };
}

type Compound = Exclude<Pattern['kind'], 'number' | 'variable' | 'literal'>;
type Matcher<K extends Compound> = (
  g: Graph,
  pattern: Extract<Pattern, { kind: K }>,
  node: Node,
  m: Match,
  lift: Lift,
) => Generator<Match>;

const matchers: { readonly [K in Compound]: Matcher<K> } = {
  *map(g, p, node, m, lift) {
    if (node.kind !== 'map' || node.fn !== p.fn) return;
    yield* matchAll(g, p.args, node.args, m, lift);
  },
  *power(g, p, node, m, lift) {
    if (node.kind !== 'map' || node.fn !== 'pow') return;
    yield* matchAll(
      g,
      [p.exponent, p.base],
      [present(node.args[1]), present(node.args[0])],
      m,
      lift,
    );
  },
  *sum(g, p, node, m, lift) {
    for (const { match, left } of matchTerms(g, p.terms, termsOf(g, node), 1, m, lift)) {
      if (left.length === 0) yield match;
    }
  },
  *product(g, p, node, m, lift) {
    const [only] = p.factors;
    if (only && p.factors.length === 1)
      return yield* matchMultiple(g, p.coefficient, only, node, m, lift);
    for (const { match, left } of matchFactors(g, p, node, m, lift)) {
      if (left.length === 0) yield match;
    }
  },
  *total(g, p, node, m, lift) {
    const parts = p.op === 'sum' ? sumParts(g, node) : reduceParts(node);
    if (!parts || m.reduction) return;
    const reduction = { axes: parts.axes, lift };
    yield* matchWhole(g, p.arg, parts.arg, { ...m, reduction }, same);
  },
};

/** The terms of a sum, or of a multiple of one; none of anything else. */
function termsOf(g: Graph, node: Node): Node[] {
  if (isSum(node)) return [...node.args];
  if (node.kind !== 'contract') return [];
  const { coefficient, rest } = splitCoefficient(g, node);
  return isSum(rest) ? rest.args.map((term) => scale(g, coefficient, term)) : [];
}

const isSum = (node: Node): node is MapNode => node.kind === 'map' && node.fn === 'add';

/** A number times a pattern; every node is minus its opposite, so an open variable asks for a visible minus. */
function* matchMultiple(
  g: Graph,
  coefficient: number,
  p: Pattern,
  node: Node,
  m: Match,
  lift: Lift,
): Generator<Match> {
  if (!mayMatch(p, node)) return;
  if (isOpen(p, m) && coefficient < 0 && !looksNegative(g, node)) return;
  yield* matchWhole(g, p, scale(g, 1 / coefficient, node), m, lift);
}

function looksNegative(g: Graph, node: Node): boolean {
  const first = node.kind === 'map' && node.fn === 'add' ? present(node.args[0]) : node;
  return (constantOf(first) ?? splitCoefficient(g, first).coefficient) < 0;
}

function* matchAll(
  g: Graph,
  patterns: readonly Pattern[],
  nodes: readonly Node[],
  m: Match,
  lift: Lift,
): Generator<Match> {
  const [p, ...others] = patterns;
  const [node, ...left] = nodes;
  if (!p || !node) return yield m;
  for (const next of matchWhole(g, p, node, m, lift)) yield* matchAll(g, others, left, next, lift);
}

/** A sum over axes other than the rows, as its summand and those axes. */
function sumParts(g: Graph, node: Node): { arg: Node; axes: number[] } | null {
  if (node.kind !== 'contract' || isPointwise(node)) return null;
  const all = [...node.sizes.keys()];
  const axes = all.slice(node.shape.length);
  if (axes.some((axis) => node.sizes[axis] === 'rows')) return null;
  return axes.length === 0 ? null : { arg: product(g, { ...productOf(node), output: all }), axes };
}

const reduceParts = (node: Node): { arg: Node; axes: readonly number[] } | null =>
  node.kind === 'reduce' && node.op === 'logsumexp' ? { arg: node.arg, axes: node.axes } : null;

interface Remainder {
  readonly match: Match;
  readonly left: readonly Node[];
}

const isBound = (p: Pattern, m: Match): boolean => p.kind === 'variable' && m.bindings.has(p.name);

const isOpen = (p: Pattern, m: Match): boolean => p.kind === 'variable' && !m.bindings.has(p.name);

/** Matches `factor` × (the terms) against some of the nodes of a sum. */
function* matchTerms(
  g: Graph,
  terms: readonly PatternTerm[],
  nodes: readonly Node[],
  factor: number,
  m: Match,
  lift: Lift,
): Generator<Remainder> {
  const term = terms.find((own) => isGround(own.pattern, m.bindings)) ?? terms[0];
  if (!term) return yield { match: m, left: nodes };
  const others = terms.filter((own) => own !== term);
  const multiple = factor * term.coefficient;
  const isLast = others.length === 0 && isOpen(term.pattern, m);
  if (isLast && nodes.length > 0 && nodes.length <= mostAbsorbed) {
    const absorbed = scale(g, 1 / multiple, plus(g, ...nodes));
    for (const match of matchWhole(g, term.pattern, absorbed, m, lift)) yield { match, left: [] };
  }
  if (isGround(term.pattern, m.bindings)) {
    const known = groundNode(g, term.pattern, m.bindings);
    const left = withoutTerms(nodes, scale(g, multiple, known), lift);
    if (left) yield* matchTerms(g, others, left, factor, m, lift);
    return;
  }
  for (const node of nodes) {
    if (!mayMatch(term.pattern, node)) continue;
    const left = nodes.filter((n) => n !== node);
    for (const match of matchWhole(g, term.pattern, scale(g, 1 / multiple, node), m, lift)) {
      yield* matchTerms(g, others, left, factor, match, lift);
    }
  }
}

/** What is left of a longer sum is not taken as one: done for each of its terms, that is its square. */
const mostAbsorbed = 32;

/** The nodes without the terms of a sum, or null where one of them is not there. */
function withoutTerms(nodes: readonly Node[], sum: Node, lift: Lift): Node[] | null {
  const terms = sum.kind === 'map' && sum.fn === 'add' ? sum.args : [sum];
  const left = nodes.filter((n) => !terms.includes(lift(n)));
  return left.length === nodes.length - terms.length ? left : null;
}

/** The factors of a product, each brought to its shape, its coefficient among them. */
function factorNodes(g: Graph, node: Node): Node[] {
  if (node.kind !== 'contract' || !isProduct(node) || bracketOf(node)) return [node];
  return factorsOf(g, node).map((f) => broadcast(g, f.node, f.labels, node.shape));
}

function* matchFactors(
  g: Graph,
  p: Extract<Pattern, { kind: 'product' }>,
  node: Node,
  m: Match,
  lift: Lift,
): Generator<Remainder> {
  if (!mayMatch(p, node)) return;
  const { coefficient, rest } = splitCoefficient(g, node);
  const ratio = coefficient / p.coefficient;
  const number = ratio === 1 ? [] : [broadcast(g, g.constant(ratio), [], node.shape)];
  const nodes = constantOf(node) === undefined ? factorNodes(g, rest) : [];
  yield* chooseFactors(g, p.factors, [...number, ...nodes], m, lift);
}

function* chooseFactors(
  g: Graph,
  patterns: readonly Pattern[],
  nodes: readonly Node[],
  m: Match,
  lift: Lift,
): Generator<Remainder> {
  // What a variable already stands for says most.
  const p = patterns.find((own) => isBound(own, m)) ?? patterns[0];
  if (!p) return yield { match: m, left: nodes };
  const others = patterns.filter((own) => own !== p);
  if (p.kind === 'variable' && isBound(p, m)) {
    const left = withoutFactors(g, nodes, present(m.bindings.get(p.name)), lift);
    if (left) yield* chooseFactors(g, others, left, m, lift);
    return;
  }
  if (others.length === 0 && isOpen(p, m) && nodes.length > 0) {
    const absorbed = multiply(g, ...nodes);
    for (const match of matchWhole(g, p, absorbed, m, lift)) yield { match, left: [] };
  }
  // Without a number, a product is 1 times itself.
  const isImplied = p.kind === 'literal' && !nodes.some((n) => constantOf(n) !== undefined);
  for (const node of isImplied ? [g.constant(1)] : nodes) {
    if (!mayMatch(p, node)) continue;
    const left = nodes.filter((n) => n !== node);
    for (const match of matchWhole(g, p, node, m, lift)) {
      yield* chooseFactors(g, others, left, match, lift);
    }
  }
}

/** The nodes without the factors of a product, or null where one of them is not there. */
function withoutFactors(g: Graph, nodes: readonly Node[], whole: Node, lift: Lift): Node[] | null {
  let left: Node[] | null = [...nodes];
  for (const factor of factorNodes(g, whole)) left = left && withoutOne(g, left, factor, lift);
  return left;
}

function withoutOne(g: Graph, nodes: readonly Node[], factor: Node, lift: Lift): Node[] | null {
  const index = nodes.findIndex((n) => lift(n) === factor);
  if (index >= 0) return nodes.filter((_, i) => i !== index);
  const value = constantOf(factor);
  const number = nodes.findIndex((n) => constantOf(n) !== undefined);
  if (value === undefined) return null;
  // A coefficient divides out of whatever coefficient is there.
  const ratio = (constantOf(present(nodes[number] ?? g.constant(1))) ?? 1) / value;
  const others = nodes.filter((_, i) => i !== number);
  if (ratio === 1) return others;
  const [like] = nodes;
  return like ? [...others, scale(g, ratio, one(g, like.shape))] : null;
}

const one = (g: Graph, shape: Shape): Node => broadcast(g, g.constant(1), [], shape);

/** A sum may match in part, and as a multiple: the first term that matches says which. */
function* matchSumPart(
  g: Graph,
  terms: readonly PatternTerm[],
  node: Node,
): Generator<PartialMatch> {
  if (node.kind !== 'map' || node.fn !== 'add') return;
  const [first, ...others] = terms;
  if (!first) return;
  for (const candidate of node.args) {
    if (!mayMatch(first.pattern, candidate)) continue;
    const { coefficient, rest } = splitTerm(g, candidate);
    const factor = coefficient / first.coefficient;
    const left = node.args.filter((n) => n !== candidate);
    for (const match of matchWhole(g, first.pattern, rest, nothing, same)) {
      for (const found of matchTerms(g, others, left, factor, match, same)) {
        yield {
          match: found.match,
          wrap: (replacement) => plus(g, ...found.left, scale(g, factor, replacement)),
        };
      }
    }
  }
}

/** A term as its coefficient and the rest; a constant is a multiple of 1. */
function splitTerm(g: Graph, node: Node): { coefficient: number; rest: Node } {
  const value = constantOf(node);
  if (value === undefined) return splitCoefficient(g, node);
  return { coefficient: value, rest: one(g, node.shape) };
}

function* matchProductPart(
  g: Graph,
  p: Extract<Pattern, { kind: 'product' }>,
  node: Node,
): Generator<PartialMatch> {
  if (node.kind !== 'contract' || !isProduct(node)) return;
  for (const found of matchFactors(g, p, node, nothing, same)) {
    yield {
      match: found.match,
      wrap: (replacement) => multiply(g, ...found.left, replacement),
    };
  }
}
