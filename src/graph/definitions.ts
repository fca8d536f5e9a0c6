import { childrenOf, isPointwise, type Node } from './node.ts';
import { postorder } from './walk.ts';

export interface DefinitionOptions {
  /** Shared parts of fewer nodes are written out each time. */
  readonly smallest?: number;
  /** A part of more nodes gets a name though it stands in one place. */
  readonly largest?: number;
  /** What the names start with; numbers follow. */
  readonly letter?: string;
}

/**
 * Parts of some formulas that need names of their own, so that the formulas written out are no longer than
 * the graph: what is shared and not small, and what is too large for one line. Each part follows those that
 * it uses. Nodes in `names`, and the roots, have names already.
 */
export function definitions(
  roots: readonly Node[],
  names: ReadonlyMap<Node, string>,
  { smallest = 6, largest = 40, letter = 'u' }: DefinitionOptions = {},
): [name: string, node: Node][] {
  const taken = new Set(names.values());
  const order = postorder(roots);
  const uses = countUses(order);
  const sizes = new globalThis.Map<Node, number>();
  const found: [string, Node][] = [];
  for (const node of order) {
    const size = 1 + childrenOf(node).reduce((sum, child) => sum + (sizes.get(child) ?? 0), 0);
    const isNamed = names.has(node) || roots.includes(node);
    const isLong = size > largest || (size >= smallest && (uses.get(node) ?? 0) > 1);
    const isDefined = isLong && !isNamed && !isBroadcast(node);
    if (isDefined) found.push([nextName(letter, taken), node]);
    sizes.set(node, isNamed || isDefined ? 1 : size);
  }
  return found;
}

/** In how many places each node is written; a broadcast is written as what it repeats. */
function countUses(order: readonly Node[]): ReadonlyMap<Node, number> {
  const uses = new globalThis.Map<Node, number>();
  for (const node of order.toReversed()) {
    const places = isBroadcast(node) ? (uses.get(node) ?? 1) : 1;
    for (const child of childrenOf(node)) uses.set(child, (uses.get(child) ?? 0) + places);
  }
  return uses;
}

/** Written as what it repeats or transposes. */
const isBroadcast = (node: Node): boolean =>
  node.kind === 'contract' && node.args.length === 1 && isPointwise(node);

function nextName(letter: string, taken: Set<string>): string {
  for (let k = 1; ; k++) {
    const name = `${letter}${k}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
