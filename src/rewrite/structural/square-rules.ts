import { present } from '../../base/invariant.ts';
import {
  Interval,
  isPointwise,
  map,
  power,
  powerParts,
  product,
  productOf,
  type Factor,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import type { StructuralRule } from './structural-rule.ts';

/** log(1 + u²) where u² is spelled out, as in ((y − μ)/σ)²/ν: u² overflows long before its logarithm. */
const logOfOnePlusSquare: StructuralRule = {
  name: 'log of 1 + a square',
  head: 'log1p',
  identity: 'log(1 + u²·c) = log1psq(u·√c), for c > 0',
  rewrite: (g, node) => {
    const root = node.kind === 'map' ? squareRoot(g, present(node.args[0])) : null;
    return root && map(g, 'log1psq', [root]);
  },
};

/** The root of a product of squares and of positive factors; null for what is no square. */
export function squareRoot(g: Graph, node: Node): Node | null {
  const labels = [...node.shape.keys()];
  const factors: readonly Factor[] =
    node.kind === 'contract' && isPointwise(node) ? productOf(node).factors : [{ node, labels }];
  if (!factors.some((f) => isSquare(f.node))) return null;
  if (!factors.every((f) => isSquare(f.node) || Interval.isPositive(f.node.range))) return null;
  const roots = factors.map((f) => ({ ...f, node: halved(g, f.node) }));
  return product(g, { factors: roots, output: labels, sizes: node.shape, brackets: [] });
}

function isSquare(node: Node): boolean {
  const { base, exponent } = powerParts(node);
  return exponent % 2 === 0 && exponent > 0 && !Interval.isNonNegative(base.range);
}

function halved(g: Graph, node: Node): Node {
  const { base, exponent } = powerParts(node);
  return isSquare(node) ? power(g, base, exponent / 2) : power(g, node, 0.5);
}

export const squareRules: readonly StructuralRule[] = [logOfOnePlusSquare];
