import { present } from '../../base/invariant.ts';
import {
  constantOf,
  dependsOn,
  minus,
  restrict,
  splitCoefficient,
  substitute,
  termsOf,
  type Graph,
  type Node,
} from '../../graph/index.ts';
import type { StructuralRule } from './structural-rule.ts';

/** The symbol and the value of a test u = c. */
interface Point {
  readonly symbol: Node;
  readonly value: Node;
}

/** u = c or eᵘ = c for a symbol u and a number c, or for the difference of both and 0. */
function pointOf(g: Graph, condition: Node): Point | null {
  const axes = [...condition.shape.keys()].filter((axis) => dependsOn(condition, axis));
  const test = restrict(g, condition, axes);
  if (test.kind !== 'map' || test.fn !== 'equal') return null;
  const difference = minus(g, present(test.args[0]), present(test.args[1]));
  for (const term of termsOf(difference)) {
    const { coefficient, rest } = splitCoefficient(g, term);
    const value = constantOf(minus(g, term, difference));
    if (value === undefined) continue;
    const at = value / coefficient;
    if (rest.kind === 'symbol') return { symbol: rest, value: g.constant(at) };
    const exponent = rest.kind === 'map' && rest.fn === 'exp' && at > 0 ? rest.args[0] : undefined;
    if (exponent?.kind === 'symbol') return { symbol: exponent, value: g.constant(Math.log(at)) };
  }
  return null;
}

/**
 * c ? a : b where the test is a point u = c at which b has the value a: the limit of a quotient that was
 * brought to a form with a value there. The slope is that of b as well.
 */
const limit: StructuralRule = {
  name: 'value at a removable singularity',
  head: 'where',
  identity: '(u = c ? a : b) = b, where b at u = c is a',
  rewrite: (g, node) => {
    const [condition, a, b] = node.kind === 'map' ? node.args : [];
    const at = condition && pointOf(g, condition);
    if (!at || !a || !b || at.symbol.shape.length > 0) return null;
    const values = substitute(g, [a, b], new Map([[at.symbol, at.value]]));
    return values[0] === values[1] && isNumberAt(present(values[1])) ? b : null;
  },
};

/** No division by 0 is left. */
const isNumberAt = (node: Node): boolean =>
  constantOf(node) === undefined || Number.isFinite(constantOf(node));

export const borderRules: readonly StructuralRule[] = [limit];
