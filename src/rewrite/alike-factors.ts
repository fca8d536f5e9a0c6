import { present } from '../base/invariant.ts';
import { product, type Contract, type Factor, type Graph, type Node } from '../graph/index.ts';

/** Factors of a sum that have the same axes, as a product of these axes. */
export interface AlikeFactors {
  readonly product: Node;
  /** The sum with something else in the place of that product. */
  readonly replacedBy: (product: Node) => Node;
}

/** The groups of two factors or more of a sum that vary alike. */
export function alikeFactors(g: Graph, node: Contract): AlikeFactors[] {
  const groups = new Map<string, Factor[]>();
  node.args.forEach((arg, k) => {
    const labels = present(node.labels[k]);
    const isPlain = labels.length > 0 && new Set(labels).size === labels.length;
    const key = isPlain ? String([...labels].sort((a, b) => a - b)) : '';
    if (isPlain) groups.set(key, [...(groups.get(key) ?? []), { node: arg, labels }]);
  });
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => asProduct(g, node, group));
}

function asProduct(g: Graph, node: Contract, group: readonly Factor[]): AlikeFactors {
  const isRows = (label: number): boolean => node.sizes[label] === 'rows';
  const all = present(group[0]).labels;
  // The data axis comes first in every node.
  const labels = [...all.filter(isRows), ...all.filter((label) => !isRows(label))];
  const at = (own: readonly number[]): number[] => own.map((label) => labels.indexOf(label));
  const whole = product(g, {
    factors: group.map((f) => ({ ...f, labels: at(f.labels) })),
    output: [...labels.keys()],
    sizes: labels.map((label) => present(node.sizes[label])),
    brackets: [],
  });
  const others = node.args.flatMap((arg, k): Factor[] =>
    group.some((f) => f.node === arg && f.labels === node.labels[k])
      ? []
      : [{ node: arg, labels: present(node.labels[k]) }],
  );
  return {
    product: whole,
    replacedBy: (replacement) =>
      product(g, {
        factors: [...others, { node: replacement, labels }],
        output: [...node.shape.keys()],
        sizes: node.sizes,
        brackets: node.brackets,
      }),
  };
}
