import { present } from '../base/invariant.ts';
import {
  childrenOf,
  filled,
  multiply,
  plus,
  power,
  powerParts,
  product,
  productOf,
  rebuild,
  scale,
  type Contract,
  type Graph,
  type Map as MapNode,
  type Node,
} from '../graph/index.ts';

/** The derivatives of polynomials of degree 2 along a direction, in the form in which the polynomial is written. */
export interface Directional {
  /** d/dt of a node at β + t·δ, where the node is affine in β. */
  readonly slope: (node: Node) => Node;
  /** d²/dt², which keeps squares as squares; null where the degree is not 2 at most. */
  readonly curvature: (node: Node) => Node | null;
}

/** Derivatives along δ: `directions` gives δ for each unknown. */
export function along(g: Graph, directions: ReadonlyMap<Node, Node>): Directional {
  const degreeOf = degrees(directions);
  const zero = (node: Node): Node => filled(g, 0, node.shape);
  /** The node with its argument replaced; every other is the same along the direction. */
  const replaced = (node: Node, arg: Node, by: Node): Node =>
    rebuild(g, node, (child) => (child === arg ? by : child));
  const slope = (node: Node): Node => {
    const direction = directions.get(node);
    if (direction) return direction;
    if (degreeOf(node) === 0) return zero(node);
    if (node.kind === 'map' && node.fn === 'where') return casewise(g, node, slope);
    if (node.kind === 'contract') {
      const arg = present(node.args.find((a) => degreeOf(a) === 1));
      return replaced(node, arg, slope(arg));
    }
    return rebuild(g, node, slope);
  };
  const curvature = (node: Node): Node => {
    if (degreeOf(node) < 2) return zero(node);
    if (node.kind === 'contract') return ofProduct(node);
    if (node.kind === 'map' && node.fn === 'where') return casewise(g, node, curvature);
    // d²(u²)/dt² = 2·(du/dt)²
    if (node.kind === 'map' && node.fn === 'pow') {
      return scale(g, 2, power(g, slope(powerParts(node).base), 2));
    }
    return node.kind === 'map' && node.fn === 'add'
      ? plus(g, ...node.args.map(curvature))
      : rebuild(g, node, curvature);
  };
  const ofProduct = (node: Contract): Node => {
    const quadratic = node.args.find((arg) => degreeOf(arg) === 2);
    if (quadratic) return replaced(node, quadratic, curvature(quadratic));
    // d²(u·v)/dt² = 2·(du/dt)·(dv/dt)
    const whole = productOf(node);
    const factors = whole.factors.map((f) =>
      degreeOf(f.node) === 1 ? { ...f, node: slope(f.node) } : f,
    );
    return scale(g, 2, product(g, { ...whole, factors }));
  };
  return { slope, curvature: (node) => (degreeOf(node) > 2 ? null : curvature(node)) };
}

/** c ? a : b with the derivatives of a and b. */
function casewise(g: Graph, node: MapNode, derivative: (node: Node) => Node): Node {
  const [c, a, b] = [present(node.args[0]), present(node.args[1]), present(node.args[2])];
  const notC = plus(g, filled(g, 1, c.shape), scale(g, -1, c));
  return plus(g, multiply(g, c, derivative(a)), multiply(g, notC, derivative(b)));
}

/** The degree of a node as a polynomial of the unknowns; infinite where it is none. */
function degrees(unknowns: { has(node: Node): boolean }): (node: Node) => number {
  const known = new Map<Node, number>();
  const degreeOf = (node: Node): number => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const degree = unknowns.has(node) ? 1 : composed(node);
    known.set(node, degree);
    return degree;
  };
  const composed = (node: Node): number => {
    const below = childrenOf(node).map(degreeOf);
    const highest = Math.max(0, ...below);
    if (highest === 0) return 0;
    if (node.kind === 'contract') return below.reduce((sum, degree) => sum + degree, 0);
    if (node.kind === 'stack') return highest;
    return node.kind === 'map' ? ofMap(node, below, highest) : Infinity;
  };
  return degreeOf;
}

function ofMap(node: MapNode, below: readonly number[], highest: number): number {
  if (node.fn === 'add') return highest;
  if (node.fn === 'where') return below[0] === 0 ? highest : Infinity;
  const { exponent } = powerParts(node);
  const isWhole = node.fn === 'pow' && Number.isInteger(exponent) && exponent > 1;
  return isWhole ? highest * exponent : Infinity;
}
