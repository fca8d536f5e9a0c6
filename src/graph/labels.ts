import type { Node } from './node.ts';

interface Labelled {
  readonly node: Node;
  readonly labels: readonly number[];
}

/** Labels by new numbers: the output's first, the summed ones as they come. */
export interface Numbering {
  readonly labels: readonly (readonly number[])[];
  /** The old label of each new one. */
  readonly order: readonly number[];
}

/**
 * Numbers the labels of factors that are in order but for equal nodes: of the orders that those allow, the
 * one with the least labels, so that the names of the labels do not matter.
 */
export function numbered(factors: readonly Labelled[], output: readonly number[]): Numbering {
  const isOneOrder = factors.every((factor, k) => factor.node !== factors[k + 1]?.node);
  if (isOneOrder) return numberInOrder(factors, output);
  const candidates = orderings(factors).map((ordering) => numberInOrder(ordering, output));
  return candidates.reduce((a, b) => (compare(b.labels, a.labels) < 0 ? b : a));
}

function numberInOrder(factors: readonly Labelled[], output: readonly number[]): Numbering {
  const order = [...new Set([...output, ...factors.flatMap((f) => f.labels)])];
  const number = new globalThis.Map(order.map((label, i) => [label, i]));
  return { labels: factors.map((f) => f.labels.map((label) => number.get(label) ?? 0)), order };
}

/** Of more factors of one node, the orders are not tried. */
const mostEqual = 4;

function orderings(factors: readonly Labelled[]): Labelled[][] {
  return runsOfEqualNodes(factors).reduce<Labelled[][]>(
    (all, run) => {
      const orders = permutations(run);
      return all.flatMap((before) => orders.map((order) => [...before, ...order]));
    },
    [[]],
  );
}

function runsOfEqualNodes(factors: readonly Labelled[]): Labelled[][] {
  const runs: Labelled[][] = [];
  for (const factor of factors) {
    const last = runs.at(-1);
    if (last?.[0]?.node === factor.node) last.push(factor);
    else runs.push([factor]);
  }
  return runs;
}

function permutations(items: readonly Labelled[]): Labelled[][] {
  if (items.length < 2 || items.length > mostEqual) return [[...items]];
  return items.flatMap((first, i) =>
    permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]),
  );
}

function compare(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  const [x, y] = [a.flat(), b.flat()];
  return x.reduce((order, label, i) => order || label - (y[i] ?? 0), 0);
}
