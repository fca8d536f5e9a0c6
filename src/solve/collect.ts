import {
  filled,
  plus,
  power,
  powerParts,
  product,
  type Factor,
  type Graph,
  type Involves,
  type Node,
  type Product,
} from '../graph/index.ts';
import type { Reason } from './closed-form.ts';
import { standingIn } from './standing.ts';

/** slope·unknown^exponent + constant = 0. */
export interface Collected {
  /** The parameter's symbol, or an invertible function of it. */
  readonly unknown: Node;
  readonly exponent: number;
  readonly slope: Node;
  readonly constant: Node;
}

export type Outcome<T> =
  | { readonly solved: T; readonly reason?: never }
  | { readonly reason: Reason; readonly solved?: never };

interface Part {
  readonly unknown: Node;
  readonly exponent: number;
  readonly coefficient: Node;
}

/** Collects the coefficients of the one power of the parameter, or of a function of it, in the terms. */
export function collect(
  g: Graph,
  terms: readonly Product[],
  symbol: Node,
  involves: Involves,
): Outcome<Collected> {
  const parts: Part[] = [];
  const constants: Node[] = [];
  const others = terms.flatMap((term) =>
    term.factors.filter((f) => involves(f.node) && !isPowerOf(f, symbol)),
  );
  const reason = standingIn(others);
  if (reason) return { reason };
  for (const term of terms) {
    const found = term.factors.filter((f) => involves(f.node));
    const [factor] = found;
    if (!factor) {
      constants.push(product(g, term));
      continue;
    }
    if (found.length > 1) return { reason: { kind: 'powers' } };
    if (!isAlong(factor, term)) return { reason: { kind: 'coupled' } };
    parts.push(partOf(g, term, factor));
  }
  return combine(g, parts, constants, symbol);
}

function combine(
  g: Graph,
  parts: readonly Part[],
  constants: readonly Node[],
  symbol: Node,
): Outcome<Collected> {
  const [first] = parts;
  if (!first) return { reason: { kind: 'level' } };
  const other = parts.find((p) => p.unknown !== first.unknown);
  if (other) {
    const node = [first.unknown, other.unknown].find((unknown) => unknown !== symbol);
    return { reason: { kind: 'function', node: node ?? other.unknown } };
  }
  if (parts.some((p) => p.exponent !== first.exponent)) return { reason: { kind: 'powers' } };
  const slope = plus(g, ...parts.map((p) => p.coefficient));
  const constant = plus(g, filled(g, 0, slope.shape), ...constants);
  return { solved: { unknown: first.unknown, exponent: first.exponent, slope, constant } };
}

/** The parameter, or an invertible function of it, raised to a number. */
function isPowerOf({ node }: Factor, symbol: Node): boolean {
  const { base } = powerParts(node);
  if (base === symbol) return true;
  return base.kind === 'map' && base.rule.inverse !== undefined && base.args[0] === symbol;
}

/** Whether a factor has the axes of the equation as they are. */
export const isAlong = ({ labels }: Factor, { output }: Product): boolean =>
  labels.length === output.length && labels.every((label, axis) => label === output[axis]);

function partOf(g: Graph, term: Product, factor: Factor): Part {
  const { base, exponent } = powerParts(factor.node);
  const factors = term.factors.filter((f) => f !== factor);
  return { unknown: base, exponent, coefficient: product(g, { ...term, factors }) };
}

/** unknown^exponent, as steps show it. */
export const unknownOf = (g: Graph, { unknown, exponent }: Collected): Node =>
  power(g, unknown, exponent);
