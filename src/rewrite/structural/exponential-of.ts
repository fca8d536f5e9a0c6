import { present } from '../../base/invariant.ts';
import {
  broadcast,
  dependsOn,
  map,
  multiply,
  plus,
  power,
  restrict,
  scale,
  splitCoefficient,
  type ElementwiseName,
  type Graph,
  type Map,
  type Node,
  termsOf,
} from '../../graph/index.ts';

/** An elementwise function that a node is, looked at without the axes along which it is repeated. */
export function throughAxes(g: Graph, node: Node, f: (inner: Map) => Node | null): Node | null {
  const axes = [...node.shape.keys()].filter((axis) => dependsOn(node, axis));
  const inner = restrict(g, node, axes);
  const found = inner.kind === 'map' ? f(inner) : null;
  return found && broadcast(g, found, axes, node.shape);
}

/** The argument of a call of a function of one argument, of the shape of the call; null for all else. */
export const argumentOf = (g: Graph, node: Node, fn: ElementwiseName): Node | null =>
  throughAxes(g, node, (inner) => (inner.fn === fn ? present(inner.args[0]) : null));

/** eˡ, and whether it is nothing that underflows long before l does. */
export interface Exponential {
  readonly node: Node;
  readonly isPlain: boolean;
}

/** e^(k·log u + v + …) = uᵏ·e^(v + …). */
export function exponentialOf(g: Graph, l: Node): Exponential {
  const powers = termsOf(l).map((term) => powerOf(g, term));
  const left = termsOf(l).filter((_, i) => powers[i] === null);
  const factors = powers.filter((factor) => factor !== null);
  const rest = left.length === 0 ? [] : [map(g, 'exp', [plus(g, ...left)])];
  return {
    node: multiply(g, ...factors, ...rest),
    isPlain: left.length === 0 && !termsOf(l).some((term) => softOf(g, term)),
  };
}

/** The z of k·log log(1 + eᶻ). */
const softOf = (g: Graph, term: Node): Node | null =>
  argumentOf(g, splitCoefficient(g, term).rest, 'logsoftplus');

/** uᵏ for k·log u or k·log(1 + (u − 1)). */
function powerOf(g: Graph, term: Node): Node | null {
  const { coefficient, rest } = splitCoefficient(g, term);
  const shifted = argumentOf(g, rest, 'log1p');
  const soft = softOf(g, term);
  if (soft) return power(g, map(g, 'softplus', [soft]), coefficient);
  const base = shifted ? plus(g, shifted, g.constant(1)) : argumentOf(g, rest, 'log');
  return base && power(g, base, coefficient);
}

type Complement = (g: Graph, argument: Node) => Node;

/** log(1 − eˡ) of l as a multiple of a function; the keys are that number and the function. */
const complements: Readonly<Record<string, Complement>> = {
  '1 log': (g, u) => map(g, 'log1p', [scale(g, -1, u)]),
  '-1 softplus': (g, z) => scale(g, -1, map(g, 'softplus', [scale(g, -1, z)])),
  '-1 log1p': (g, u) => scale(g, -1, map(g, 'log1p', [power(g, u, -1)])),
  '1 log1mexp': (_g, l) => l,
};

/** Whether eˡ + eᵐ = 1. */
export const areComplements = (g: Graph, l: Node, m: Node): boolean =>
  complementOf(g, l) === m || complementOf(g, m) === l;

function complementOf(g: Graph, l: Node): Node | null {
  const { coefficient, rest } = splitCoefficient(g, l);
  return throughAxes(g, rest, ({ fn, args }) => {
    const complement = complements[`${coefficient} ${fn}`];
    return complement ? complement(g, present(args[0])) : null;
  });
}
