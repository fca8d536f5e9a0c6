import { present } from '../base/invariant.ts';
import {
  apply,
  broadcast,
  instantiate,
  isAlwaysFinite,
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
  type Factor,
  type Graph,
  type Map,
  type Node,
  type Reduce,
  type ReduceName,
} from '../graph/index.ts';
import { guarded, type Guard } from './guards.ts';

/** What a node passes to one of its arguments: a part of the argument's adjoint. */
export interface Contribution {
  readonly to: Node;
  readonly adjoint: Node;
}

/** The chain rule for each kind of node, by its adjoint and its guard: one row each. */
export const adjointRules: ByKind<[Graph, Node, Guard], readonly Contribution[]> = {
  constant: () => [],
  symbol: () => [],
  ramp: () => [],
  map: (n, g, adjoint, guard) =>
    n.args.flatMap((arg, k) => {
      const partial = partialOf(g, n, k);
      if (partial === null) return [];
      return [{ to: arg, adjoint: multiply(g, adjoint, guarded(g, guard, partial)) }];
    }),
  contract: (n, g, adjoint, guard) =>
    n.args.map((arg, k) => ({ to: arg, adjoint: contractAdjoint(g, n, k, adjoint, guard) })),
  reduce: (n, g, adjoint, guard) => {
    const partial = reducePartials[n.op](g, n, place(g, n, n));
    const own = guard && place(g, n, guard);
    return [{ to: n.arg, adjoint: multiply(g, place(g, n, adjoint), guarded(g, own, partial)) }];
  },
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
function contractAdjoint(g: Graph, node: Contract, k: number, adjoint: Node, guard: Guard): Node {
  const { factors, output: own, sizes, brackets } = productOf(node);
  const { labels } = present(factors[k]);
  const { output, twins } = distinctLabels(labels, sizes.length);
  const others = factors.filter((_, i) => i !== k).map((f) => guardedFactor(g, node, f, guard));
  return product(g, {
    factors: [{ node: adjoint, labels: own }, ...others],
    output,
    sizes: [...sizes, ...twins.map(({ along }) => present(sizes[along]))],
    brackets: [...brackets, ...twins],
  });
}

/** A factor of a product that counts where its guard is true. */
function guardedFactor(g: Graph, { sizes, shape }: Contract, f: Factor, guard: Guard): Factor {
  if (guard === null || isAlwaysFinite(f.node)) return f;
  const rows = (label: number): boolean => sizes[label] === 'rows';
  const used = [...new Set([...shape.keys(), ...f.labels])];
  const labels = [...used.filter(rows), ...used.filter((label) => !rows(label))];
  const whole = labels.map((label) => present(sizes[label]));
  const at = (own: readonly number[]): number[] => own.map((label) => labels.indexOf(label));
  const condition = broadcast(g, guard, at([...shape.keys()]), whole);
  return { node: guarded(g, condition, broadcast(g, f.node, at(f.labels), whole)), labels };
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

type ReducePartial = (g: Graph, node: Reduce, value: Node) => Node;

/** The adjoint goes to the elements that attain the extremum, in equal shares. */
const extremum: ReducePartial = (g, node, value) => {
  const attains = apply(g, 'equal', node.arg, value);
  const share = pow(g, place(g, node, sum(g, attains, node.axes)), g.constant(-1));
  return multiply(g, attains, share);
};

const reducePartials: { readonly [K in ReduceName]: ReducePartial } = {
  max: extremum,
  min: extremum,
  // ∂ log Σ exp a / ∂aₖ = exp(aₖ − log Σ exp a)
  logsumexp: (g, node, value) => apply(g, 'exp', minus(g, node.arg, value)),
  // ∂ Π a / ∂aₖ = Π of the others: the whole over aₖ, or, where aₖ is the only zero, what is left.
  prod: (g, node) => {
    const isZero = apply(g, 'equal', node.arg, g.constant(0));
    const filled = apply(g, 'where', isZero, g.constant(1), node.arg);
    const others = multiply(
      g,
      place(g, node, reduce(g, 'prod', filled, node.axes)),
      pow(g, filled, g.constant(-1)),
    );
    const zeros = place(g, node, sum(g, isZero, node.axes));
    const otherZeros = plus(g, zeros, multiply(g, g.constant(-1), isZero));
    return apply(g, 'where', otherZeros, g.constant(0), others);
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
