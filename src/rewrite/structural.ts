import { present } from '../base/invariant.ts';
import {
  isPointwise,
  map,
  product,
  type Contract,
  type Factor,
  type Graph,
  type Map,
  type Node,
} from '../graph/index.ts';

/** A rewrite of axes, which no elementwise pattern can say; `head` is what it looks at. */
export interface StructuralRule {
  readonly name: string;
  readonly head: string;
  readonly rewrite: (g: Graph, node: Node) => Node | null;
}

/** The label that a factor's one-hot sums over, where the contraction does nothing but pick by it. */
interface Pick {
  readonly node: Contract;
  readonly hot: number;
}

/** A contraction that picks: one sum, over the axis of a one-hot factor, so exactly one summand counts. */
function pickOf(node: Node): Pick | null {
  if (node.kind !== 'contract' || node.sizes.length !== node.shape.length + 1) return null;
  const summed = node.shape.length;
  const hot = node.args.findIndex(
    (arg, k) => arg.kind === 'onehot' && present(node.labels[k]).at(-1) === summed,
  );
  const once = node.labels.filter((labels) => labels.includes(summed)).length >= 2;
  return hot >= 0 && once ? { node, hot } : null;
}

/** f(Σₖ tₖ [k = i]) = Σₖ f(tₖ) [k = i]: a function of a picked element is the picked function. */
const mapOfPick = (fn: Map['fn']): StructuralRule => ({
  name: `${fn} of a picked element`,
  head: fn,
  rewrite: (g, node) => {
    if (node.kind !== 'map' || node.args.length !== 1) return null;
    const pick = pickOf(present(node.args[0]));
    return pick && pickMapped(g, pick, (summand) => map(g, fn, [summand]));
  },
});

function pickMapped(g: Graph, { node, hot }: Pick, f: (summand: Node) => Node): Node {
  const all = [...node.sizes.keys()];
  const factors = node.args.map((arg, k): Factor => ({
    node: arg,
    labels: present(node.labels[k]),
  }));
  const summand = product(g, {
    factors: factors.filter((_, k) => k !== hot),
    output: all,
    sizes: node.sizes,
  });
  return product(g, {
    factors: [{ node: f(summand), labels: all }, present(factors[hot])],
    output: all.slice(0, node.shape.length),
    sizes: node.sizes,
  });
}

/** Σₖ (a + b)ₖ [k = i] = Σₖ aₖ [k = i] + Σₖ bₖ [k = i]; a term without the axis is what it was. */
const pickOfSum: StructuralRule = {
  name: 'a picked element of a sum',
  head: 'total',
  rewrite: (g, node) => {
    const pick = pickOf(node);
    if (!pick || node.kind !== 'contract' || node.args.length !== 2) return null;
    const other = pick.hot === 0 ? 1 : 0;
    const terms = present(node.args[other]);
    if (terms.kind !== 'map' || terms.fn !== 'add') return null;
    const labels = present(node.labels[other]);
    const picked = terms.args.map((term) =>
      pickTerm(
        g,
        node,
        { node: term, labels },
        present(node.args[pick.hot]),
        present(node.labels[pick.hot]),
      ),
    );
    return map(g, 'add', picked);
  },
};

function pickTerm(
  g: Graph,
  node: Contract,
  term: Factor,
  hot: Node,
  hotLabels: readonly number[],
): Node {
  const output = [...node.shape.keys()];
  const summed = node.shape.length;
  const flat = term.node.kind === 'contract' && isPointwise(term.node) ? term.node : null;
  const position = term.labels.indexOf(summed);
  const varies = !flat || flat.labels.some((labels) => labels.includes(position));
  if (varies) {
    return product(g, {
      factors: [term, { node: hot, labels: hotLabels }],
      output,
      sizes: node.sizes,
    });
  }
  // The one-hot sums to 1 where the index is in range, which the domain of a category guarantees.
  const parts = flat.args.map((arg, k): Factor => ({
    node: arg,
    labels: present(flat.labels[k]).map((l) => present(term.labels[l])),
  }));
  return product(g, { factors: parts, output, sizes: node.sizes.slice(0, summed) });
}

export const structuralRules: readonly StructuralRule[] = [
  mapOfPick('log'),
  mapOfPick('exp'),
  pickOfSum,
];
