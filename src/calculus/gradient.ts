import { present } from '../base/invariant.ts';
import {
  childrenOf,
  dispatch,
  filled,
  plus,
  postorder,
  type Graph,
  type Node,
} from '../graph/index.ts';
import { adjointRules, type Contribution } from './adjoints.ts';
import { anyOf, guardsAt, type Guard } from './guards.ts';

/** Receives each step of the sweep: a node, its adjoint, and what it passes to its arguments. */
export interface SweepListener {
  readonly visited: (node: Node, adjoint: Node, contributions: readonly Contribution[]) => void;
}

export interface SweepOptions {
  readonly listener?: SweepListener;
  /** A branch that is not taken has no slope, even where its partials are no numbers. */
  readonly guarded?: boolean;
}

/**
 * ∂root/∂w for each w, by a reverse sweep: each node is visited once, after all that use it, so shared
 * parts are differentiated once and the gradient is of the size of the graph. The result is a graph
 * again and can be differentiated itself. `root` must be a scalar; a gradient has the shape of its w.
 */
export function gradient(
  g: Graph,
  root: Node,
  wrt: readonly Node[],
  { listener, guarded = false }: SweepOptions = {},
): Node[] {
  const parts = new Map<Node, Node[]>([[root, [g.constant(1)]]]);
  const adjointOf = (node: Node): Node | undefined => {
    const own = parts.get(node);
    return own && (own.length === 1 ? own[0] : plus(g, ...own));
  };
  const uses = new Map<Node, Guard[]>([[root, [null]]]);
  const order = postorder([root]);
  const active = dependants(order, wrt);
  for (const node of order.toReversed()) {
    const adjoint = active.has(node) ? adjointOf(node) : undefined;
    if (adjoint === undefined) continue;
    const guard = anyOf(g, uses.get(node) ?? [null]);
    const passed = dispatch(adjointRules, node, g, adjoint, guard).filter((c) => active.has(c.to));
    listener?.visited(node, adjoint, passed);
    for (const { to, adjoint: part } of passed) append(parts, to, part);
    const guards = guarded ? guardsAt(g, node, guard) : null;
    childrenOf(node).forEach((child, k) => append(uses, child, guards?.[k] ?? null));
  }
  return wrt.map((w) => adjointOf(w) ?? filled(g, 0, w.shape));
}

function append<T>(lists: Map<Node, T[]>, key: Node, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The nodes whose value depends on a w. */
function dependants(order: readonly Node[], wrt: readonly Node[]): ReadonlySet<Node> {
  const active = new Set<Node>(wrt);
  for (const node of order) {
    if (childrenOf(node).some((child) => active.has(child))) active.add(node);
  }
  return active;
}

/** ∂²root/∂v∂w as the gradient of the elements of the gradient, for scalars v and w. */
export const secondPartial = (g: Graph, root: Node, v: Node, w: Node): Node =>
  present(gradient(g, present(gradient(g, root, [v])[0]), [w])[0]);
