import { present } from '../base/invariant.ts';
import {
  affineOf,
  childrenOf,
  dispatch,
  innerShape,
  isPointwise,
  postorder,
  type Axis,
  type ByKind,
  type Map as MapNode,
  type Node,
} from '../graph/index.ts';
import { inlineCosts, transcendental } from './cost.ts';
import { bound, isSum, summedLabels } from './gather.ts';
import { isOverRows } from './stage.ts';

/** What is computed on its own and kept, and what is computed inside that which uses it. */
export interface Plan {
  readonly kept: ReadonlySet<Node>;
  /** Sums that are accumulated on top of the other terms of the sum that they are a term of. */
  readonly absorbed: ReadonlySet<Node>;
}

/** How a node is used: by how many kept nodes, and whether over more positions than it has. */
interface Usage {
  count: number;
  isRepeated: boolean;
}

/**
 * Keeps sums and other reductions, and what would otherwise be computed again and again: costly values
 * that are used more than once or in a loop over more than their own axes.
 */
export function planStorage(roots: readonly Node[], named: ReadonlySet<Node>): Plan {
  const order = postorder(roots);
  const costs = inlineCosts(order, mustKeep);
  const numbers = numbersIn(order);
  const deep = deepIn(order);
  const usage = new Map<Node, Usage>(order.map((node) => [node, { count: 0, isRepeated: false }]));
  roots.forEach((root) => present(usage.get(root)).count++);
  const kept = new Set<Node>();
  const absorbed = new Set<Node>();
  const ofSum = new Set<Node>();
  for (const node of order.toReversed()) {
    const use = present(usage.get(node));
    const isNamed = named.has(node);
    if (numbers.has(node)) continue;
    if (use.count === 1 && ofSum.has(node)) absorbed.add(node);
    else if (deep.has(node) || isWorthKeeping(node, use, present(costs.get(node)), isNamed))
      kept.add(node);
    passUsage(node, use, kept.has(node) || absorbed.has(node), usage);
    if (node.kind === 'map' && node.fn === 'add' && kept.has(node))
      addends(node).forEach((arg) => ofSum.add(arg));
  }
  return { kept, absorbed };
}

/** An expression that is deeper than this is cut, so that what walks over it does not run out of stack. */
const deepest = 200;

/** Nodes at which expressions are cut. */
function deepIn(order: readonly Node[]): ReadonlySet<Node> {
  const deep = new Set<Node>();
  const depths = new Map<Node, number>();
  for (const node of order) {
    const children = childrenOf(node);
    // A sum is written as additions from the left.
    const own = node.kind === 'map' && node.fn === 'add' ? children.length : 1;
    const inner = children.reduce((most, child) => Math.max(most, depths.get(child) ?? 0), 0);
    const isCut = own + inner > deepest && (node.kind === 'map' || node.kind === 'contract');
    if (isCut) deep.add(node);
    depths.set(node, isCut || mustKeep(node) ? 0 : own + inner);
  }
  return deep;
}

/** What is made of numbers only, such as −½·log(2π) for each element: it is written where it is used. */
function numbersIn(order: readonly Node[]): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const node of order) {
    const isElementwise = node.kind === 'map' || (node.kind === 'contract' && isPointwise(node));
    const isMade = isElementwise && childrenOf(node).every((child) => found.has(child));
    if (node.kind === 'constant' || isMade) found.add(node);
  }
  return found;
}

/** Reductions have a loop of their own; a stack is filled part by part. */
export const mustKeep = (node: Node): boolean =>
  isSum(node) || node.kind === 'reduce' || node.kind === 'stack';

/** Terms of a sum that are sums in loops themselves and could be accumulated in place. */
export const addends = (node: MapNode): Node[] =>
  node.args.filter((arg) => isSum(arg) && !isOverRows(arg));

function isWorthKeeping(node: Node, use: Usage, cost: number, isNamed: boolean): boolean {
  if (mustKeep(node)) return true;
  if (node.kind !== 'map' && node.kind !== 'contract') return false;
  if (node.kind === 'map' && node.fn === 'add' && addends(node).length > 0) return true;
  if (node.kind === 'map' && node.rule.condition && cost < transcendental) return false;
  if (affineOf(node)) return false;
  const isScalar = innerShape(node).length === 0;
  if (isNamed && isScalar && cost > 0) return true;
  return (use.count > 1 || use.isRepeated) && cost >= (isScalar ? 1 : 2);
}

function passUsage(node: Node, use: Usage, isKept: boolean, usage: ReadonlyMap<Node, Usage>): void {
  const around = loopsOver(node);
  childrenOf(node).forEach((child, k) => {
    const own = present(usage.get(child));
    own.count += isKept ? 1 : use.count;
    const lacks = dispatch(lacking, node, k, around);
    own.isRepeated ||= lacks || (!isKept && use.isRepeated);
  });
}

/** The labels that a node's own loops run over: its axes, and those that it sums. */
const loopsOver = (node: Node): readonly (number | Axis)[] =>
  node.kind === 'contract' ? [...node.shape.keys(), ...summedLabels(node)] : [...node.shape.keys()];

/** Whether argument k does not vary over all the loops of the node. */
const lacking: ByKind<[number, readonly (number | Axis)[]], boolean> = {
  constant: () => false,
  symbol: () => false,
  ramp: () => false,
  map: () => false,
  contract: (n, k, around) => {
    const own = n.labels[k];
    if (!own) return true;
    const fixed = new Map(bound(n).map((b) => [b.label, b.labels]));
    const free = (label: number): readonly number[] => fixed.get(label)?.flatMap(free) ?? [label];
    const carried = own.flatMap(free);
    return around.some((label) => !carried.includes(label as number));
  },
  reduce: () => false,
  stack: () => false,
};
