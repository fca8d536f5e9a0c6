import { present } from '../../base/invariant.ts';
import {
  bracketOf,
  broadcast,
  constantOf,
  factorsOf as factorsOfContract,
  isPointwise,
  isProduct,
  map,
  minus,
  product,
  scale,
  splitCoefficient,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';

/** The factors of a product; none of anything else. */
export const factorsOf = (g: Graph, node: Node): Factor[] =>
  node.kind === 'contract' && isProduct(node) && !bracketOf(node) ? factorsOfContract(g, node) : [];

export const ofItself = (node: Node): Factor => ({ node, labels: [...node.shape.keys()] });

export const isSame = (a: Factor, b: Factor): boolean =>
  a.node === b.node && a.labels.every((label, i) => label === b.labels[i]);

/** The product of factors, of the shape of a node. */
export const whole = (g: Graph, like: Node, factors: readonly Factor[]): Node =>
  product(g, { factors, output: [...like.shape.keys()], sizes: like.shape, brackets: [] });

export const without = (g: Graph, term: Node, common: readonly Factor[]): Node =>
  whole(
    g,
    term,
    factorsOf(g, term).filter((f) => !common.some((c) => isSame(f, c))),
  );

/** The terms of a sum that is repeated along axes, each of them repeated; null of anything else. */
export function repeatedTerms(g: Graph, node: Node): readonly Node[] | null {
  if (node.kind !== 'contract' || node.args.length !== 1 || !isPointwise(node)) return null;
  const [inner, labels] = [present(node.args[0]), present(node.labels[0])];
  if (inner.kind !== 'map' || inner.fn !== 'add') return null;
  return inner.args.map((term) => broadcast(g, term, labels, node.shape));
}

/** A term as a·slope + rest. */
export interface Multiple {
  readonly slope: Node;
  readonly rest: Node | null;
}

/** A term as a multiple of `a`, or of `a` plus a number; null where it is neither. */
export const multipleOf = (g: Graph, term: Node, a: Node): Multiple | null =>
  exactMultiple(g, term, a) ?? shiftedMultiple(g, term, a);

const allFactors = (g: Graph, node: Node): Factor[] => {
  const factors = factorsOf(g, node);
  return factors.length === 0 ? [ofItself(node)] : factors;
};

/** A term as a multiple of `a`. */
export function exactMultiple(g: Graph, term: Node, a: Node): Multiple | null {
  const { coefficient, rest } = splitCoefficient(g, a);
  const [own, all] = [allFactors(g, rest), allFactors(g, term)];
  if (!own.every((f) => all.some((other) => isSame(f, other)))) return null;
  const others = all.filter((f) => !own.some((other) => isSame(f, other)));
  return { slope: scale(g, 1 / coefficient, whole(g, term, others)), rest: null };
}

/** s·(a + c)·r = a·(s·r) + s·c·r for a sign s and a number c. */
function shiftedMultiple(g: Graph, term: Node, a: Node): Multiple | null {
  const all = allFactors(g, term);
  for (const factor of all) {
    const sum = whole(g, term, [{ ...factor, node: asSum(g, factor.node) }]);
    for (const sign of [1, -1]) {
      const shift = constantOf(minus(g, scale(g, sign, sum), a));
      if (shift === undefined) continue;
      const others = whole(
        g,
        term,
        all.filter((f) => f !== factor),
      );
      return { slope: scale(g, sign, others), rest: scale(g, sign * shift, others) };
    }
  }
  return null;
}

/** eᵛ − 1 as the sum that it is. */
const asSum = (g: Graph, node: Node): Node =>
  node.kind === 'map' && node.fn === 'expm1'
    ? minus(g, map(g, 'exp', node.args), g.constant(1))
    : node;
