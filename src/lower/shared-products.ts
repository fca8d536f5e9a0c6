import { present } from '../base/invariant.ts';
import { compareTexts } from '../base/order.ts';
import type { Contract, Factor, Node } from '../graph/index.ts';

/** A set of factors over the same axes that some product has. */
type Team = readonly Node[];

/** Which factors stand together in the products of a graph: what is computed for one can serve others. */
export class SharedProducts {
  readonly #teams = new Map<Node, Set<Team>>();

  constructor(order: readonly Node[]) {
    for (const node of order) {
      if (node.kind !== 'contract') continue;
      for (const team of teamsOf(node)) this.#add(team);
    }
  }

  /** The largest team among factors of equal labels that is not all of them. */
  within(nodes: readonly Node[]): Team | null {
    const own = new Set(nodes);
    const candidates = new Set(nodes.flatMap((node) => [...(this.#teams.get(node) ?? [])]));
    const inside = [...candidates].filter(
      (team) => team.length < own.size && team.every((node) => own.has(node)),
    );
    return (
      inside.sort((a, b) => b.length - a.length || compareTexts(keyOf(a), keyOf(b)))[0] ?? null
    );
  }

  #add(team: Team): void {
    for (const node of team) {
      const known = this.#teams.get(node) ?? new Set<Team>();
      this.#teams.set(node, known.add(team));
    }
  }
}

const keyOf = (team: Team): string => team.map((node) => node.id).join();

function teamsOf(node: Contract): Team[] {
  const factors = node.args.map((arg, k): Factor => ({
    node: arg,
    labels: present(node.labels[k]),
  }));
  return [...byLabels(factors).values()]
    .map((group) => group.map((factor) => factor.node))
    .filter((team) => team.length > 1);
}

/** Factors by the labels that they have, in order of appearance; numbers and one-hots are no company. */
export function byLabels(factors: readonly Factor[]): Map<string, Factor[]> {
  const groups = new Map<string, Factor[]>();
  for (const factor of factors) {
    if (factor.node.kind === 'constant' || factor.node.kind === 'onehot') continue;
    const key = factor.labels.join();
    groups.set(key, [...(groups.get(key) ?? []), factor]);
  }
  return groups;
}
