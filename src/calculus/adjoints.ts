import { present } from '../base/invariant.ts';
import {
  apply,
  broadcast,
  instantiate,
  minus,
  multiply,
  plus,
  pow,
  product,
  productOf,
  reduce,
  sum,
  type Along,
  type ByKind,
  type Contract,
  type Graph,
  type Map,
  type Node,
  type Reduce,
  type ReduceName,
} from '../graph/index.ts';

/** What a node passes to one of its arguments: a part of the argument's adjoint. */
export interface Contribution {
  readonly to: Node;
  readonly adjoint: Node;
}

/** The chain rule for each kind of node: one row each. */
export const adjointRules: ByKind<[Graph, Node], readonly Contribution[]> = {
  constant: () => [],
  symbol: () => [],
  ramp: () => [],
  map: (n, g, adjoint) =>
    n.args.flatMap((arg, k) => {
      const partial = partialOf(g, n, k);
      return partial === null ? [] : [{ to: arg, adjoint: multiply(g, adjoint, partial) }];
    }),
  contract: (n, g, adjoint) =>
    n.args.map((arg, k) => ({ to: arg, adjoint: contractAdjoint(g, n, k, adjoint) })),
  reduce: (n, g, adjoint) => [
    { to: n.arg, adjoint: reducePartials[n.op](g, n, place(g, n, adjoint), place(g, n, n)) },
  ],
  stack: (n, g, adjoint) =>
    n.parts.map((part, k) => ({
      to: part,
      adjoint: takePart(g, adjoint, n.axis, k),
    })),
};

/** ∂f/∂(argument k), or null where it is zero everywhere. */
export function partialOf(g: Graph, node: Map, k: number): Node | null {
  if (node.fn === 'add') return broadcast(g, g.constant(1), [], node.shape);
  const text = present(node.rule.partials[k], `${node.fn}: partial ${k}`);
  if (text === '0') return null;
  const letters = ['a', 'b', 'c'];
  const bindings = new globalThis.Map<string, Node>([
    ...node.args.map((arg, i): [string, Node] => [present(letters[i]), arg]),
    ['f', node],
  ]);
  return instantiate(g, g.formula(text), bindings);
}

/** For C = Σ A·B: A's adjoint is the product of C's adjoint and B where the brackets hold, summed over what A lacks. */
function contractAdjoint(g: Graph, node: Contract, k: number, adjoint: Node): Node {
  const { factors, output: own, sizes, brackets } = productOf(node);
  const { labels } = present(factors[k]);
  const { output, twins } = distinctLabels(labels, sizes.length);
  return product(g, {
    factors: [{ node: adjoint, labels: own }, ...factors.filter((_, i) => i !== k)],
    output,
    sizes: [...sizes, ...twins.map(({ along }) => present(sizes[along]))],
    brackets: [...brackets, ...twins],
  });
}

/** A diagonal (a label twice in one argument) passes its adjoint to the diagonal alone. */
function distinctLabels(
  own: readonly number[],
  next: number,
): { output: number[]; twins: readonly Along[] } {
  const twins: Along[] = [];
  const output = own.map((along, i) => {
    if (own.indexOf(along) === i) return along;
    const label = next + twins.length;
    twins.push({ kind: 'along', label, along, stride: 1, offset: 0 });
    return label;
  });
  return { output, twins };
}

/** A reduction's value or adjoint, repeated along the axes that were reduced. */
function place(g: Graph, node: Reduce, value: Node): Node {
  const axes = [...node.arg.shape.keys()].filter((axis) => !node.axes.includes(axis));
  return broadcast(g, value, axes, node.arg.shape);
}

type ReducePartial = (g: Graph, node: Reduce, adjoint: Node, value: Node) => Node;

/** The adjoint goes to the elements that attain the extremum, in equal shares. */
const extremum: ReducePartial = (g, node, adjoint, value) => {
  const attains = apply(g, 'equal', node.arg, value);
  const share = pow(g, place(g, node, sum(g, attains, node.axes)), g.constant(-1));
  return multiply(g, adjoint, attains, share);
};

const reducePartials: { readonly [K in ReduceName]: ReducePartial } = {
  max: extremum,
  min: extremum,
  // ∂ log Σ exp a / ∂aₖ = exp(aₖ − log Σ exp a)
  logsumexp: (g, node, adjoint, value) =>
    multiply(g, adjoint, apply(g, 'exp', minus(g, node.arg, value))),
  // ∂ Π a / ∂aₖ = Π of the others: the whole over aₖ, or, where aₖ is the only zero, what is left.
  prod: (g, node, adjoint) => {
    const isZero = apply(g, 'equal', node.arg, g.constant(0));
    const filled = apply(g, 'where', isZero, g.constant(1), node.arg);
    const others = multiply(
      g,
      place(g, node, reduce(g, 'prod', filled, node.axes)),
      pow(g, filled, g.constant(-1)),
    );
    const zeros = place(g, node, sum(g, isZero, node.axes));
    const otherZeros = plus(g, zeros, multiply(g, g.constant(-1), isZero));
    const exact = apply(g, 'where', otherZeros, g.constant(0), others);
    return multiply(g, adjoint, exact);
  },
};

/** Part k of a tensor that was stacked along an axis. */
function takePart(g: Graph, adjoint: Node, axis: number, position: number): Node {
  const labels = [...adjoint.shape.keys()];
  return product(g, {
    factors: [{ node: adjoint, labels }],
    output: labels.filter((label) => label !== axis),
    sizes: adjoint.shape,
    brackets: [{ kind: 'at', label: axis, position }],
  });
}
