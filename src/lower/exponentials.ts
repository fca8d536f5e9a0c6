import {
  apply,
  childrenOf,
  constantOf,
  postorder,
  power,
  powerParts,
  scale,
  splitCoefficient,
  transform,
  type Graph,
  type Node,
  type OnReplaced,
} from '../graph/index.ts';

/** e^(coefficient·of). */
interface Exponential {
  readonly coefficient: number;
  readonly of: Node;
}

/** Powers of a value that multiplications give. */
const mostFactors = 4;

/**
 * Computes an exponential once for all that are its powers: e^(−2a) beside 1/eᵃ is its square, and |a − b| is |b − a|,
 * so that σ(a − b) and σ(b − a) share theirs. Exponents of both signs stay apart: one may overflow alone.
 */
export function shareExponentials(
  g: Graph,
  roots: readonly Node[],
  onReplaced?: OnReplaced,
): (node: Node) => Node {
  const even = changing(g, roots, isAbs, (node) => evenOf(g, node), onReplaced);
  const evenRoots = roots.map(even);
  const bases = basesIn(g, evenRoots);
  const isShared = (node: Node): boolean => sharedOf(g, node, bases) !== node;
  const shared = changing(g, evenRoots, isShared, (node) => sharedOf(g, node, bases), onReplaced);
  return (node) => shared(even(node));
}

/** Replaces nodes where there are any to replace. */
const changing = (
  g: Graph,
  roots: readonly Node[],
  isMeant: (node: Node) => boolean,
  rewrite: (node: Node) => Node,
  onReplaced?: OnReplaced,
): ((node: Node) => Node) =>
  postorder(roots).some(isMeant) ? transform(g, roots, rewrite, onReplaced) : (node) => node;

const isAbs = (node: Node): boolean => node.kind === 'map' && node.fn === 'abs';

/** |−a| as |a|, where the first term of a sum has the minus. */
function evenOf(g: Graph, node: Node): Node {
  if (node.kind !== 'map' || node.fn !== 'abs') return node;
  const [arg] = node.args;
  if (arg?.kind !== 'map' || arg.fn !== 'add') return node;
  const [first] = arg.args;
  const value = first && (constantOf(first) ?? splitCoefficient(g, first).coefficient);
  return value !== undefined && value < 0 ? apply(g, 'abs', scale(g, -1, arg)) : node;
}

/** By what the exponents are multiples of: the multiples that are computed, of either sign. */
type Bases = ReadonlyMap<Node, readonly number[]>;

function basesIn(g: Graph, roots: readonly Node[]): Bases {
  const found = new Map<Node, Set<number>>();
  const note = (node: Node): void => {
    const exponential = exponentialOf(g, node);
    if (!exponential) return;
    const { coefficient, of } = exponential;
    found.set(of, (found.get(of) ?? new Set()).add(coefficient));
  };
  roots.forEach(note);
  for (const node of postorder(roots)) {
    // The exponential in a power is not computed for itself.
    if (node.kind === 'map' && node.fn === 'pow' && exponentialOf(g, node)) note(node);
    else childrenOf(node).forEach(note);
  }
  return new Map([...found].map(([of, coefficients]) => [of, leastOf([...coefficients])]));
}

/** The least of either sign. */
const leastOf = (all: readonly number[]): number[] =>
  [1, -1].flatMap((sign) => {
    const own = all.filter((coefficient) => coefficient * sign > 0);
    return own.length === 0 ? [] : [sign * Math.min(...own.map(Math.abs))];
  });

/** eᵃ, or a whole power of it. */
function exponentialOf(g: Graph, node: Node): Exponential | null {
  if (node.kind !== 'map' || (node.fn !== 'exp' && node.fn !== 'pow')) return null;
  const { base, exponent } = powerParts(node);
  if (base.kind !== 'map' || base.fn !== 'exp' || !Number.isInteger(exponent)) return null;
  const [arg] = base.args;
  if (!arg) return null;
  const { coefficient, rest } = splitCoefficient(g, arg);
  return { coefficient: coefficient * exponent, of: rest };
}

/** The exponential as a power of the one that is its base. */
function sharedOf(g: Graph, node: Node, bases: Bases): Node {
  const exponential = exponentialOf(g, node);
  if (!exponential) return node;
  const { coefficient, of } = exponential;
  const base = bases.get(of)?.find((each) => each * coefficient > 0);
  if (base === undefined) return node;
  const ratio = coefficient / base;
  if (!Number.isInteger(ratio) || ratio > mostFactors) return node;
  return power(g, apply(g, 'exp', scale(g, base, of)), ratio);
}
