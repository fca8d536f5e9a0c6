import { compareTexts } from '../base/order.ts';
import { bracketOf, productOf, type Contract, type Factor, type Node } from '../graph/index.ts';

/** A set of factors over the same axes that some product has. */
type Team = readonly Node[];

/** Which factors stand together in the products of a graph: what is computed for one can serve others. */
export class SharedProducts {
  readonly #teams: ReadonlyMap<Node, readonly Team[]>;

  constructor(order: readonly Node[]) {
    const contracts = order.filter((node) => node.kind === 'contract');
    this.#teams = byRarest(contracts.flatMap(teamsOf), (team) => team);
  }

  /** The largest team among factors of equal labels that is not all of them. */
  within(nodes: readonly Node[]): Team | null {
    const own = new Set(nodes);
    const inside = nodes
      .flatMap((node) => this.#teams.get(node) ?? [])
      .filter((team) => team.length < own.size && team.every((node) => own.has(node)));
    return (
      inside.sort((a, b) => b.length - a.length || compareTexts(keyOf(a), keyOf(b)))[0] ?? null
    );
  }
}

/**
 * Groups by the one of its members that the fewest groups have: what looks for the groups inside of a set
 * finds each once, and does not go through all those of a member that many have.
 */
export function byRarest<T>(
  groups: readonly T[],
  membersOf: (group: T) => readonly Node[],
): ReadonlyMap<Node, readonly T[]> {
  const counts = new Map<Node, number>();
  const count = (node: Node): number => counts.get(node) ?? 0;
  for (const group of groups)
    for (const node of membersOf(group)) counts.set(node, count(node) + 1);
  const found = new Map<Node, T[]>();
  for (const group of groups) {
    const rarest = membersOf(group).reduce((a, b) => (count(b) < count(a) ? b : a));
    const known = found.get(rarest);
    if (known) known.push(group);
    else found.set(rarest, [group]);
  }
  return found;
}

const keyOf = (team: Team): string => team.map((node) => node.id).join();

function teamsOf(node: Contract): Team[] {
  return [...byLabels(productOf(node).factors).values()]
    .map((group) => group.map((factor) => factor.node))
    .filter((team) => team.length > 1);
}

/** Factors by the labels that they have, in order of appearance; numbers and brackets are no company. */
export function byLabels(factors: readonly Factor[]): Map<string, Factor[]> {
  const groups = new Map<string, Factor[]>();
  for (const factor of factors) {
    if (factor.node.kind === 'constant' || bracketOf(factor.node)) continue;
    const key = factor.labels.join();
    const known = groups.get(key);
    if (known) known.push(factor);
    else groups.set(key, [factor]);
  }
  return groups;
}
