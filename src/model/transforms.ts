import { present } from '../base/invariant.ts';
import {
  apply,
  broadcast,
  einsum,
  minus,
  multiply,
  onehot,
  plus,
  reduce,
  type Graph,
  type Node,
} from '../graph/index.ts';
import type { Domain, DomainKind } from '../runtime/domain.ts';

/** How a parameter of a domain is made of numbers without constraint. */
interface Transform {
  /** The shape of the unconstrained numbers. */
  readonly thetaShape: (shape: readonly number[]) => readonly number[];
  readonly constrain: (g: Graph, theta: Node, domain: Domain) => Node;
}

const same = (shape: readonly number[]): readonly number[] => shape;

const shorter = (shape: readonly number[]): readonly number[] => [
  ...shape.slice(0, -1),
  present(shape.at(-1)) - 1,
];

/** a + (b − a)·σ(θ). */
function between(g: Graph, theta: Node, lower: number, upper: number): Node {
  const width = g.constant(upper - lower);
  return plus(g, g.constant(lower), multiply(g, width, apply(g, 'sigmoid', theta)));
}

/** The softmax of θ with a last logit 0. */
function softmaxWithZero(g: Graph, theta: Node): Node {
  const axes = [...theta.shape.keys()];
  const last = axes.length - 1;
  const size = Number(theta.shape[last]) + 1;
  const place = onehot(g, g.ramp(size - 1), size);
  const logits = einsum(g, last === 0 ? 'j,jk->k' : 'ij,jk->ik', theta, place);
  const total = reduce(g, 'logsumexp', logits, [last]);
  return apply(g, 'exp', minus(g, logits, broadcast(g, total, axes.slice(0, -1), logits.shape)));
}

/** θ₁, θ₁ + e^θ₂, θ₁ + e^θ₂ + e^θ₃, …: Σⱼ [1 ≤ j ≤ k]·e^θⱼ added to θ₀ (counting from 0). */
function increasing(g: Graph, theta: Node): Node {
  const size = Number(theta.shape.at(-1));
  const axis = (position: number): Node => broadcast(g, g.ramp(size), [position], [size, size]);
  const [k, j] = [axis(0), axis(1)];
  const mask = apply(g, 'and', apply(g, 'lessEqual', j, k), apply(g, 'greater', j, g.constant(0)));
  const [first, steps] = theta.shape.length === 1 ? ['j,j->', 'j,kj->k'] : ['ij,j->i', 'ij,kj->ik'];
  const start = einsum(g, first, theta, onehot(g, g.constant(0), size));
  const rows = [...theta.shape.keys()].slice(0, -1);
  return plus(
    g,
    broadcast(g, start, rows, theta.shape),
    einsum(g, steps, apply(g, 'exp', theta), mask),
  );
}

const unconstrained: Transform = { thetaShape: same, constrain: (_g, theta) => theta };

/** The transforms; what no parameter may be has none. */
const transforms: { readonly [K in DomainKind]: Transform | null } = {
  real: unconstrained,
  positive: { thetaShape: same, constrain: (g, theta) => apply(g, 'exp', theta) },
  unit: { thetaShape: same, constrain: (g, theta) => apply(g, 'sigmoid', theta) },
  interval: {
    thetaShape: same,
    constrain: (g, theta, d) =>
      between(
        g,
        theta,
        ...(d.kind === 'interval' ? ([d.lower, d.upper] as const) : ([0, 1] as const)),
      ),
  },
  simplex: { thetaShape: shorter, constrain: softmaxWithZero },
  ordered: { thetaShape: same, constrain: increasing },
  binary: null,
  count: null,
  category: null,
  weight: null,
};

/** The shape of the unconstrained numbers of a parameter. */
export const thetaShape = (domain: Domain, shape: readonly number[]): readonly number[] =>
  present(transforms[domain.kind]).thetaShape(shape);

/** A parameter as a function of its unconstrained numbers. */
export const constrain = (g: Graph, theta: Node, domain: Domain): Node =>
  present(transforms[domain.kind]).constrain(g, theta, domain);
