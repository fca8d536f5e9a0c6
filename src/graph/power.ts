import type { Graph } from './graph.ts';
import * as I from './interval.ts';
import { isPointwise, type Contract, type Node } from './node.ts';
import { broadcast, map, reduced } from './map.ts';
import { product, productOf, type Factor } from './product.ts';

/** The number that a node is at every element, where it is one (π and e stay symbols). */
export function constantOf(node: Node): number | undefined {
  if (node.kind === 'constant') return node.name === null ? node.value : undefined;
  if (node.kind !== 'contract' || node.args.length !== 1 || !isPointwise(node)) return undefined;
  const [only] = node.args;
  return only?.kind === 'constant' && only.name === null ? only.value : undefined;
}

/** A node as base and number exponent; 1 where it is not a power. */
export function powerParts(node: Node): { base: Node; exponent: number } {
  if (node.kind === 'map' && node.fn === 'pow') {
    const [base, power] = node.args;
    const exponent = power && constantOf(power);
    if (base && exponent !== undefined) return { base, exponent };
  }
  return { base: node, exponent: 1 };
}

/** baseᵉ for a number e, in canonical form. */
export function power(g: Graph, base: Node, exponent: number): Node {
  if (exponent === 1) return base;
  if (exponent === 0) return constantLike(g, 1, base);
  const value = constantOf(base);
  const number = value === undefined ? undefined : exactPower(value, exponent);
  if (number !== undefined) return constantLike(g, number, base);
  return (
    powerOfPower(g, base, exponent) ??
    powerOfProduct(g, base, exponent) ??
    plainPower(g, base, exponent)
  );
}

const plainPower = (g: Graph, base: Node, exponent: number): Node =>
  reduced(g, [base], ([inner = base]) => g.map('pow', [inner, constantLike(g, exponent, inner)]));

const constantLike = (g: Graph, value: number, like: Node): Node =>
  broadcast(g, g.constant(value), [], like.shape);

/** A power of a number where it is one worth writing: √¼ is ½, √2 stays √2, and nothing over- or underflows. */
function exactPower(value: number, exponent: number): number | undefined {
  const result = Math.pow(value, exponent);
  if (!Number.isFinite(result) || (result === 0 && value !== 0)) return undefined;
  if (Number.isInteger(exponent) || value === 0) return result;
  const order = rootOrders.find((n) => Number.isInteger(exponent * n));
  const denominator = denominators.find((q) => Math.round(value * q) / q === value);
  if (order === undefined || denominator === undefined) return undefined;
  const above = wholeRoot(Math.round(value * denominator), order);
  const below = wholeRoot(denominator, order);
  if (above === undefined || below === undefined) return undefined;
  const turns = Math.abs(exponent * order);
  const [up, down] = [above ** turns, below ** turns];
  return exponent > 0 ? up / down : down / up;
}

/** The roots and the denominators that are looked for. */
const rootOrders = [2, 3, 4, 5, 6, 7, 8];
const denominators = Array.from({ length: 100 }, (_, k) => k + 1);

/** A root of a whole number where it is whole. */
function wholeRoot(radicand: number, order: number): number | undefined {
  const root = Math.round(radicand ** (1 / order));
  return root ** order === radicand ? root : undefined;
}

/** (xᵃ)ᵇ = xᵃᵇ for whole b or x ≥ 0; |x|ᵃᵇ for even a. */
function powerOfPower(g: Graph, node: Node, outer: number): Node | undefined {
  const { base, exponent } = powerParts(node);
  if (exponent === 1) return undefined;
  const merged = exponent * outer;
  if (Number.isInteger(outer) || I.isNonNegative(base.range)) return power(g, base, merged);
  return exponent % 2 === 0 ? power(g, map(g, 'abs', [base]), merged) : undefined;
}

/** (ab)ⁿ = aⁿbⁿ for whole n, or for the factors that are not negative. */
function powerOfProduct(g: Graph, node: Node, exponent: number): Node | undefined {
  if (node.kind !== 'contract' || !isPointwise(node)) return undefined;
  const { factors } = productOf(node);
  const free = Number.isInteger(exponent)
    ? factors
    : factors.filter((f) => I.isNonNegative(f.node.range));
  if (free.length === 0) return undefined;
  const kept = factors.filter((f) => !free.includes(f));
  // A product of shared products would be walked as a tree.
  return g.remembered(`${node.id} to ${exponent}`, () => {
    const raised = free.map((f) => ({ node: power(g, f.node, exponent), labels: f.labels }));
    const rest = kept.length === 0 ? [] : [keep(g, node, kept, exponent)];
    return pointwiseProduct(g, node, [...raised, ...rest]);
  });
}

/** The factors whose sign is not known, raised as one. */
function keep(g: Graph, node: Contract, factors: readonly Factor[], exponent: number): Factor {
  const base = pointwiseProduct(g, node, factors);
  const labels = [...base.shape.keys()];
  return { node: plainPower(g, base, exponent), labels };
}

const pointwiseProduct = (g: Graph, like: Contract, factors: readonly Factor[]): Node =>
  product(g, { factors, output: [...like.shape.keys()], sizes: like.shape, brackets: [] });
